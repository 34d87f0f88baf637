"""The grammar of `demo.yaml`: what has lately happened in the demo county."""

from __future__ import annotations

import re
from typing import Any

from pydantic import Field

from jinlin.lib.words import Frozen
from jinlin.packkit.grammar.times import DayTime

HOLDER = "holder"
DAY = re.compile(r"\{today([+-][0-9]{1,4})\}")


class Lately(Frozen):
    """One step: `in` so many working days after the case was opened, at a local time, `who` takes an action,
    having put files of the names `attaches` on the case.

    `who` is a user name of the demo county, or `holder`: somebody of the unit that holds the case by then.
    """

    days: int = Field(default=0, ge=0, alias="in")
    at: DayTime
    who: str
    takes: str
    attaches: tuple[str, ...] = ()
    answers: dict[str, Any] = {}


class LiveCase(Frozen):
    """A case that was opened `ago` working days ago, and what then happened to it. What would lie in the
    future is left out, and silence has its consequences. Nobody is named as `who` for a resident. In answers
    `{today+30}` is the date thirty days after the visit, `{today-3}` three before.

    `step_by_step`: each step is stored before the next is taken, as an instrument needs that keeps books of
    its own (`payouts`); it costs a transaction a step.
    """

    opens: str
    ago: int = Field(ge=0, le=60)
    at: DayTime
    who: str | None = None
    channel: str = "web"
    answers: dict[str, Any] = {}
    step_by_step: bool = False
    then: tuple[Lately, ...] = ()


class DemoFile(Frozen):
    """`demo.yaml`."""

    cases: tuple[LiveCase, ...] = Field(min_length=1)
