import os
from itertools import count

import pytest
from hypothesis import settings
from indexing import new_vault

settings.register_profile("desk", deadline=None)  # a busy machine is no reason to fail
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)  # CI says the same thing twice
settings.load_profile("ci" if os.environ.get("CI") else "desk")

# What the machine and its user have set for git is no part of any test, nor is the repository whose hook runs them.
os.environ.update(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1")
for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
    os.environ.pop(name, None)


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def make(tmp_path, own_cache):
    """A vault of notes and settings; of two that a test makes, the second knows nothing of the first."""
    numbers = count(1)

    def make(files, *settings):
        number = next(numbers)
        return new_vault(tmp_path / ("vault" if number == 1 else f"vault {number}"), files, *settings)

    return make
