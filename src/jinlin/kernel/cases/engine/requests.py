"""Requests within a case: asked by one action, answered by another."""

from __future__ import annotations

from jinlin.kernel.cases.draft import Draft


def note(draft: Draft, name: str) -> None:
    """Action `name` was taken. A request stands until one of its answers is taken, or until the case has
    come to where none of them can be."""
    actions, case = draft.definition.actions, draft.case
    standing = [one for one in case.requests or () if name not in actions[one].answered_by]
    if actions[name].answered_by and name not in standing:
        standing.append(name)
    case.requests = [one for one in standing if _can_be_answered(draft, one)] or None


def _can_be_answered(draft: Draft, request: str) -> bool:
    answers = (draft.definition.actions[name] for name in draft.definition.actions[request].answered_by)
    return any(one.starts_in(draft.case.state, final=draft.is_final) for one in answers)
