"""Word, PowerPoint, PDF and web pages as plain text. Runs in a child process with limits alone."""
