"""What is said when something cannot be done."""

from __future__ import annotations

from jinlin.kernel.cases.definition import Action
from jinlin.kernel.cases.draft import Draft
from jinlin.lib.errors import NotFound, NotPossible
from jinlin.lib.words import Words


def no_such_case() -> NotFound:
    """One sentence for a case that is not there and for one that this person may not see."""
    return NotFound(
        "没有这个编号的事项，或您无权查看；请核对编号或登录",
        "There is no case with this number, or it is not open to you; check the number or sign in",
    )


def no_such_action(draft: Draft, name: str) -> NotFound:
    """Names the actions that there are."""
    known = ", ".join(sorted(draft.definition.actions))
    return NotFound(
        f"没有“{name[:40]}”这个操作；可用：{known}", f"There is no action '{name[:40]}'; known are: {known}"
    )


def not_possible(draft: Draft, action: Action) -> NotPossible:
    """Says where the case is and what can be done from here."""
    state = draft.definition.states[draft.case.state]
    actions = draft.definition.actions.values()
    open_now = [one.name for one in actions if one.starts_in(draft.case.state, final=state.final)]
    zh = "、".join(name.zh for name in open_now) or "无"
    en = ", ".join(name.en for name in open_now) or "none"
    return NotPossible(
        f"事项现处于“{state.name.zh}”，不能“{action.name.zh}”",
        f"The case is now '{state.name.en}', where '{action.name.en}' is not possible",
        help=Words(zh=f"现在可以：{zh}", en=f"Possible now: {en}"),
        state=draft.case.state,
        revision=draft.case.revision,
    )
