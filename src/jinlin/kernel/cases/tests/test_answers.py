"""Idempotency keys."""

from __future__ import annotations

import pytest

from jinlin.kernel.cases.actions import open_case
from jinlin.kernel.cases.answers import Answered, once
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.town import RESIDENT
from jinlin.lib.errors import BadInput, KeyReused

BODY, OTHER = b"1" * 32, b"2" * 32


def open_one() -> tuple[int, str]:
    return 201, open_case("town/report", {"subject": "A hole"}, RESIDENT).case.number


@pytest.mark.usefixtures("monday")
class TestAnIdempotencyKey:
    def test_gives_the_first_answer_again_and_does_the_work_once(self) -> None:
        first = once("person/9", "k", BODY, open_one)
        again = once("person/9", "k", BODY, open_one)
        assert again == Answered(first.status, first.body, again=True)
        assert Case.objects.count() == 1

    def test_refuses_another_request_and_does_nothing(self) -> None:
        once("person/9", "k", BODY, open_one)
        with pytest.raises(KeyReused):
            once("person/9", "k", OTHER, open_one)
        assert Case.objects.count() == 1

    def test_belongs_to_one_person(self) -> None:
        once("person/9", "k", BODY, open_one)
        assert not once("person/8", "k", BODY, open_one).again

    def test_is_not_used_up_by_a_request_that_failed(self) -> None:
        def fail() -> tuple[int, str]:
            open_case("town/report", {"subject": "Half"}, RESIDENT)
            raise BadInput("不行", "No")

        with pytest.raises(BadInput):
            once("person/9", "k", BODY, fail)
        assert not Case.objects.exists()
        assert not once("person/9", "k", BODY, open_one).again
