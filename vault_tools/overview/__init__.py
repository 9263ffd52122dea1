"""What a vault uses, counted over all its notes: its properties and its tags."""
