"""The effects `issue`, `supersede` and `withdraw`: what becomes of the papers of a case."""

from __future__ import annotations

from typing import Annotated

from jinlin.instruments.documents import issuing, selectors
from jinlin.instruments.documents.policies import paper_of
from jinlin.instruments.documents.values import as_data
from jinlin.kernel.cases.effects import registry as effects
from jinlin.kernel.cases.effects.params import Field, Ref
from jinlin.kernel.cases.effects.registry import Step
from jinlin.kernel.cases.policies import Event, Paper, Standing
from jinlin.lib.words import Frozen, Words

EVENTS = {
    "document.issued": Words(zh="出具文书", en="Document issued"),
    "document.superseded": Words(zh="文书被新文书取代", en="Document superseded"),
    "document.withdrawn": Words(zh="文书被撤回", en="Document withdrawn"),
}


class DocumentParams(Frozen):
    """A document of the pack's documents.yaml."""

    document: Annotated[str, Ref("document")]


class IssueParams(DocumentParams):
    """The same, and the field that keeps the code by which the paper is verified."""

    into: Annotated[str, Field(is_set=True)] | None = None


def paper_in(event: Event, standing: Standing) -> Paper:
    """The document of which an event tells: who may not read it does not know of it. Of a kind that is there
    no more nobody is a reader."""
    kind = selectors.known_kind(str(event.facts["document"]), standing.world.revision)
    return paper_of(kind) if kind else Paper("internal", ())


def issue(step: Step, params: IssueParams) -> None:
    """Issue a document about the case as it stands at this point of the action.

    What an import replays was issued at the time, elsewhere: it goes into the journal and nothing is made.
    """
    step.facts.setdefault("issued", []).append(params.document)
    if not step.replays:
        _issue(step, params)


def supersede(step: Step, params: IssueParams) -> None:
    """Issue a document in the place of those of its kind that are in force."""
    step.facts.setdefault("issued", []).append(params.document)
    if not step.replays:
        before = issuing.any_stand(step, params.document)
        issued = _issue(step, params)
        if before:
            issuing.end(step, params.document, "superseded", by=issued.number)


def withdraw(step: Step, params: DocumentParams) -> None:
    """Withdraw what is in force of a kind."""
    step.facts.setdefault("withdrawn", []).append(params.document)
    if not step.replays:
        issuing.withdraw_for(step, params.document)


def _issue(step: Step, params: IssueParams) -> issuing.Issued:
    kind = issuing.kind_of(step, params.document)
    context = step.context()
    data = {key: as_data(context.value(text)) for key, text in kind.data.items()}
    issued = issuing.issue(step, kind, [issuing.Given(data)])[0]
    if params.into:
        effects.put(step, params.into, issued.code)
    return issued
