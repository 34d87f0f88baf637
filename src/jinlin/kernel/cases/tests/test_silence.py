"""Silence never kills a case: what the product cannot do is told in its history, and the case goes on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from jinlin.kernel.alarms.actions import ring
from jinlin.kernel.alarms.models import Alarm
from jinlin.kernel.cases.actions import install_definition, open_case, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.effects import registry
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors import timeline
from jinlin.kernel.cases.tests.town import CLERK, RESIDENT, ROLES, local, words
from jinlin.kernel.journal.selectors import history
from jinlin.lib import clock
from jinlin.lib.errors import NotMet

NEVER = [{"when": "1 > 2", "else": words("Never")}]


def state(**more: Any) -> dict[str, Any]:
    return {"name": words("Here"), "say": words("It is here"), **more}


def action(start: Any, to: str | None, by: Any = "system", **more: Any) -> dict[str, Any]:
    return {"name": words("Act"), "from": start, "to": to, "by": by, **more}


def installed(type_: str, states: dict[str, Any], actions: dict[str, Any], **more: Any) -> None:
    """A type of case of the town that begins in `waiting` and may end in `done`."""
    body: dict[str, Any] = {
        "pack": "town", "type": type_, "name": words(type_), "number": type_.upper() + "{year}-{seq:04}",
        "roles": ROLES, "opened_by": ["clerk", "resident"], "starts_in": "waiting", "asks": {},
        "states": {**states, "done": state(final=True)},
        "actions": {**actions, "end": action("waiting", "done", "clerk")}, **more,
    }  # fmt: skip
    install_definition(Definition.model_validate(body))


def told(number: str) -> list[tuple[str, str]]:
    """What was not done, and why."""
    case = Case.objects.get(number=number)
    found = [one for one in timeline(number, CLERK) if one.kind == "not_taken"]
    assert case.revision == len(history(f"case/{case.id}"))
    return [(one.facts["step"], one.facts["because"]["en"]) for one in found]


def kinds(number: str) -> list[str]:
    return [one.kind for one in timeline(number, CLERK)]


def let_pass(journey: clock.Journey, to: datetime) -> None:
    """Time passes, and nobody acts; no alarm is in trouble."""
    journey.move(to)
    while (rung := ring()).count:
        assert not rung.troubles


def test_a_lapse_whose_step_is_refused_tells_so_and_the_case_goes_on_to_its_next_mark(
    monday: clock.Journey,
) -> None:
    waiting = state(
        within="1 day",
        on_lapse=[{"take": "give_up"}, {"escalate": "head"}],
        then_after={"1 day": [{"escalate": "head"}]},
    )
    installed("stuck", {"waiting": waiting}, {"give_up": action("waiting", "done", needs=NEVER)})
    case = open_case("town/stuck", {}, CLERK).case
    let_pass(monday, local("2018-03-12 09:00"))
    assert told(case.number) == [("give_up", "Never")]
    assert kinds(case.number) == [
        "opened", "lapse.waiting.due", "escalated", "not_taken", "lapse.waiting.after 1 day", "escalated",
    ]  # fmt: skip
    assert not Alarm.objects.filter(stream=f"case/{case.id}")
    assert take(case.number, "end", {}, CLERK).case.state == "done"


def test_an_effect_of_silence_that_cannot_be_leaves_the_others(monday: clock.Journey) -> None:
    lapse = [{"card": "yellow"}, {"set": {"n": "n + 1"}}, {"escalate": "head"}]
    facts = {"n": {"type": "integer", "name": words("N")}}
    installed("bare", {"waiting": state(within="1 day", on_lapse=lapse)}, {}, facts=facts)
    case = open_case("town/bare", {}, CLERK).case
    let_pass(monday, local("2018-03-07 09:00"))
    assert [step for step, _ in told(case.number)] == ["card", "set"]
    assert kinds(case.number)[-1] == "escalated"
    assert Case.objects.get(number=case.number).tally["shown"] == 0


def test_a_case_is_copied_once_however_many_steps_silence_takes(
    monday: clock.Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = [{"escalate": "head"}]
    waiting = state(
        within="1 day", on_lapse=step * 3, then_after={f"{n} days": step * 3 for n in range(2, 9)}
    )
    installed("late", {"waiting": waiting}, {})
    number = open_case("town/late", {}, CLERK).case.number
    copies = []
    kept = Draft.kept

    def counted(draft: Draft) -> Any:
        copies.append(draft)
        return kept(draft)

    monkeypatch.setattr(Draft, "kept", counted)
    let_pass(monday, local("2018-04-20 09:00"))
    assert (kinds(number).count("escalated"), len(copies)) == (24, 1)


def test_an_act_is_not_refused_for_what_silence_could_not_do_before_it(monday: clock.Journey) -> None:
    waiting = state(within="1 day", on_lapse=[{"take": "give_up"}])
    installed("late", {"waiting": waiting}, {"give_up": action("waiting", "done", needs=NEVER)})
    number = open_case("town/late", {}, CLERK).case.number
    monday.move(local("2018-03-08 09:00"))
    assert take(number, "end", {}, CLERK).case.state == "done"
    assert told(number) == [("give_up", "Never")]


def family(parent: dict[str, Any], child: dict[str, Any]) -> tuple[str, str]:
    """A parent with the actions `parent` and one child with the actions `child`."""
    spawn = action("waiting", None, "clerk", does=[{"open_cases": {"type": "child"}}])
    installed("child", {"waiting": state()}, child)
    installed("parent", {"waiting": state(on_children_closed="finish")}, {"spawn": spawn, **parent})
    number = open_case("town/parent", {}, CLERK).case.number
    take(number, "spawn", {}, CLERK)
    return number, Case.objects.get(parent__isnull=False, type="child").number


def test_whoever_closes_a_child_is_not_refused_for_what_the_parent_lacks(monday: clock.Journey) -> None:
    parent, child = family({"finish": action("waiting", "done", needs=NEVER)}, {})
    assert take(child, "end", {}, CLERK).case.state == "done"
    assert told(parent) == [("finish", "Never")]


def test_a_parent_that_does_not_know_the_action_is_told_it_in_its_history(monday: clock.Journey) -> None:
    tell = action("waiting", None, "clerk", does=[{"tell_parent": "nosuch"}])
    parent, child = family({"finish": action("waiting", "done")}, {"tell": tell})
    take(child, "tell", {}, CLERK)
    ((step, because),) = told(parent)
    assert step == "nosuch"
    assert "There is no action 'nosuch'" in because


def test_of_several_actions_that_are_told_the_first_possible_is_taken(monday: clock.Journey) -> None:
    tell = action("waiting", None, "clerk", does=[{"tell_parent": ["again", "first"]}])
    actions = {"again": action("done", "done"), "first": action("waiting", "done")}
    parent, child = family({"finish": action("waiting", "done"), **actions}, {"tell": tell})
    take(child, "tell", {}, CLERK)
    assert kinds(parent)[-2:] == ["act.first", "closed"]
    take(child, "tell", {}, CLERK)
    assert told(parent) == []  # `again` starts where the parent is now


def test_a_child_that_cannot_do_what_it_is_told_says_so(monday: clock.Journey) -> None:
    tell = action("waiting", None, "clerk", does=[{"tell_children": {"type": "child", "take": "stop"}}])
    stop = {"stop": action("done", None)}
    parent, child = family({"finish": action("waiting", "done"), "tell": tell}, stop)
    take(parent, "tell", {}, CLERK)
    ((step, because),) = told(child)
    assert step == "stop"
    assert "is not possible" in because


def test_what_a_persons_own_step_sets_off_in_the_same_case_refuses_the_person(monday: clock.Journey) -> None:
    go = action("waiting", None, "clerk", does=[{"take": "never"}])
    installed("own", {"waiting": state()}, {"go": go, "never": action("waiting", "done", needs=NEVER)})
    number = open_case("town/own", {}, CLERK).case.number
    with pytest.raises(NotMet, match="Never"):
        take(number, "go", {}, CLERK)


def test_steps_that_set_off_one_another_come_to_an_end(monday: clock.Journey) -> None:
    ping = action("waiting", None, ["system", "clerk"], does=[{"take": "pong"}])
    pong = action("waiting", None, does=[{"take": "ping"}])
    waiting = state(within="1 day", on_lapse=[{"take": "ping"}])
    installed("circle", {"waiting": waiting}, {"ping": ping, "pong": pong})
    number = open_case("town/circle", {}, CLERK).case.number
    take(number, "ping", {}, CLERK)
    let_pass(monday, local("2018-03-07 09:00"))
    assert ["without end" in because for _, because in told(number)] == [True, True]


def test_limits_that_had_passed_before_they_began_come_to_an_end(monday: clock.Journey) -> None:
    back = {"waiting": state(within={"field": "day"}, on_lapse=[{"take": "away"}]),
            "gone": state(within={"field": "day"}, on_lapse=[{"take": "back"}])}  # fmt: skip
    moves = {"away": action("waiting", "gone"), "back": action("gone", "waiting")}
    asks = {"day": {"type": "date", "name": words("Day")}}
    installed("past", back, moves, asks=asks)
    number = open_case("town/past", {"day": "2018-03-01"}, CLERK).case.number
    let_pass(monday, local("2018-03-06 09:00"))
    assert "without end" in told(number)[-1][1]
    assert not Alarm.objects.filter(stream=f"case/{Case.objects.get(number=number).id}")


def test_what_another_room_refuses_to_store_is_told_and_the_case_goes_on(
    monday: clock.Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pay(step: registry.Step, amount: int) -> None:
        step.draft.set_in_motion.setdefault("purse", []).append(amount)

    def empty(_: Any) -> None:
        raise NotMet("钱袋空了", "The purse is empty")

    monkeypatch.setitem(registry.KINDS, "pay", registry.Kind(int, pay))
    monkeypatch.setitem(registry.WRITERS, "purse", empty)
    lapse = [{"pay": 3}, {"escalate": "head"}]
    installed("payer", {"waiting": state(within="1 day", on_lapse=lapse)}, {})
    payers = [open_case("town/payer", {}, CLERK).case.number for _ in range(2)]
    let_pass(monday, local("2018-03-07 09:00"))
    for number in payers:
        assert told(number) == [("pay", "The purse is empty")]
        assert kinds(number)[-1] == "escalated"


def test_whoever_reported_is_not_shown_what_the_product_could_not_do(monday: clock.Journey) -> None:
    waiting = state(within="1 day", on_lapse=[{"take": "give_up"}])
    installed("seen", {"waiting": waiting}, {"give_up": action("waiting", "done", needs=NEVER)})
    number = open_case("town/seen", {}, RESIDENT).case.number
    let_pass(monday, local("2018-03-08 09:00"))
    assert "not_taken" not in [one.kind for one in timeline(number, RESIDENT)]
