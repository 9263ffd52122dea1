"""Generated notes and regions."""
