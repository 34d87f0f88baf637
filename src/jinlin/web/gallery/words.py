"""What the five proofs say, in words."""

from __future__ import annotations

from collections.abc import Mapping

from jinlin.lib.words import Words
from jinlin.packkit.proofs import Proof

PROOFS: Mapping[Proof, Words] = {
    Proof.STORY: Words(zh="故事走得通", en="Its stories run"),
    Proof.FIGURES: Words(zh="公布的数字算得出", en="Its published figures come out again"),
    Proof.REFUSALS: Words(zh="该拒绝的被拒绝", en="Its refusals refuse"),
    Proof.CLOCKS: Words(zh="期限在边界上也准", en="Its clocks are right at the boundary"),
    Proof.SAFEGUARDS: Words(zh="保障措施核验通过", en="Its safeguards hold"),
}
