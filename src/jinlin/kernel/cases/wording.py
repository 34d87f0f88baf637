"""What a case can be found by: its texts that are not personal, folded, and the pairs of characters in them.

Chinese is written without blanks, so no word is cut out: a phrase is found by all its pairs of neighbouring
characters (an index finds those), and then by itself, since pairs alone may stand in another order.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from jinlin.lib.errors import BadInput
from jinlin.lib.text import clean, visible

if TYPE_CHECKING:
    from jinlin.kernel.cases.draft import Draft

SHORTEST = 2
LONGEST = 100
MOST_PHRASES = 8
_HALF = 0x10000


def body_of(draft: Draft) -> str:
    """All texts of a case that can be searched, folded, each on a line of its own."""
    texts = (draft.plain(name) for name in sorted(draft.definition.searched))
    return "\n".join(dict.fromkeys(folded(text) for text in texts if text))


def folded(text: str) -> str:
    """As it is compared: full-width as half-width, capitals as small letters, white space as one blank, and
    nothing invisible."""
    plain = unicodedata.normalize("NFKC", visible(text)).casefold()
    return " ".join(unicodedata.normalize("NFKC", plain).split())


def pairs(text: str) -> list[int]:
    """Every pair of neighbouring characters of a folded text, each once, as a number of 32 bits with a sign.

    Characters beyond the first plane count by their last 16 bits; the text itself is compared afterwards.
    """
    words = ([ord(one) % _HALF for one in word] for word in text.split())
    found = {(a << 16 | b) - (a >> 15 << 32) for word in words for a, b in pairwise(word)}
    return sorted(found)


def month(at: datetime) -> int:
    """The month (in UTC) as a number that stands among the pairs of whatever was opened in it. It is no
    pair, since no text has the character zero that such a pair would begin with."""
    utc = at.astimezone(UTC)
    return utc.year * 12 + utc.month


def phrases(text: str) -> tuple[str, ...]:
    """What somebody searches for, folded and parted at blanks; all of it must be found. BadInput."""
    found = tuple(dict.fromkeys(folded(clean(text, LONGEST)).split()))
    if not found or min(map(len, found)) < SHORTEST:
        raise BadInput(
            "请输入要找的文字，每个词至少两个字", "Say what to search for: words of at least two characters"
        )
    if len(found) > MOST_PHRASES:
        raise BadInput(f"一次最多找{MOST_PHRASES}个词", f"Search for at most {MOST_PHRASES} words at once")
    return found
