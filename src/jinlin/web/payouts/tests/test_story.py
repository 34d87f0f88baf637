"""A distribution from the first list to its end, through the screens alone: at every step every fen is
somewhere."""

from __future__ import annotations

import re

from jinlin.instruments.payouts import selectors
from jinlin.instruments.payouts.actions import work_on_uploads
from jinlin.instruments.payouts.selectors import MoneyWay
from jinlin.kernel.cases.actions import attach
from jinlin.kernel.registry.selectors import actor_of, world
from jinlin.web.payouts.tests.conftest import (
    CASHIER,
    CLERK,
    JUDGE,
    PRESIDENT,
    VERIFIER,
    Court,
    claims_list,
    row,
)


def test_a_distribution_goes_its_whole_way_on_the_screens(court: Court) -> None:
    received(court)
    registered(court)
    planned(court)
    paid(court)
    assert court.done(CASHIER, "reconcile").paid == 60_000_00
    assert court.done(JUDGE, "close") == MoneyWay(60_000_00, 0, 0, 0, 60_000_00, 0, 0)
    steps = selectors.overview(court.number, actor_of(JUDGE), world()).life
    assert [one.money.paid for one in steps] == [0, 0, 30_000_00, 30_000_00, 60_000_00]
    assert all(one.money.holds for one in steps)


def received(court: Court) -> None:
    assert court.money() == MoneyWay(0, 0, 0, 0, 0, 0, 0)
    assert court.done(CASHIER, "receive", received="60000.00", receipt="示范进账1号").pool == 60_000_00


def registered(court: Court) -> None:
    """A list with a bad row takes nothing in; corrected, it does; one person came twice, and is merged."""
    good = [row(1, "40000"), row(2, "100000", account="6222999900000002"), row(3, "60000")]
    bad = court.bring(CLERK, "claims", claims_list([*good, row(4, "壹万元")]))
    page = court.page(CLERK, bad)
    assert ("有1行需要更正，3行无误；一行也没有登记" in page, "金额请用数字" in page) == (True, True)
    assert court.client.post(f"/desk/payouts/{court.number}{bad}").status_code == 409
    assert "这里没有申报" in court.page(CLERK, "/claims")
    ok = court.bring(CLERK, "claims", claims_list([*good, row(1, "40000")]))
    assert "登记这4件申报" in court.page(CLERK, ok)
    assert court.sit(CLERK).post(f"/desk/payouts/{court.number}{ok}").status_code == 302
    assert work_on_uploads()
    assert "已登记4件申报" in court.page(CLERK, ok)
    court.done(CLERK, "end_registration")
    for n, way in exceptions(court):
        court.done(VERIFIER, "resolve", exception=n, resolution=way, reason="已核对原件")
    court.done(VERIFIER, "verify", claim_numbers="")


def exceptions(court: Court) -> list[tuple[str, str]]:
    """What the page offers: each open exception with its first way."""
    page = court.page(VERIFIER, "/exceptions")
    return re.findall(r'name="exception" value="(\d+)".*?name="resolution" value="(\w+)"', page, re.DOTALL)


def planned(court: Court) -> None:
    """Two versions are compared; the second is rehearsed, on notice, and approved by another person."""
    court.done(JUDGE, "plan", round_amount="30000")
    court.done(JUDGE, "plan", round_amount="")
    page = court.page(JUDGE, "/plans/1/2")
    assert "+¥9,000.00" in page
    assert "尚未演练" in court.page(JUDGE, "/plans/2")
    court.done(JUDGE, "rehearse", seed="7")
    assert "每一分钱都说得清去向" in court.page(JUDGE)
    court.done(JUDGE, "publish", notice_place="法院官网（姓名已隐去）")
    court.wait(17)
    assert court.do(JUDGE, "approve").status_code == 403
    assert "每一分钱都说得清去向" in court.page(PRESIDENT, "/do/approve")
    assert court.done(PRESIDENT, "approve").pool == 60_000_00


def paid(court: Court) -> None:
    """The bank rejects one account; it is mended face to face, and the share goes out again."""
    assert court.done(CASHIER, "send").in_flight == 60_000_00
    sent = b"".join(court.get(CASHIER, "/bank/1/csv").streaming_content).decode("utf-8-sig")
    references = re.findall(r"P\d+-\d+-\d+", sent)
    first = answers(
        references,
        ("交易成功", "12000.00", ""),
        ("交易失败", "30000.00", "AC01"),
        ("交易成功", "18000.00", ""),
    )
    done = court.bring(CASHIER, "answers", first, "answers.csv", profile="generic")
    assert "回执已读入" in court.page(CASHIER, done)
    assert court.money() == MoneyWay(60_000_00, 0, 0, 0, 30_000_00, 30_000_00, 0)
    mended(court)
    assert court.done(CASHIER, "send").in_flight == 30_000_00
    again = answers([f"{references[1][:-1]}2"], ("交易成功", "30000.00", ""))
    court.bring(CASHIER, "answers", again, "again.csv", profile="generic")
    assert court.money().paid == 60_000_00


def mended(court: Court) -> None:
    """Another amount than was sent moves nothing, and is resolved; then the account is changed at the
    counter and the share made ready."""
    before = court.money()
    attach(court.number, "回单.txt", b"synthetic", actor_of(CASHIER))
    court.done(
        CASHIER,
        "answers",
        scan="1",
        **{"bank_answers.0.claim": "2", "bank_answers.0.outcome": "settled", "bank_answers.0.amount": "1"},
    )
    assert court.money() == before
    confirmed(court)
    page = court.page(VERIFIER, "/exceptions")
    n = re.findall(r'name="exception" value="(\d+)"', page)[0]
    assert (
        court.do(VERIFIER, "resolve", exception=n, resolution="keep_first", reason="随便选的").status_code
        == 422
    )
    court.done(VERIFIER, "resolve", exception=n, resolution="clarified", reason="银行录入错误")
    assert (
        court.do(
            CLERK, "set_payee", claim="2", account="6222000000000202", capacity="self", papers_seen="false"
        ).status_code
        == 422
    )
    court.done(CLERK, "set_payee", claim="2", account="6222000000000202", capacity="self", papers_seen="true")
    confirmed(court)
    assert court.done(JUDGE, "reissue", claim_numbers="2") == before


def confirmed(court: Court) -> None:
    """What waits for a second person is confirmed on the page of exceptions, where the verifier stays."""
    page = court.page(VERIFIER, "/exceptions")
    (n,) = re.findall(
        r'name="exception" value="(\d+)"(?=(?:(?!</form>).)*value="confirmed")', page, re.DOTALL
    )
    told = {"exception": n, "resolution": "confirmed", "reason": "对照扫描件无误", "back": "exceptions"}
    answer = court.do(VERIFIER, "resolve", **told)
    assert answer["Location"] == f"/desk/payouts/{court.number}/exceptions"


def answers(references: list[str], *told: tuple[str, str, str]) -> bytes:
    """What the bank's website gives: each payment by its reference, status, amount and reason."""
    head = "业务参考号,金额(元),币种,处理状态,原因,附言,银行流水号,记账日期"
    lines = (
        f"{ours},{amount},CNY,{status},{why},,,"
        for ours, (status, amount, why) in zip(references, told, strict=True)
    )
    return "\n".join([head, *lines]).encode("utf-8-sig")
