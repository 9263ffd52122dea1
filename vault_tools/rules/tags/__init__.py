"""Tags, in the text and in properties."""
