"""Lint and index Obsidian vaults without Obsidian."""

__version__ = "0.1.0"
