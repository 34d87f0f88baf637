"""Whom the gateway is told to reach."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model

from jinlin.instruments.messages import actions
from jinlin.instruments.messages.models import Message
from jinlin.instruments.messages.recipients import recipients
from jinlin.instruments.messages.tests.gateway import Gateway
from jinlin.kernel.cases.actions import open_case, take
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.town import CLERK, RESIDENT
from jinlin.kernel.registry.models import Office, Organisation
from jinlin.lib import clock

pytestmark = pytest.mark.usefixtures("monday")
PHONE = "15400000000"


def opened(**answers: Any) -> Case:
    return open_case("town/report", {"subject": "A hole", **answers}, RESIDENT).case


def message(case: Case, to: str) -> Message:
    return Message(case_id=case.id, n=9, number=case.number, to=to, written_at=clock.now())


def reached(case: Case, to: str) -> list[Any]:
    return recipients([message(case, to)])[0]


def person(username: str, phone: str) -> Any:
    return get_user_model().objects.create(username=username, name=username, phone=phone)


def test_the_opener_is_reached_by_the_telephone_that_the_form_asked_for(gateway: Gateway) -> None:
    case = opened(reporter={"name": "Lin", "phone": PHONE})
    assert reached(case, "opener") == reached(case, "resident") == [{"phone": PHONE}]
    actions.drain()
    assert gateway.taken[0][0]["recipients"] == [{"phone": PHONE}]
    assert PHONE not in str(list(Message.objects.values()))


def test_an_opener_with_an_account_is_reached_by_that_and_by_the_citys_sign_in() -> None:
    lin = person("lin", PHONE)
    SocialAccount.objects.create(user=lin, provider="city", uid="sub-of-lin")
    case = opened(reporter={"name": "Wang", "phone": "15400000009"})
    Case.objects.filter(id=case.id).update(opener=f"person/{lin.id}")
    assert reached(case, "opener") == [{"phone": PHONE, "openid": "sub-of-lin"}]


def test_a_unit_is_reached_by_its_officers_and_without_any_by_its_own_telephone() -> None:
    case = opened()
    take(case.number, "assign", {"kind": "pothole"}, CLERK)
    unit = str(Case.objects.get(id=case.id).holder)
    Organisation.objects.filter(pk=unit).update(phone="010-1")
    Office.objects.filter(organisation=unit).delete()
    assert reached(case, "holder") == [{"phone": "010-1"}]
    worker = person("worker", "15400000001")
    Office.objects.create(
        person=worker, role="officer", organisation_id=unit, area="T", valid_from=clock.today()
    )
    assert reached(case, "holder") == [{"phone": "15400000001"}]


def test_whom_nobody_can_reach_is_nobody() -> None:
    assert reached(opened(), "opener") == []
    assert reached(opened(), "clerk") == []


def test_it_costs_three_queries_however_many_messages(django_assert_max_num_queries: Any) -> None:
    waiting = [message(opened(), "opener") for _ in range(9)]
    with django_assert_max_num_queries(3):
        assert recipients(waiting) == [[]] * 9
