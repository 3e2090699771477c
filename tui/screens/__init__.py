"""One module per place; its style stands beside it."""
