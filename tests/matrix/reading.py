"""The packs' YAML as it stands, with a base laid under it: put together here anew, without packkit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinlin.lib.yaml12 import load

PACKS = Path(__file__).parents[2] / "src" / "jinlin" / "packs"
OPENER = ("opener", "anyone")


@dataclass(frozen=True)
class CaseType:
    """One case type as its YAML has it, and the roles of its pack."""

    key: str
    body: Mapping[str, Any]
    roles: Mapping[str, Mapping[str, Any]]

    @property
    def states(self) -> Mapping[str, Any]:
        """The states by name."""
        return dict(self.body["states"])

    @property
    def actions(self) -> Mapping[str, Any]:
        """The actions by name."""
        return dict(self.body["actions"])

    @property
    def opened_by(self) -> tuple[str, ...]:
        """The roles that open it; the system is no role that somebody holds."""
        return tuple(role for role in listed(self.body.get("opened_by", [])) if role != "system")

    @property
    def fields(self) -> set[str]:
        """The names of all its fields."""
        asked = [self.body.get("asks", {}), self.body.get("facts", {})]
        return {name for one in [*asked, *(a.get("asks", {}) for a in self.actions.values())] for name in one}

    def starts_in(self, action: str, state: str) -> bool:
        """Whether `from` of the action names the state; `any` is every state that is not final."""
        start = self.actions[action]["from"]
        return not self.states[state].get("final") if start == "any" else state in listed(start)

    def apart(self, action: str) -> dict[str, str]:
        """The earlier actions that keep whoever took them from this one, and on which level: what the pack
        says, and of distributions what the table of hands says of their steps."""
        found, mine = dict(self.actions[action].get("apart_from", {})), self.hands(action)
        for earlier in self.actions:
            if mine and self.hands(earlier) - mine:
                found.setdefault(earlier, "person")
        return found

    def hands(self, action: str) -> set[str]:
        """The hands to which the steps of an action belong."""
        return {_HANDS[one] for one in self.steps(action) if one in _HANDS}

    def steps(self, action: str) -> list[str]:
        """The steps of a distribution that an action sets in motion."""
        does = self.actions[action].get("does", [])
        return [one["payout"] for one in does if "payout" in one]

    def takers(self, action: str) -> set[str]:
        """The roles that `by` of the action names."""
        return set(listed(self.actions[action]["by"]))


def listed(value: Any) -> list[str]:
    """One name or a list of names, as the YAML may have either."""
    return [value] if isinstance(value, str) else list(value)


def case_types() -> Iterator[CaseType]:
    """Every case type of every pack in the repository, by key."""
    for folder in sorted(one for one in PACKS.iterdir() if (one / "process.yaml").is_file()):
        roles = _yaml(folder / "pack.yaml")["roles"]
        for name, own in _yaml(folder / "process.yaml")["cases"].items():
            base = _yaml(PACKS / "_bases" / f"{own['extends']}.yaml") if "extends" in own else {}
            yield CaseType(f"{folder.name}/{name}", laid_over(base, own), roles)


def laid_over(base: Any, own: Any) -> Any:
    """`own` over `base`: mappings key by key, all else replaced, `null` takes away."""
    if not (isinstance(base, dict) and isinstance(own, dict)):
        return own
    both = {**base, **{name: laid_over(base.get(name), value) for name, value in own.items()}}
    return {name: value for name, value in both.items() if value is not None}


def _yaml(path: Path) -> Any:
    return load(path.read_text(encoding="utf-8"))[0]


_HANDS = {
    step: hand
    for hand, told in _yaml(PACKS.parent / "instruments" / "payouts" / "hands.yaml").items()
    for step in told["steps"]
}
