"""The screen: a guest of the core, built with Textual."""
