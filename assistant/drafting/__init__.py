"""The rules engine: pure functions from a briefing and passages to a valid draft."""
