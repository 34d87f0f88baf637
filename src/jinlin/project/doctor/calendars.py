"""What the city must have brought: next year's holidays, and how long personal data is kept."""

from __future__ import annotations

from collections.abc import Iterator

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.selectors import current_definitions
from jinlin.kernel.registry import selectors
from jinlin.lib import clock
from jinlin.lib.errors import Unready
from jinlin.lib.words import Words
from jinlin.project.doctor.findings import Finding, advice, fault

TELLS_FROM = 11  # the notice for a year comes out in the last weeks of the one before
_LOAD = Words(zh="jinlin calendar load，见 docs/how-to/load-holidays.md", en="docs/how-to/load-holidays.md")


def next_year() -> Iterator[Finding]:
    """The holidays of this year are known, and from November on those of the next."""
    today = clock.today()
    if not _is_known(today.year):
        yield fault(
            f"没有 {today.year} 年的放假安排，期限算不出来",
            f"There is no holiday table for {today.year}: deadlines cannot be computed",
            helps=_LOAD,
        )
    if today.month >= TELLS_FROM and not _is_known(today.year + 1):
        yield advice(
            f"还没有 {today.year + 1} 年的放假安排，跨年的期限先按临时日历计算",
            f"There is no holiday table for {today.year + 1} yet: deadlines in it are provisional",
            helps=_LOAD,
        )


def retention() -> Iterator[Finding]:
    """Every type of case whose fields are personal says how long they are kept after closing."""
    kept_for_ever = [one.key for one in current_definitions() if one.retention is None and _is_personal(one)]
    if kept_for_ever:
        listed = ", ".join(kept_for_ever)
        yield advice(
            f"这些事项没有规定个人信息保存多久：{listed}",
            f"These types do not say how long personal data is kept: {listed}",
            helps=Words(
                zh="在机制 process.yaml 中写 retention", en="Write `retention` in the pack's process.yaml"
            ),
        )


def _is_known(year: int) -> bool:
    try:
        selectors.world().calendar.year(year)
    except Unready:
        return False
    return True


def _is_personal(definition: Definition) -> bool:
    return any(ask.privacy in ("personal", "sensitive") for ask in definition.fields.values())
