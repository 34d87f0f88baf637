"""Two who issue at once, on connections of their own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from jinlin.instruments.documents import actions
from jinlin.instruments.documents.models import Document
from jinlin.instruments.documents.tests.paper_town import build_paper_town, open_one
from jinlin.kernel.cases.actions import take
from jinlin.kernel.cases.tests.town import CLERK
from jinlin.kernel.journal.checks import verify


def test_two_issues_at_once_have_different_numbers_and_one_reader_makes_the_file(committed_db: str) -> None:
    build_paper_town()
    cases = [open_one(f"{n}").number for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(_issue, [number for number in cases for _ in range(3)]))
        list(pool.map(_fetch, cases * 2))
    papers = list(Document.objects.all())
    assert len({one.number for one in papers}) == len({one.code for one in papers}) == 12
    assert sorted((one.case_id, one.n) for one in papers) == sorted(
        (case, n) for case in {one.case_id for one in papers} for n in (1, 2, 3)
    )
    assert sum(one.pdf_digest is not None for one in papers) == 4
    assert verify().faults == ()


def _issue(number: str) -> None:
    try:
        take(number, "permit", {}, CLERK)
    finally:
        connections.close_all()


def _fetch(number: str) -> None:
    try:
        actions.fetch(number, 1, CLERK)
    finally:
        connections.close_all()
