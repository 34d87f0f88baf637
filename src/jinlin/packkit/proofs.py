"""The five proofs of a pack, and its maturity, which is computed from them and never declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jinlin.kernel.cases.definition import Definition
from jinlin.lib.errors import Problem
from jinlin.lib.money import format_fen
from jinlin.lib.words import Words
from jinlin.packkit.figures import Outcome, Recomputed, recompute
from jinlin.packkit.grammar.story import Story, Until
from jinlin.packkit.pack import Pack
from jinlin.packkit.stories import Played, play


class Proof(StrEnum):
    """What a pack shows of itself."""

    STORY = "story"
    FIGURES = "figures"
    REFUSALS = "refusals"
    CLOCKS = "clocks"
    SAFEGUARDS = "safeguards"


@dataclass(frozen=True)
class Shown:
    """One proof: whether it holds, and if not, what is missing."""

    proof: Proof
    missing: tuple[Words, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True)
class Maturity:
    """The proofs of one version of a pack, its figures as they came out; `level` counts what holds.
    `measured` is when its run at full volume was, if there was one."""

    pack: str
    digest: str
    shown: Mapping[Proof, Shown]
    figures: tuple[Recomputed, ...] = ()
    measured: str = ""

    @property
    def level(self) -> int:
        """How many proofs hold."""
        return sum(one.holds for one in self.shown.values())


def prove(pack: Pack) -> Maturity:
    """Show the five proofs of an installed pack in the demo city. Nothing of it stays."""
    played = [play(pack, story) for story in pack.stories]
    figures, no_figures = _recomputed(pack)
    missing = {
        Proof.STORY: [*_told(Proof.STORY, played), *_ends(pack, played)],
        Proof.FIGURES: [*no_figures, *_not_shown(figures)],
        Proof.REFUSALS: list(_told(Proof.REFUSALS, played)),
        Proof.CLOCKS: list(_told(Proof.CLOCKS, played)),
        Proof.SAFEGUARDS: [*_safeguards(pack), *_told(Proof.SAFEGUARDS, played)],
    }
    shown = {proof: Shown(proof, tuple(one)) for proof, one in missing.items()}
    return Maturity(pack.name, pack.digest, shown, figures, pack.volumes.at if pack.volumes else "")


def _told(proof: Proof, played: list[Played]) -> Iterator[Words]:
    """What keeps the stories of a proof from showing it."""
    mine = [one for one in played if proof.value in one.story.proves]
    if not mine:
        yield Words(zh=f"没有证明 {proof} 的故事", en=f"no story proves {proof}")
    for one in mine:
        if one.fault is not None:
            yield one.fault.say
        elif not _shows(proof, one.story):
            yield Words(
                zh=f"故事 {one.story.id} 没有任何一步显示 {proof}",
                en=f"story {one.story.id} has no step that shows {proof}",
            )


def _shows(proof: Proof, story: Story) -> bool:
    """Whether a story has a step of the kind that the proof is about."""
    if proof is Proof.REFUSALS:
        return any(step.refused is not None for step in story.steps)
    if proof is Proof.CLOCKS:
        return any(isinstance(step, Until) and step.expect is not None for step in story.steps)
    return any(step.expect is not None or step.refused is not None for step in story.steps)


def _ends(pack: Pack, played: list[Played]) -> Iterator[Words]:
    reached = {end for one in played for end in one.reached}
    for definition in pack.definitions.values():
        for state in sorted(_finals(definition)):
            if (definition.key, state) not in reached:
                yield Words(
                    zh=f"没有故事走到 {definition.key} 的 {state}",
                    en=f"no story reaches {state} of {definition.key}",
                )


def _finals(definition: Definition) -> set[str]:
    return {name for name, state in definition.states.items() if state.final}


def _recomputed(pack: Pack) -> tuple[tuple[Recomputed, ...], list[Words]]:
    """The figures as they came out, or what keeps them from coming out."""
    if not pack.figures:
        return (), [Words(zh="没有列出公布的数字", en="no published figure is listed")]
    try:
        return tuple(recompute(pack)), []
    except Problem as problem:
        return (), [problem.say]


def _not_shown(figures: Sequence[Recomputed]) -> Iterator[Words]:
    """What differs, what was not run yet, and, if nothing was recomputed, why not: a proof that shows nothing
    does not hold."""
    for one in figures:
        if one.outcome is Outcome.DIFFERS:
            yield _differs(one)
        if one.outcome is Outcome.NOT_YET:
            name = one.figure.name
            yield Words(
                zh=f"{name.zh}：本版本尚未按全量重算（make proofs）",
                en=f"{name.en}: not yet recomputed at full volume for this version (make proofs)",
            )
    if figures and all(one.outcome is Outcome.CANNOT for one in figures):
        yield Words(zh="公布的数字没有一个可以重算", en="none of the published figures can be recomputed")


def _differs(one: Recomputed) -> Words:
    figure = one.figure
    came, wanted = _as_told(one, one.n, one.d), _as_told(one, figure.n, figure.d)
    return Words(
        zh=f"{figure.name.zh}：公布“{figure.published}”，应为 {wanted}，算得 {came}",
        en=f"{figure.name.en}: printed '{figure.published}', was to be {wanted}, but came out as {came}",
    )


def _as_told(one: Recomputed, n: int | None, d: int | None) -> str:
    if d:
        return f"{n}/{d}"
    return f"¥{format_fen(n or 0)}" if one.is_money else f"{n}"


def _safeguards(pack: Pack) -> Iterator[Words]:
    if not pack.about.safeguards:
        yield Words(zh="pack.yaml 没有写 safeguards", en="pack.yaml lists no safeguards")
