"""What the product talks about: records, rights and drafts, as pure pydantic models."""
