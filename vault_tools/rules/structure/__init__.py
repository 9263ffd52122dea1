"""The text of a note as a whole."""
