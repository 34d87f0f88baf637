"""Who acts: a person with offices, a resident with a tracking code, the product itself, or anyone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

_STAND_INS = ("import/", "story/")


@dataclass(frozen=True, slots=True)
class Post:
    """岗位: a role held today at an organisation, for an area and everything within it."""

    role: str
    organisation: str
    area: str


class Member(NamedTuple):
    """The `n`th of the many people whom an instrument keeps within one case, as a claimant is kept."""

    case: int
    n: int


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts. `label` is what the journal keeps: `person/12`, `case/5` for the resident who holds the
    tracking code of case 5, `member/5/12`, `system`, `anyone`, `import/...`, `story/...`.

    `cases` are the cases that are this actor's own because of a tracking code, whatever its offices. A
    `member` has proved to an instrument who they are: they see no case, and may do what the pack opens to
    members.
    Only `registry.selectors` and `on_behalf` make actors, so that nobody acts with an office not held.
    """

    label: str
    name: str
    username: str | None = None
    posts: tuple[Post, ...] = ()
    cases: frozenset[int] = frozenset()
    member: Member | None = None

    @classmethod
    def on_behalf(
        cls, label: str, *posts: Post, name: str = "", cases: frozenset[int] = frozenset()
    ) -> Actor:
        """A stand-in for an import or a story; the label says so, and can never pass for a person's."""
        if not label.startswith(_STAND_INS):
            raise ValueError(f"a stand-in is labelled import/... or story/..., not {label!r}")
        return cls(label, name or label.partition("/")[2], None, posts, cases)

    def posts_as(self, role: str) -> tuple[Post, ...]:
        """The offices in which this actor holds `role`."""
        return tuple(post for post in self.posts if post.role == role)


ANYONE = Actor("anyone", "")
SYSTEM = Actor("system", "Jinlin")
