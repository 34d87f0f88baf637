"""办公桌: where staff work a day."""
