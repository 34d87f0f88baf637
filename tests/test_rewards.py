"""What an informant is paid (L-17): the promised share of what the first good clue brought, and out of it."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from pypdf import PdfReader

from jinlin.instruments.documents.actions import fetch
from jinlin.instruments.documents.selectors import for_case
from jinlin.instruments.ledger import selectors as ledger
from jinlin.kernel.cases.actions import open_case, reveal, take
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors import contents_of
from jinlin.kernel.cases.store import draft_of
from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry.actors import Actor, Post
from jinlin.lib import clock
from jinlin.lib.errors import NotAllowed, NotFound, NotMet, NotPossible
from jinlin.packkit.pack import Pack

COURT, COUNTY = "DEMO-COURT", "990101"
APPLICANT = Actor("person/901", "示例申请人", "shili")
NOTICE = {
    "subject": "查找财产", "court": COURT, "enforcement_no": "1", "situation": "hiding", "owed": 10**9,
    "promise": True, "until": "2018-04-30",
}  # fmt: skip
INFORMANT = "示例暗号"
CLUE = {
    "asset": "示范小区", "urgent": False, "informant": {"name": INFORMANT}, "pass_phrase": "春江水暖鸭先知",
}  # fmt: skip
PHRASE = {"phrase_shown": "春江水暖鸭先知"}
PAY = {"voucher": "1"}

GRANTED = {
    "notice_text": "征集线索",
    "media": "官网",
    "debtor": "示例被执行人",
    "creditor": "示例申请人",
    "contact": "示例法官",
}


def officer(role: str) -> Actor:
    return Actor(f"person/{role}", role, role, (Post(role, COURT, COUNTY),))


def clue_of(rate: int) -> Case:
    """The first clue of a notice with this rate, confirmed."""
    number = open_case("reward_notice/notice", {**NOTICE, "rate": rate}, APPLICANT).case.number
    take(number, "check", {"papers_complete": True}, officer("clerk"))
    take(number, "grant", GRANTED, officer("decider"))
    take(number, "give_clue", CLUE, officer("clerk"))
    clue = Case.objects.order_by("id").last()
    assert clue is not None
    take(clue.number, "confirm", {"evidence": "属实", "known_before": False}, officer("decider"))
    return clue


def test_a_clue_is_listed_by_the_property_that_it_names(county: Mapping[str, Pack]) -> None:
    with clock.travel(datetime(2018, 3, 5, 9, tzinfo=clock.LOCAL)):
        assert contents_of(clue_of(10)).title == CLUE["asset"]


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
        take(clue.number, "check_phrase", PHRASE, officer("cashier"))
        take(clue.number, "pay", PAY, officer("cashier"))
        assert net(clue) == {
            "applicant_share": recovered - reward, "recovered": recovered, "reward": 0, "reward_paid": reward,
        }  # fmt: skip


def test_who_gave_a_clue_is_left_with_the_clue_alone(county: Mapping[str, Pack]) -> None:
    with clock.travel(datetime(2018, 3, 1, 10, tzinfo=clock.LOCAL)):
        clue = clue_of(10)
        notice = Case.objects.get(id=clue.parent or 0)
    kept = contents_of(notice)
    assert [kept.get(name) for name in ("informant", "pass_phrase", "asset")] == [None, None, None]


def test_nobody_who_reads_the_tables_the_journal_or_the_slip_learns_who_the_informant_is(
    county: Mapping[str, Pack],
) -> None:
    with clock.travel(datetime(2018, 3, 1, 10, tzinfo=clock.LOCAL)):
        clue = clue_of(10)
        take(clue.number, "recover", {"recovered": 100_000_000, "receipt": "1"}, officer("decider"))
        take(clue.number, "check_phrase", PHRASE, officer("cashier"))
        take(clue.number, "pay", PAY, officer("cashier"))
        clue.refresh_from_db()
        (slip,) = for_case(clue.number, officer("cashier"))
        pages = PdfReader(io.BytesIO(fetch(clue.number, slip.n, officer("cashier")).content)).pages
    printed = "".join("".join(page.extract_text() for page in pages).split())
    kept = json.dumps(clue.facts, ensure_ascii=False)
    journal = "".join(event.facts for case in (clue.id, clue.parent) for event in history(f"case/{case}"))
    for secret in (INFORMANT, PHRASE["phrase_shown"]):
        assert secret not in kept + journal + printed
    assert "100,000.00元" in printed


@pytest.mark.parametrize(
    ("found", "why"),
    [
        ({"known_before": True}, "not rewarded"),
        ({"known_before": False, "earlier_clue": 1}, "first good clue"),
    ],
)
def test_what_was_known_and_what_came_second_is_rewarded_with_nothing(
    county: Mapping[str, Pack], found: dict[str, Any], why: str
) -> None:
    with clock.travel(datetime(2018, 3, 1, 10, tzinfo=clock.LOCAL)):
        notice = Case.objects.get(id=clue_of(10).parent or 0)
        take(notice.number, "give_clue", CLUE, officer("clerk"))
        second = Case.objects.order_by("id").last()
        assert second is not None
        with pytest.raises(NotMet, match=why):
            take(second.number, "confirm", {"evidence": "属实", **found}, officer("decider"))
        with pytest.raises(NotPossible):
            take(second.number, "recover", {"recovered": 100, "receipt": "1"}, officer("decider"))
    assert net(second)["reward"] == 0


def test_without_the_pass_phrase_nothing_is_paid(county: Mapping[str, Pack]) -> None:
    with clock.travel(datetime(2018, 3, 1, 10, tzinfo=clock.LOCAL)):
        clue = clue_of(10)
        take(clue.number, "recover", {"recovered": 100_000_000, "receipt": "1"}, officer("decider"))
        for given in ([], [{"phrase_shown": "白日依山尽黄河"}]):
            for one in given:
                take(clue.number, "check_phrase", one, officer("cashier"))
            with pytest.raises(NotMet, match="does not match"):
                take(clue.number, "pay", PAY, officer("cashier"))
        assert net(clue)["reward_paid"] == 0


def test_five_wrong_phrases_lock_the_reward_until_the_head_unlocks_it(county: Mapping[str, Pack]) -> None:
    with clock.travel(datetime(2018, 3, 1, 10, tzinfo=clock.LOCAL)):
        clue = clue_of(10)
        take(clue.number, "recover", {"recovered": 100_000_000, "receipt": "1"}, officer("decider"))
        for n in range(5):
            take(clue.number, "check_phrase", {"phrase_shown": f"猜一猜第{n}回"}, officer("cashier"))
        with pytest.raises(NotMet, match="locked"):
            take(clue.number, "check_phrase", PHRASE, officer("cashier"))
        take(clue.number, "unlock", {"unlocked_because": "当面核实了身份"}, officer("head"))
        take(clue.number, "check_phrase", PHRASE, officer("cashier"))
        take(clue.number, "pay", PAY, officer("cashier"))


def test_the_pass_phrase_can_be_shown_to_nobody(county: Mapping[str, Pack]) -> None:
    with clock.travel(datetime(2018, 3, 1, 10, tzinfo=clock.LOCAL)):
        clue = clue_of(10)
        for role in ("clerk", "decider", "head", "cashier"):
            with pytest.raises((NotAllowed, NotFound)):
                reveal(clue.number, "pass_phrase", "核对口令", officer(role))
        kept = draft_of(clue).plain("pass_phrase")
    assert kept.keys() == {"digest"}
    assert len(kept["digest"]) == 64


def test_whoever_heard_the_phrase_is_not_paid_against_it(county: Mapping[str, Pack]) -> None:
    with clock.travel(datetime(2018, 3, 1, 10, tzinfo=clock.LOCAL)):
        clue = clue_of(10)
        take(clue.number, "recover", {"recovered": 100_000_000, "receipt": "1"}, officer("decider"))
        both = Actor("person/clerk", "clerk", "clerk", (Post("cashier", COURT, COUNTY),))
        with pytest.raises(NotMet, match="heard the phrase"):
            take(clue.number, "check_phrase", PHRASE, both)


def test_a_receipt_brings_one_reward_whichever_clue_it_is_given_for(county: Mapping[str, Pack]) -> None:
    with clock.travel(datetime(2018, 3, 1, 10, tzinfo=clock.LOCAL)):
        take(clue_of(10).number, "recover", {"recovered": 1000, "receipt": "进账1号"}, officer("decider"))
        with pytest.raises(NotPossible, match="recorded before"):
            take(
                clue_of(10).number, "recover", {"recovered": 1000, "receipt": " 进账１号"}, officer("decider")
            )


def net(clue: Case) -> dict[str, int]:
    """What stands on the accounts of a clue; nothing on one that is not open yet."""
    found = {one.code.rpartition("/")[2]: one.net for one in ledger.balances(f"case/{clue.id}")}
    return {"applicant_share": 0, "recovered": 0, "reward": 0, "reward_paid": 0} | found
