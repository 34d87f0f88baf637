"""The mechanisms: one folder each."""
