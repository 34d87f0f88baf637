"""Showing a personal value or file, and finding a case by one: always for a purpose, always journaled."""

from __future__ import annotations

from typing import Any

from jinlin.kernel.cases import policies, store
from jinlin.kernel.cases.actions.changing import changing
from jinlin.kernel.cases.actions.taking import locked
from jinlin.kernel.cases.attachments import FileContent, content_of, info_of
from jinlin.kernel.cases.engine.refusals import no_such_case
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.cases.models import Attachment, Case, Finder
from jinlin.kernel.cases.policies import GUARDED, How
from jinlin.kernel.cases.reader import DatabaseReader
from jinlin.kernel.cases.secret import Secret
from jinlin.kernel.cases.selectors import case_for
from jinlin.kernel.cases.transactions import whole_or_nothing
from jinlin.kernel.cases.vault import blinds
from jinlin.kernel.journal.actions import append
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotAllowed, NotFound
from jinlin.lib.identity import possible_numbers
from jinlin.lib.ids import check_phone
from jinlin.lib.text import clean

SHORTEST_PURPOSE = 2  # 评估 is one
MOST_FOUND = 50
MOST_LOOKED_AT = 1000  # fields in which one value stands, those of other people's cases among them


def reveal(number: str, field: str, purpose: str, actor: Actor) -> Any:
    """The value of a personal field. The journal keeps who asked, for which field, and for what.

    NotFound (case, or no such personal field), NotAllowed (role), BadInput (no purpose).
    """
    reason = _purpose(purpose)
    world = current_world()
    with whole_or_nothing():
        work = Work(world, DatabaseReader(world.revision))
        draft = locked(work, number, [])
        standing = policies.Standing(actor, draft.case, draft.definition, world)
        if not policies.may_read(standing):
            raise no_such_case()
        ask = draft.definition.fields.get(field)
        if ask is None or ask.privacy not in GUARDED:
            raise NotFound("没有这个需要查看的字段", "There is no such masked field on this case")
        decision = policies.may_reveal(standing, field)
        if not decision:
            raise NotAllowed(decision.reason.zh, decision.reason.en)
        value = draft.plain(field)
        draft.record("revealed", actor, clock.now(), {"field": field, "purpose": Secret(reason)})
        store.write(work.changed())
    return value


def open_file(number: str, n: int, actor: Actor, purpose: str = "") -> FileContent:
    """A file of a case. One that is a person's is opened by staff for a purpose: the journal keeps who opened
    it and for what.

    NotFound (case, no such file, not for this actor, or destroyed with its retention), BadInput (no purpose).
    """
    view = case_for(number, actor)
    row = Attachment.objects.filter(case_id=view.case.id, n=n).first()
    how = view.sight.how(info_of(row).part) if row else How.HIDDEN
    if row is None or how is How.HIDDEN or not row.content:
        raise NotFound("没有这份材料", "There is no such file on this case")
    if how is not How.SHOWN:
        with changing(number, actor) as step:
            step.draft.record("revealed", actor, step.now, {"file": n, "purpose": Secret(_purpose(purpose))})
    return content_of(view.draft, row)


def find(part: str, value: str, purpose: str, actor: Actor) -> list[str]:
    """The numbers of the cases in which this phone (`phone`) or identity number (`id_no`) stands.

    Only cases in which the actor may reveal the field are found. The journal keeps the search, not what
    was searched for. BadInput (value, purpose), NotAllowed (the actor holds no office).
    """
    reason = _purpose(purpose)
    if part not in ("phone", "id_no"):
        raise BadInput("只能按 phone 或 id_no 查找", "Search by phone or id_no")
    if not actor.posts:
        raise NotAllowed("只有在岗人员可以这样查找", "Only people who hold an office may search so")
    wanted = (check_phone(value),) if part == "phone" else possible_numbers(value)
    found = _found([digest for one in wanted for digest in blinds(part, one)], actor, current_world())
    facts = {"part": part, "purpose": reason, "found": found}
    append([Entry("search/finder", "searched", actor.label, clock.now(), facts)])
    return found


def _found(digests: list[bytes], actor: Actor, world: World) -> list[str]:
    """The newest cases in one of whose fields the value stands that the actor may have shown."""
    hits = Finder.objects.filter(digest__in=digests).order_by("-case_id").values_list("case_id", "field")
    seen = list(hits[:MOST_LOOKED_AT])
    cases = {case.id: case for case in Case.objects.filter(id__in={case for case, _ in seen})}
    found = (cases[case].number for case, field in seen if _may_find(cases[case], field, actor, world))
    return list(dict.fromkeys(found))[:MOST_FOUND]


def _may_find(case: Case, field: str, actor: Actor, world: World) -> bool:
    standing = policies.Standing(actor, case, store.draft_of(case).definition, world)
    return bool(policies.may_read(standing) and policies.may_reveal(standing, field))


def _purpose(text: str) -> str:
    purpose = clean(text, 200)
    if len(purpose) < SHORTEST_PURPOSE:
        raise BadInput("请写明查看的用途", "Say for what purpose the value is needed")
    return purpose
