"""Decisions: one at a time, and Esc is always "not now"."""
