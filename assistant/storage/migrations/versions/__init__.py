"""One module for each step of the schema. Steps are only ever added."""
