"""The paper town on a Monday, and a permit with its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from jinlin.instruments.documents import actions, selectors
from jinlin.instruments.documents.selectors import DocumentInfo
from jinlin.instruments.documents.tests.paper_town import build_paper_town, open_one
from jinlin.kernel.cases.actions import take
from jinlin.kernel.cases.tests.town import CLERK, local
from jinlin.lib import clock


@dataclass
class Permit:
    """A permit that was issued, its file, and the clock."""

    number: str
    document: DocumentInfo
    pdf: bytes
    clock: clock.Journey

    def do(self, action: str) -> None:
        """Let the clerk act on its case."""
        take(self.number, action, {}, CLERK)


@pytest.fixture
def permit(db: None) -> Iterator[Permit]:
    """A permit of Monday 2018-03-05, about a person."""
    with clock.travel(local("2018-03-05 09:00")) as journey:
        build_paper_town()
        case = open_one("示例人员张三的申请")
        take(case.number, "permit", {}, CLERK)
        pdf = actions.fetch(case.number, 1, CLERK).content
        yield Permit(case.number, selectors.for_case(case.number, CLERK)[0], pdf, journey)
