"""What silences other rules."""
