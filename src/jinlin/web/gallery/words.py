"""What the five proofs say, in words."""

from __future__ import annotations

from collections.abc import Mapping

from jinlin.lib.words import Words
from jinlin.packkit.figures import Outcome
from jinlin.packkit.printed import Rounding
from jinlin.packkit.proofs import Proof

PROOFS: Mapping[Proof, Words] = {
    Proof.STORY: Words(zh="故事走得通", en="Its stories run"),
    Proof.FIGURES: Words(zh="公布的数字算得出", en="Its published figures come out again"),
    Proof.REFUSALS: Words(zh="该拒绝的被拒绝", en="Its refusals refuse"),
    Proof.CLOCKS: Words(zh="期限在边界上也准", en="Its clocks are right at the boundary"),
    Proof.SAFEGUARDS: Words(zh="保障措施核验通过", en="Its safeguards hold"),
}

OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.RECOMPUTED: Words(zh="重算一致", en="recomputed, agrees"),
    Outcome.DIFFERS: Words(zh="重算不一致", en="recomputed, differs"),
    Outcome.CANNOT: Words(zh="不能重算", en="cannot be recomputed"),
    Outcome.NOT_YET: Words(zh="本版本尚未全量重算", en="not yet run at full volume for this version"),
}

ROUNDINGS: Mapping[Rounding, Words] = {
    "exact": Words(zh="按精确数比较", en="compared to the last digit"),
    "rounded": Words(zh="按四舍五入比较", en="compared as rounded"),
    "cut": Words(zh="按截尾比较", en="compared as cut off"),
    "above": Words(
        zh="原文为“余”：多于所印数，且不超过一成", en="printed as 'more than': above it by at most a tenth"
    ),
    "below": Words(
        zh="原文为“近”：少于所印数，且不超过一成", en="printed as 'nearly': below it by at most a tenth"
    ),
}

CAME: Mapping[str, Words] = {
    "answer files": Words(zh="银行回执文件", en="files of answers"),
    "answer files that came twice": Words(zh="重复送来的回执文件", en="files that came twice"),
    "answer files that broke off and came again": Words(
        zh="残缺后补发的回执文件", en="files that broke off and came again"
    ),
    "exceptions cleared up with the bank": Words(
        zh="向银行查清的异常", en="exceptions cleared up with the bank"
    ),
    "other accounts": Words(zh="当面更换账户", en="accounts changed at the counter"),
    "heirs": Words(zh="继承人领取", en="heirs"),
    "slips": Words(zh="改发电子存单", en="deposit slips instead"),
}
"""What `make proofs` counts while it pays the last of them."""
