"""What an informant is paid (L-17): the promised share of what the first good clue brought, and out of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from jinlin.instruments.ledger import selectors as ledger
from jinlin.kernel.cases.actions import open_case, take
from jinlin.kernel.cases.models import Case
from jinlin.kernel.registry.actors import Actor, Post
from jinlin.lib import clock
from jinlin.packkit.pack import Pack

COURT, COUNTY = "DEMO-COURT", "990101"
APPLICANT = Actor("person/901", "示例申请人", "shili")
NOTICE = {
    "subject": "查找财产", "court": COURT, "enforcement_no": "1", "situation": "hiding", "owed": 10**9,
    "promise": True, "until": "2018-04-30",
}  # fmt: skip
CLUE = {"asset": "示范小区", "urgent": False, "informant": {"name": "示例"}, "pass_phrase": "春江水暖鸭先知"}
PAY = {"phrase_shown": "春江水暖鸭先知", "voucher": "1"}


def officer(role: str) -> Actor:
    return Actor(f"person/{role}", role, role, (Post(role, COURT, COUNTY),))


def clue_of(rate: int) -> Case:
    """The first clue of a notice with this rate, confirmed."""
    number = open_case("reward_notice/notice", {**NOTICE, "rate": rate}, APPLICANT).case.number
    take(number, "check", {"papers_complete": True}, officer("clerk"))
    take(number, "grant", {"notice_text": "征集线索", "media": "官网"}, officer("decider"))
    take(number, "give_clue", CLUE, officer("clerk"))
    clue = Case.objects.order_by("id").last()
    assert clue is not None
    take(clue.number, "confirm", {"evidence": "属实", "known_before": False}, officer("decider"))
    return clue


@pytest.mark.parametrize(
    ("recovered", "rate", "reward"),
    [
        (100_000_000, 10, 10_000_000),
        (30_000_000, 10, 3_000_000),
        (199, 10, 19),
        (100_000_000, 20, 20_000_000),
    ],
)
def test_the_reward_is_the_promised_share_of_what_came_in_and_comes_out_of_the_applicants(
    county: Mapping[str, Pack], recovered: int, rate: int, reward: int
) -> None:
    with clock.travel(datetime(2018, 3, 1, 10, tzinfo=clock.LOCAL)):
        clue = clue_of(rate)
        take(clue.number, "recover", {"recovered": recovered, "receipt": "1"}, officer("decider"))
        assert net(clue) == {
            "applicant_share": recovered - reward, "recovered": recovered, "reward": reward, "reward_paid": 0,
        }  # fmt: skip
        take(clue.number, "pay", PAY, officer("cashier"))
        assert net(clue) == {
            "applicant_share": recovered - reward, "recovered": recovered, "reward": 0, "reward_paid": reward,
        }  # fmt: skip


def test_who_gave_a_clue_is_left_with_the_clue_alone(county: Mapping[str, Pack]) -> None:
    with clock.travel(datetime(2018, 3, 1, 10, tzinfo=clock.LOCAL)):
        clue = clue_of(10)
        notice = Case.objects.get(id=clue.parent or 0)
    kept: dict[str, Any] = notice.facts
    assert (kept["informant"], kept["pass_phrase"], kept["asset"]) == (None, None, None)


def net(clue: Case) -> dict[str, int]:
    """What stands on the accounts of a clue; nothing on one that is not open yet."""
    found = {one.code.rpartition("/")[2]: one.net for one in ledger.balances(f"case/{clue.id}")}
    return {"applicant_share": 0, "recovered": 0, "reward": 0, "reward_paid": 0} | found
