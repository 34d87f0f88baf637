"""The small town of the desk: the board's figures lead there."""

from jinlin.web.desk.tests.conftest import desk

__all__ = ["desk"]
