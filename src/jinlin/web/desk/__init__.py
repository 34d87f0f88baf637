"""工作台: where staff work a day."""
