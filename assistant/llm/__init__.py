"""The connection to a language model. The only package that knows openai and langchain."""
