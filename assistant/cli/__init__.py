"""The headless twin of everything on the screen."""
