import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True, print_blob=True)  # CI says the same thing twice; a desk looks further
if os.environ.get("CI"):
    settings.load_profile("ci")
