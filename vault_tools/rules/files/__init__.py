"""Files and folders, whatever is written in them."""
