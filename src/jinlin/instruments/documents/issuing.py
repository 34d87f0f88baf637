"""Making documents out of a case: pure, so that it can be done within any change.

What stands in a document is frozen here, with its number and its code. Setting it in type and signing it
come later (`actions.signing`): the journal holds the digest from the first moment.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from jinlin.instruments.documents import selectors, validity
from jinlin.instruments.documents.kind import Kind
from jinlin.instruments.documents.signing import readiness
from jinlin.kernel.cases import vault
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.effects.registry import Step, full_name, plain
from jinlin.kernel.registry.world import OrganisationInfo
from jinlin.lib import crypto
from jinlin.lib.canonical import canonical, digest
from jinlin.lib.errors import NotMet
from jinlin.lib.words import Words

ROOM = "documents"
ENDS = "documents ended"
LARGEST = 400_000  # characters of what stands in one document; a plan of 20,000 rows is an attachment
SALT_BYTES = 16


class Given(NamedTuple):
    """What an instrument hands over for one document of a kind that has an `example`.

    `recipient` is its own name for the receiver. `valid_to` is the first moment that does not count.
    """

    data: Mapping[str, Any]
    recipient: str = ""
    valid_to: datetime | None = None


class Issued(NamedTuple):
    """A document that was issued: its number, the code that verifies it, the digest in the journal."""

    number: str
    code: str
    digest: str
    recipient: str


@dataclass(frozen=True)
class Paper:
    """A document that a change of a case wants kept. `content` is encrypted already."""

    kind: Kind
    issued: Issued
    issuer: OrganisationInfo
    at: datetime
    valid_to: datetime | None
    content: str


@dataclass(frozen=True)
class Ended:
    """What was in force of a kind until now, of one recipient or of all, ends. In the change that does it,
    `after` documents were issued before."""

    key: str
    how: str
    at: datetime
    by: str = ""
    recipient: str | None = None
    after: int = 0


def issue_for(
    step: Step, name: str, data: Mapping[str, Any], *, recipient: str = "", valid_to: datetime | None = None
) -> Issued:
    """Issue one document of a kind that has an `example`, as part of the change that `step` belongs to.

    Unready without a signing key, NotMet without an issuing organisation or if there is too much in it.
    ValueError if `data` has not exactly the keys of the example.
    """
    return issue_all_for(step, name, [Given(data, recipient, valid_to)])[0]


def issue_all_for(step: Step, name: str, given: Sequence[Given]) -> list[Issued]:
    """Issue many documents of one kind: one event for all. Errors as of `issue_for`."""
    kind = kind_of(step, name)
    for one in given:
        if one.data.keys() != kind.example.keys():
            wrong = sorted(one.data.keys() ^ kind.example.keys())
            raise ValueError(f"{kind.key} is given data that its example has not, or lacks some: {wrong}")
    return issue(step, kind, given)


def supersede_for(step: Step, name: str, data: Mapping[str, Any], *, recipient: str = "") -> Issued:
    """Issue one document in the place of those of its kind that are in force of this recipient. Errors as of
    `issue_for`."""
    before = any_stand(step, name)
    issued = issue_for(step, name, data, recipient=recipient)
    if before:
        end(step, name, "superseded", by=issued.number, recipient=recipient)
    return issued


def kind_of(step: Step, name: str) -> Kind:
    """A kind of document of the case's pack, or of another that is named in full."""
    return selectors.kind(full_name(step.draft, name), step.work.world.revision)


def issue(step: Step, kind: Kind, given: Sequence[Given]) -> list[Issued]:
    """Freeze, number and journal these documents, and leave them for the writer."""
    papers = freeze(step, kind, given)
    if not papers:
        return []
    step.draft.set_in_motion.setdefault(ROOM, []).extend(papers)
    step.draft.record("document.issued", step.actor, step.now, facts_of(kind, papers))
    standing = _standing(step.draft)
    standing[kind.key] = standing.get(kind.key, 0) + len(papers)
    return [one.issued for one in papers]


def freeze(step: Step, kind: Kind, given: Sequence[Given]) -> list[Paper]:
    """These documents, numbered and with all that stands in them, not kept yet."""
    if not given:
        return []
    issuer = _issuer(step, kind)
    readiness.check(issuer)
    numbers = _numbers(step, kind, len(given))
    return [_paper(step, kind, issuer, one, number) for one, number in zip(given, numbers, strict=True)]


