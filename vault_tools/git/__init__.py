"""What git says of a vault: what has changed, what was there before, and the days of its files."""

from __future__ import annotations

from vault_tools.git.changes import Changes, changes_since, changes_staged
from vault_tools.git.days import History, first_commits, history

__all__ = ["Changes", "History", "changes_since", "changes_staged", "first_commits", "history"]
