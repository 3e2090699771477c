"""Small parts: data goes down to them, messages come up."""
