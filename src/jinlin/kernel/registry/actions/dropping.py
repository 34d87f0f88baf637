"""What a list must not lose without a word: codes that cases bear, and the zeros before them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words

Uses = Callable[[str, Collection[str]], Mapping[str, int]]
_SHOWN = 8
_askers: list[Uses] = []


def ask_of_uses(uses: Uses) -> None:
    """From now on this is asked how often codes of a register are borne: by a room that stands above ours."""
    if uses not in _askers:
        _askers.append(uses)


def zeros_lost(new: Collection[str], known: Collection[str]) -> dict[str, str]:
    """New codes that are known ones without the zeros before them, as a spreadsheet leaves them."""
    bare = {code.lstrip("0"): code for code in known if code.startswith("0")}
    return {code: bare[code] for code in new if code.isdecimal() and code in bare}


def refuse_lost_codes(key: str, added: Collection[str], removed: Collection[str]) -> None:
    """BadInput if what is removed stands again without its zeros, or is borne by cases."""
    if lost := zeros_lost(added, removed):
        listed = "、".join(f"{code}（原为 {was}）" for code, was in sorted(lost.items())[:_SHOWN])
        raise BadInput(
            f"有 {len(lost)} 个代码丢了前面的零：{listed}",
            f"{len(lost)} codes have lost the zeros before them: "
            + ", ".join(f"{code} for {was}" for code, was in sorted(lost.items())[:_SHOWN]),
            help=_FORMAT_AS_TEXT,
        )
    borne = _borne(key, removed)
    if borne:
        listed = "、".join(f"{code}（{n}件）" for code, n in sorted(borne.items())[:_SHOWN])
        raise BadInput(
            f"名录 {key} 少了 {len(borne)} 个正在使用的代码：{listed}",
            f"The register {key} would lose {len(borne)} codes that cases bear: "
            + ", ".join(f"{code} ({n})" for code, n in sorted(borne.items())[:_SHOWN]),
            help=_KEEP_OR_SAY,
        )


def _borne(key: str, removed: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for uses in _askers if removed else ():
        for code, n in uses(key, removed).items():
            found[code] = found.get(code, 0) + n
    return found


_FORMAT_AS_TEXT = Words(
    zh="请把代码一列设为“文本”后重新填写；确实要改代码的，请说明可以去掉原代码（--drop，页面上的“可以去掉”）。",
    en="Format the column of codes as text and fill it in anew. If the codes are really others now, say that "
    "the old ones may go (--drop, or the box on the page).",
)
_KEEP_OR_SAY = Words(
    zh="请在名录中保留这些行；确实要去掉的，请说明可以去掉（--drop，页面上的“可以去掉”）：这些事项以后只显示代码。",
    en="Keep these rows in the list. If they are to go, say so (--drop, or the box on the page): their cases "
    "show the bare code from then on.",
)
