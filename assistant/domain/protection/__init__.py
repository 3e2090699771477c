"""Small-group protection: what may be said of a programme without saying what one person said."""
