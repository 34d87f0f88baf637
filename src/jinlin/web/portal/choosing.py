"""Choosing what a matter is about: what the packs let everybody open, and the categories of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jinlin.kernel.cases.definition import Ask, Definition
from jinlin.kernel.cases.selectors import current_definition, current_definitions
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import NotFound
from jinlin.lib.words import Words
from jinlin.web.forms.fields import Ground
from jinlin.web.gallery.mechanisms import mechanisms
from jinlin.web.portal.plain_words import Entry, best

CHANNEL = "web"


@dataclass(frozen=True)
class Offer:
    """A type of case that everybody may open; `who` are those whom its pack means."""

    definition: Definition
    who: tuple[Words, ...]

    @property
    def asks(self) -> dict[str, Ask]:
        """What the form asks of a resident."""
        return self.definition.asks_of(self.definition.own_roles[0])


@dataclass(frozen=True)
class Mechanism:
    """An installed pack with what it offers."""

    name: Words
    essence: Words
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class Choice:
    """One thing that a matter can be about: a type, or a category of it with those below."""

    offer: Offer
    name: Words
    within: Words
    category: str = ""
    below: tuple[Choice, ...] = ()


def offered(key: str, world: World) -> Offer:
    """The type `pack/type`, if everybody may open it here; NotFound otherwise."""
    found = _offer(current_definition(key, world.revision))
    if found is None:
        raise NotFound("这类事项不在网上提出", "This cannot be asked for here")
    return found


def offers(world: World) -> tuple[Mechanism, ...]:
    """What can be asked for, by pack. A pack that offers nothing is left out."""
    by_pack: dict[str, list[Offer]] = {}
    for definition in current_definitions(world.revision):
        found = _offer(definition)
        if found is not None:
            by_pack.setdefault(definition.pack, []).append(found)
    return tuple(
        Mechanism(one.about.name, one.about.essence, tuple(by_pack[one.pack]))
        for one in mechanisms()
        if one.pack in by_pack
    )


def tree(world: World) -> tuple[Choice, ...]:
    """The categories by which what is offered is told apart, those with words that people use for them."""
    return tuple(
        choice for one in offers(world) for offer in one.offers for choice in _categories(offer, world)
    )


def found(typed: str, world: World) -> list[Choice]:
    """What fits what was typed: categories, and types by their own names."""
    entries, choices = _entries(world.revision, world)
    return [choices[key] for key in best(typed, entries)]


def categories_of(definition: Definition, typed: str, world: World) -> list[str]:
    """The categories of one type that fit what was typed, the best first."""
    ask = _classifying(definition)
    if ask is None:
        return []
    rows = world.rows(Ground.of(definition, world).register(ask.register_ or ""))
    return best(typed, (Entry(row["code"], tuple(_terms(row))) for row in rows), most=3)


def _offer(definition: Definition) -> Offer | None:
    who = tuple(definition.roles[name].name for name in definition.own_roles)
    return Offer(definition, who) if who and CHANNEL in definition.channels else None


def _categories(offer: Offer, world: World) -> Iterator[Choice]:
    ask = _classifying(offer.definition)
    rows = world.rows(Ground.of(offer.definition, world).register(ask.register_ or "")) if ask else ()
    if rows and "words" in rows[0]:
        yield from (_choice(offer, row, rows) for row in rows if not row.get("parent"))


def _choice(offer: Offer, row: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> Choice:
    below = tuple(_choice(offer, one, rows) for one in rows if one.get("parent") == row["code"])
    return Choice(offer, _name(row), offer.definition.name, row["code"], below)


def _classifying(definition: Definition) -> Ask | None:
    """The field that is asked at opening and classifies the case by a register."""
    ask = definition.asks.get(definition.classified_by or "")
    return ask if ask is not None and ask.register_ else None


@lru_cache(maxsize=2)
def _entries(revision: int, world: World) -> tuple[tuple[Entry, ...], dict[str, Choice]]:
    """Everything that can be found, made once for each revision of the registry."""
    del revision  # it stands for the world, which says itself whether it is the same
    choices = dict(_all(world))
    return tuple(Entry(key, terms) for key, (_, terms) in choices.items()), {
        key: choice for key, (choice, _) in choices.items()
    }


def _all(world: World) -> Iterator[tuple[str, tuple[Choice, tuple[str, ...]]]]:
    for pack in offers(world):
        for offer in pack.offers:
            name = offer.definition.name
            terms = (name.zh, name.en, pack.name.zh, pack.name.en)
            yield offer.definition.key, (Choice(offer, name, pack.name), terms)
            yield from _rows(offer, world)


def _rows(offer: Offer, world: World) -> Iterator[tuple[str, tuple[Choice, tuple[str, ...]]]]:
    ask = _classifying(offer.definition)
    for row in world.rows(Ground.of(offer.definition, world).register(ask.register_ or "")) if ask else ():
        choice = Choice(offer, _name(row), offer.definition.name, row["code"])
        yield f"{offer.definition.key}#{row['code']}", (choice, tuple(_terms(row)))


def _terms(row: Mapping[str, str]) -> Iterator[str]:
    yield from (row[column] for column in ("name_zh", "name_en", "name") if row.get(column))
    yield from (word.strip() for word in row.get("words", "").split(";"))


def _name(row: Mapping[str, str]) -> Words:
    zh = row.get("name_zh") or row.get("name") or row["code"]
    return Words(zh=zh, en=row.get("name_en") or zh)
