"""Writing messages into the outbox, emptying it through the installation's channel, and bringing in texts."""

from jinlin.instruments.messages.actions.draining import FIRST_PAUSE, LONGEST_PAUSE, drain
from jinlin.instruments.messages.actions.installing import install_templates
from jinlin.instruments.messages.actions.writing import Outgoing, Text, forget, write

__all__ = [
    "FIRST_PAUSE",
    "LONGEST_PAUSE",
    "Outgoing",
    "Text",
    "drain",
    "forget",
    "install_templates",
    "write",
]
