"""How a claim and its money stand, in words for the person whose claim it is. Pure."""

from __future__ import annotations

from jinlin.instruments.payouts.bank.reasons import table
from jinlin.instruments.payouts.holding import REASONS
from jinlin.instruments.payouts.selectors.own_shares import OwnShare
from jinlin.lib.words import Words

STANDINGS = {
    "registered": Words(zh="已登记，待核实", en="Registered, to be verified"),
    "verified": Words(zh="已核实", en="Verified"),
    "excluded": Words(zh="经核实，不列入分配", en="Excluded: takes no part"),
    "merged": Words(zh="已并入本人的另一项申报", en="Goes on in another claim of yours"),
    "divided": Words(zh="已由继承人分别领取", en="Divided among the heirs"),
}
_NOT_YET = Words(zh="方案待批准，批准后付款", en="The plan is not approved yet; payment follows")
_NOTHING = Words(zh="本轮没有应付的款项", en="Nothing is due in this round")
_KEPT = Words(zh="等待重新发放", en="It waits to be issued again")
_PLACES = {
    "pool": Words(zh="已批准，等待发出", en="Approved, waiting to be sent"),
    "in_flight": Words(zh="已交银行，正在付款途中", en="With the bank, on its way"),
    "paid": Words(zh="已付到登记的账户", en="Paid to the account on record"),
    "unclaimed": Words(
        zh="转入待领，一直为您保留，凭身份证可以随时领取",
        en="Kept for you as unclaimed; ask for it at any time with your identity card",
    ),
    "divided": Words(zh="已由继承人分别领取", en="Divided among the heirs"),
}
_SLIPS = {
    "in_flight": Words(
        zh="已交银行开出电子存单，凭身份证到柜台支取",
        en="A deposit slip is with the bank: paid at the counter against your identity card",
    ),
    "paid": Words(zh="电子存单已支取", en="The deposit slip was redeemed"),
}


def standing_in_words(standing: str) -> Words:
    """How the claim stands."""
    return STANDINGS[standing]


def held_in_words(held: str) -> Words | None:
    """Why a share is kept; None if it is not."""
    return REASONS.get(held)


def place_in_words(share: OwnShare, way: str) -> Words:
    """Where the money of a share is, and what happens next. `way` is how the claim is paid."""
    if not share.place:
        return _NOTHING if share.approved else _NOT_YET
    if share.place == "held":
        because = REASONS.get(share.held, _KEPT)
        return Words(zh=f"预留，不分给别人：{because.zh}", en=f"Kept for you alone: {because.en}")
    if share.place == "returned":
        return _returned(share.trouble)
    if way == "slip" and share.place in _SLIPS:
        return _SLIPS[share.place]
    return _PLACES[share.place]


def _returned(trouble: str) -> Words:
    because = next((one.say for kind, one in table().classes.items() if kind == trouble), None)
    after = Words(zh="核对后重新发放", en="it is checked and issued again")
    if because is None:
        return Words(zh=f"银行退回，{after.zh}", en=f"The bank sent it back; {after.en}")
    return Words(
        zh=f"银行退回（{because.zh}），{after.zh}", en=f"The bank sent it back ({because.en}); {after.en}"
    )
