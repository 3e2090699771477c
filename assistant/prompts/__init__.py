"""What the model is asked: versioned prose in files, and the code that fills it in."""
