"""The running deadline of a case: started, paused, resumed, extended, settled; what its marks bring.

A clock belongs to the state that started it. Its marks are the moments at which silence has a
consequence: `before <span>`, `due`, `after <span>`. All moments are computed when the clock starts, with
the working calendar of that day, whose version it keeps. A moment in a year that has no holiday table yet is
provisional: it is shown as such, brings nothing, and is computed again once the table is there.
"""

from jinlin.kernel.cases.clocks.marks import consequences, mark_names
from jinlin.kernel.cases.clocks.reckoning import extend, pause, resume, settle, start, until
from jinlin.kernel.cases.clocks.shapes import DUE, Clock, Clocks, Mark, Paused, provisional_year

__all__ = [
    "DUE",
    "Clock",
    "Clocks",
    "Mark",
    "Paused",
    "consequences",
    "extend",
    "mark_names",
    "pause",
    "provisional_year",
    "resume",
    "settle",
    "start",
    "until",
]