def end(step: Step, name: str, how: str, *, by: str = "", recipient: str | None = None) -> None:
    """End what is in force of a kind by now; `how` is `superseded` or `withdrawn`. Of a kind of which nothing
    can be in force, nothing is ended and nothing journaled."""
    key = full_name(step.draft, name)
    if not any_stand(step, name):
        return
    if recipient is None:
        _standing(step.draft)[key] = 1 if by else 0
    motion = step.draft.set_in_motion
    after = len(motion.get(ROOM, ()))
    motion.setdefault(ENDS, []).append(Ended(key, how, step.now, by, recipient, after))
    facts = {"document": key, "recipient": recipient, "by": by}
    step.draft.record(
        f"document.{how}", step.actor, step.now, {name: one for name, one in facts.items() if one}
    )


def any_stand(step: Step, name: str) -> bool:
    """Whether documents of a kind can be in force on the case."""
    key = full_name(step.draft, name)
    return _standing(step.draft).get(key, 0) > 0 or (
        kind_of(step, name).on_demand and selectors.any_in_force(step.draft.case.id, key)
    )


def _standing(draft: Draft) -> dict[str, int]:
    """How many documents of each kind can be in force, kept in the tally so that no query is needed; those
    that are issued on demand outside of the case's own changes are not among them."""
    found: dict[str, int] = draft.case.tally.setdefault("documents", {})
    return found


def withdraw_for(step: Step, name: str, *, recipient: str | None = None) -> None:
    """Withdraw what is in force of a kind, of one recipient or of all."""
    end(step, name, "withdrawn", recipient=recipient)


def about(draft: Draft, code: str, part: str) -> str:
    """What the encrypted parts of a document are bound to: its case, its code, and which part it is."""
    return draft.about(f"document/{code}/{part}")


def _issuer(step: Step, kind: Kind) -> OrganisationInfo:
    code = plain(step.context().value(kind.issuer)) if kind.issuer else step.draft.case.holder
    found = step.work.world.organisation(str(code or ""))
    if found is None:
        raise NotMet(
            f"“{kind.name.zh}”没有出具单位：事项尚无承办单位",
            f"Nobody issues '{kind.name.en}': no organisation holds the case",
            help=Words(zh="请先派单。", en="Give the case to an organisation first."),
        )
    return found


def _numbers(step: Step, kind: Kind, count: int) -> list[str]:
    if kind.number is None:
        return [str(step.context().value(kind.number_from or "") or "")] * count
    year, serials = step.work.reader.serials(f"document/{kind.key}", step.now, count)
    return [kind.number.format(year=year, seq=seq) for seq in serials]


def _paper(step: Step, kind: Kind, issuer: OrganisationInfo, given: Given, number: str) -> Paper:
    code = crypto.tracking_code()
    valid_to = given.valid_to or validity.end_of(step, kind)
    content = {
        "kind": kind.digest,
        "number": number,
        "code": code,
        "issuer": issuer.code,
        "issued_at": step.now.isoformat(),
        "valid_to": valid_to.isoformat() if valid_to else None,
        "data": dict(given.data),
        "salt": secrets.token_hex(
            SALT_BYTES
        ),  # the digest outlives the person: nobody may guess what was in it
    }
    if len(canonical(content)) > LARGEST:
        raise NotMet(
            f"“{kind.name.zh}”的内容过长，请把清单作为附件",
            f"Too much stands in '{kind.name.en}'; attach the list as a file instead",
        )
    sealed = vault.sealed(content, step.draft.make_key(), about(step.draft, code, "content"))
    issued = Issued(number, code, digest(content), given.recipient)
    return Paper(kind, issued, issuer, step.now, valid_to, sealed)


def facts_of(kind: Kind, papers: Sequence[Paper]) -> dict[str, Any]:
    """What the journal keeps of documents of one kind that were issued together."""
    listed = [[one.issued.number, one.issued.digest] for one in papers]
    facts: dict[str, Any] = {"document": kind.key, "kind": kind.digest, "issuer": papers[0].issuer.code}
    if len(papers) == 1:
        return {**facts, "number": listed[0][0], "digest": listed[0][1]}
    return {**facts, "count": len(listed), "first": listed[0][0], "last": listed[-1][0], "all": listed}
