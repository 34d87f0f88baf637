"""Papers that tell each of many people how their matter stands, as notices of payment do: issued when
somebody asks, unless the last one still says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db import connection

from jinlin.instruments.documents import issuing
from jinlin.instruments.documents.actions.signing import STREAM
from jinlin.instruments.documents.actions.writing import write, write_ends
from jinlin.instruments.documents.issuing import Ended, Given, Paper, about
from jinlin.instruments.documents.kind import Kind
from jinlin.instruments.documents.models import Document
from jinlin.instruments.documents.validity import Status, status
from jinlin.kernel.cases import vault
from jinlin.kernel.cases.actions import changing
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.effects.registry import Step
from jinlin.kernel.journal.actions import append
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.registry.actors import Actor
from jinlin.lib.canonical import canonical

AT_ONCE = 2000  # documents in one transaction and one event


def renew(number: str, name: str, given: Iterable[Given], actor: Actor) -> int:
    """Issue to each recipient whose paper in force does not say this already; it takes the place of theirs.
    How many were issued.

    For an instrument that has decided that this actor may. Of any number of recipients, each named once, at
    most `AT_ONCE` are in memory, and in one transaction; what was issued before a failure stays issued. The
    event is kept apart from the case's own history: nobody's change of the case collides with it. NotFound
    (case), and errors as of `issue_for`.
    """
    waiting = iter(given)
    issued = 0
    while part := list(islice(waiting, AT_ONCE)):
        with changing(number, actor) as step:
            issued += _renew(step, issuing.kind_of(step, name), part)
    return issued


def _renew(step: Step, kind: Kind, part: Sequence[Given]) -> int:
    had = _in_force(step, kind, part)
    news = [one for one in part if not _says(step.draft, had.get(one.recipient), kind, one)]
    papers = issuing.freeze(step, kind, news)
    if papers:
        _store(step, kind, papers)
    return len(papers)


def _in_force(step: Step, kind: Kind, part: Sequence[Given]) -> Mapping[str, Document]:
    """The paper in force of each recipient who has one."""
    found = Document.objects.filter(
        case_id=step.draft.case.id, key=kind.key, recipient__in=[one.recipient for one in part], ended_as=""
    ).defer("pdf")
    return {one.recipient: one for one in found if status(one, step.now) is Status.IN_FORCE}


def _says(draft: Draft, paper: Document | None, kind: Kind, given: Given) -> bool:
    if paper is None or paper.kind != kind.digest:
        return False
    content = vault.opened(paper.content, draft.make_key(), about(draft, paper.code, "content"))
    return canonical(content["data"]) == canonical(dict(given.data))


def _store(step: Step, kind: Kind, papers: Sequence[Paper]) -> None:
    draft = step.draft
    if draft.case.sealed_key is None:
        raise ValueError("a case whose papers are personal has kept something personal before")
    with connection.cursor() as cursor:
        cursor.execute(*write_ends([(draft, end) for end in _ends(step, kind, papers)]))
        cursor.execute(*write([(draft, one) for one in papers]))
    facts = issuing.facts_of(kind, papers)
    append([Entry(f"{STREAM}{draft.case.id}", "document.issued", step.actor.label, step.now, facts)])


def _ends(step: Step, kind: Kind, papers: Sequence[Paper]) -> Iterator[Ended]:
    for one in papers:
        yield Ended(kind.key, "superseded", step.now, one.issued.number, one.issued.recipient)
