"""What is wrong with the papers of a payout that no mark of a parameter shows."""

from __future__ import annotations

from jinlin.instruments.instrument import Checking
from jinlin.lib.words import Words


def papers_are_handed_over(pack: Checking) -> None:
    """`payout_paper` names a document that has an `example`: payouts hand over its data."""
    known = pack.parts("document")
    for use in pack.uses("payout_paper"):
        name = str(use.params.get("withdraw") if isinstance(use.params, dict) else use.params)
        if name in known and not known[name].example:
            say = Words(zh=f"“{name}”的内容由工具给出，须有 example", en=f"`{name}` needs an `example`")
            pack.wrong(use, (), "no-data", say)


CHECKS = (papers_are_handed_over,)
