import os

from hypothesis import settings

settings.register_profile("desk", deadline=None)  # a busy machine is no reason to fail
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)  # CI says the same thing twice
settings.load_profile("ci" if os.environ.get("CI") else "desk")
