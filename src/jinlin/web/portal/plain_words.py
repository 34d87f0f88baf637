"""Finding what somebody means by what they type: pure, and the same for Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEAST = 0.34  # of the pairs of letters that both have: below this, two texts are not alike
SHORTEST_WORD = 4  # letters of an English word that says something by itself
MOST = 8


@dataclass(frozen=True)
class Entry:
    """Something to choose: `terms` are its names in both languages and the words people use for it."""

    key: str
    terms: tuple[str, ...]


def best(typed: str, entries: Iterable[Entry], most: int = MOST) -> list[str]:
    """The keys of the entries that fit best what was typed, the best first; entries that fit equally well
    in their own order."""
    text = _plain(typed)
    if not text:
        return []
    scored = [
        (max((_fit(text, _plain(term)) for term in one.terms), default=0.0), one.key) for one in entries
    ]
    fitting = sorted((pair for pair in scored if pair[0] >= LEAST), key=lambda pair: -pair[0])
    return [key for _, key in fitting[:most]]


def _fit(text: str, term: str) -> float:
    """1 to 2 if one stands in the other, the longer what they share the better; else how alike they are."""
    if not term:
        return 0.0
    if term in text:
        return 1 + len(term) / (len(term) + 8)
    if text in term:
        return 1 + len(text) / len(term) / 2
    return max(_alike(_pairs(text), _pairs(term)), _by_word(text, term))


def _by_word(text: str, term: str) -> float:
    words = [word for word in text.split() if word.isascii() and len(word) >= SHORTEST_WORD]
    shared = [word for word in words if word in term]
    return 0.5 + len(shared) / (2 * len(words) + 1) if shared else 0.0


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    """Dice's coefficient of two sets of pairs."""
    if not one or not other:
        return 0.0
    return 2 * len(set(one) & set(other)) / (len(set(one)) + len(set(other)))


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]


def _plain(text: str) -> str:
    """Small letters, and no mark but single blanks between English words."""
    kept = "".join(letter if letter.isalnum() else " " for letter in text.lower())
    return " ".join(kept.split())
