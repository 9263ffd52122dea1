"""Blanks and line ends."""
