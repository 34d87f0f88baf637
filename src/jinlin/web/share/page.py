"""A claim as its claimant's page tells it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from jinlin.instruments.payouts.selectors import OwnClaim, OwnShare
from jinlin.instruments.payouts.telling import place_in_words, standing_in_words
from jinlin.lib.words import Words
from jinlin.web.gallery.mechanisms import mechanisms

INSTRUMENT = "payouts"
SENT = frozenset({"in_flight", "paid"})


@dataclass(frozen=True)
class ShareShown:
    """A share, where its money is in words, and what can be taken along."""

    share: OwnShare
    place: Words
    proof: str
    served: frozenset[int]

    @property
    def is_paid(self) -> bool:
        """Whether the money has arrived."""
        return self.share.place == "paid"

    @property
    def has_notice(self) -> bool:
        """Whether there is a notice of its payment."""
        return self.share.place in SENT

    @property
    def is_served(self) -> bool:
        """Whether the plan has gone on notice, so that it can be had."""
        return self.share.round in self.served

    @property
    def command(self) -> str:
        """What checks the proof."""
        return f"jinlin-verify {shlex.quote(self.proof)}"


def shares_shown(own: OwnClaim) -> list[ShareShown]:
    """The shares, the newest first."""
    return [
        ShareShown(one, place_in_words(one, own.way), proof_name(own.number, one.plan), own.served)
        for one in reversed(own.shares)
    ]


def standing(own: OwnClaim) -> Words:
    """How the claim stands."""
    return standing_in_words(own.standing)


def proof_name(number: str, plan: int) -> str:
    """What the file of a proof is called."""
    return f"{number}-{plan}.json"


def has_distributions() -> bool:
    """Whether a mechanism is installed here that pays out."""
    return bool(paying())


def paying() -> list[str]:
    """The packs that pay out."""
    return [one.pack for one in mechanisms() if INSTRUMENT in one.about.uses]


def safeguards(type_: str) -> tuple[Words, ...]:
    """The lines that the pack of a type of case holds."""
    return next((one.about.safeguards for one in mechanisms() if type_.startswith(f"{one.pack}/")), ())
