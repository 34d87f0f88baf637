"""The history of an account as lines for its page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from jinlin.kernel.cases.selectors import doings
from jinlin.lib.words import Words

if TYPE_CHECKING:
    from jinlin.kernel.journal.models import Event

KINDS: Mapping[str, Words] = {
    "signed.in": Words(zh="登录", en="Signed in"),
    "signed.out": Words(zh="退出", en="Signed out"),
    "sign-in.failed": Words(zh="登录失败", en="Failed sign-in"),
    "factor.added": Words(zh="添加登录方式", en="Way of signing in added"),
    "factor.removed": Words(zh="移除登录方式", en="Way of signing in removed"),
    "factor.renewed": Words(zh="重新生成恢复码", en="Recovery codes made anew"),
    "password.changed": Words(zh="更改密码", en="Password changed"),
    "identity.bound": Words(zh="绑定统一身份", en="Bound to the city's sign-in"),
    "identity.released": Words(zh="解除统一身份", en="Taken off the city's sign-in"),
    "session.ended": Words(zh="退出其他设备", en="Signed out elsewhere"),
    "password.set": Words(zh="设置密码", en="Password set"),
    "account.closed": Words(zh="停用账户", en="Account closed"),
    "account.reopened": Words(zh="恢复账户", en="Account reopened"),
    "token.issued": Words(zh="发放令牌", en="Token issued"),
    "token.revoked": Words(zh="撤销令牌", en="Token revoked"),
    "area.added": Words(zh="新增区划", en="Area added"),
    "area.changed": Words(zh="更改区划", en="Area changed"),
    "organisation.added": Words(zh="新增单位", en="Organisation added"),
    "organisation.changed": Words(zh="更改单位", en="Organisation changed"),
    "person.added": Words(zh="新增人员", en="Person added"),
    "person.changed": Words(zh="更改人员", en="Person changed"),
    "office.added": Words(zh="新增岗位", en="Office added"),
    "office.changed": Words(zh="更改岗位", en="Office changed"),
    "shift.added": Words(zh="排班", en="Shift added"),
    "shift.changed": Words(zh="更改排班", en="Shift changed"),
    "cell.added": Words(zh="新增网格", en="Grid cell added"),
    "cell.changed": Words(zh="更改网格", en="Grid cell changed"),
    "register.installed": Words(zh="装入名录", en="Register installed"),
    "entry.added": Words(zh="名录新增一行", en="Register row added"),
    "entry.changed": Words(zh="名录更改一行", en="Register row changed"),
    "entry.removed": Words(zh="名录移除一行", en="Register row removed"),
    "year.loaded": Words(zh="载入放假安排", en="Holiday table loaded"),
    "hours.set": Words(zh="设置办公时间", en="Office hours set"),
    "hours.removed": Words(zh="撤销办公时间", en="Office hours removed"),
}
HOW: Mapping[str, Words] = {
    "password": Words(zh="密码", en="password"),
    "webauthn": Words(zh="通行密钥", en="passkey"),
    "totp": Words(zh="验证器", en="authenticator app"),
    "recovery_codes": Words(zh="恢复码", en="recovery code"),
    "identity": Words(zh="统一身份认证", en="city sign-in"),
    "demo": Words(zh="演示入口", en="demo entry"),
}
SUBJECTS = (
    "register",
    "code",
    "year",
    "from",
    "label",
)  # of the facts, what names the thing that was changed


class Line(NamedTuple):
    """One event: what, when, about what, by which way, from which network; `subject` is the person it
    happened to, where that is another's stream; `place` is for the next page."""

    what: Words
    at: datetime
    about: str
    how: Words | str
    network: str
    case: str
    actor: str
    subject: str
    place: int


def of_account(events: Sequence[Event]) -> list[Line]:
    """The events of an account; the next page is reckoned by their number."""
    return [_line(one, one.seq) for one in events]


def of_person(events: Sequence[Event]) -> list[Line]:
    """What a person did anywhere; the next page is reckoned by the position."""
    cases = doings(events)
    return [
        _line(one, one.position)._replace(what=done.name, case=done.number)
        if (done := cases.get((one.stream, one.seq)))
        else _line(one, one.position)
        for one in events
    ]


def _line(event: Event, place: int) -> Line:
    facts = json.loads(event.facts)
    how = str(facts.get("how", ""))
    about = " ".join(str(facts[name]) for name in SUBJECTS if facts.get(name))
    return Line(
        what=KINDS.get(event.kind, Words(zh=event.kind, en=event.kind)),
        at=event.at,
        about=about,
        how=HOW.get(how, how),
        network=str(facts.get("network", "")),
        case="",
        actor=event.actor,
        subject=f"person/{facts['person']}" if facts.get("person") else "",
        place=place,
    )
