"""Documents: known ones, for readers who are there, with data that can be worked out, that can be set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jinlin.instruments.documents.kind import Kind, Valid
from jinlin.instruments.documents.papers import sheet_of
from jinlin.instruments.documents.typesetting import CannotSet, set_for_editing, set_in_type
from jinlin.instruments.documents.values import as_data
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.rules import cel
from jinlin.lib.yaml12 import Trail
from jinlin.packkit import samples
from jinlin.packkit.checks.expressions import context_of, expression_faults
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.parts import EffectAt, effects_of
from jinlin.packkit.draft import Case, Draft
from jinlin.packkit.faults import Fault, Place, fault
from jinlin.packkit.reader import shown
from jinlin.packkit.unknown import unknown

FILE = "documents.yaml"
EFFECTS = frozenset({"issue", "supersede", "withdraw"})
ISSUING = frozenset({"issue", "supersede"})
CODE = "23456-23456-23456"
HARMLESS = ("page set rule", "line was", "v was", "h was")  # layout whose loss loses no word


def documents_are_known(draft: Draft, _: House) -> Iterator[Fault]:
    """`issue`, `supersede` and `withdraw` name documents of documents.yaml; those they issue have `data`."""
    for case, _definition, at in _named(draft, EFFECTS):
        name = str(at.effect.params.get("document"))
        place = case.tree.place(*at.params, "document")
        if name not in draft.documents and not draft.is_broken(FILE):
            yield unknown(place, "document", name, draft.documents)
        elif name in draft.documents and draft.documents[name].example and at.effect.name in ISSUING:
            zh = f"“{name}”的内容由工具给出（example），不能用 {at.effect.name} 出具"
            en = f"an instrument hands over what stands in `{name}`: it has no `data` to be issued with"
            yield fault(place, "no-data", zh, en)


def papers_of_payouts_are_known(draft: Draft, _: House) -> Iterator[Fault]:
    """`payout_paper` names a document of documents.yaml that has an `example`: payouts hand over its data."""
    for case, definition in draft.definitions():
        for at in effects_of(definition):
            named = at.effect.params
            name = str(named.get("withdraw") if isinstance(named, dict) else named)
            kind = draft.documents.get(name)
            if at.effect.name != "payout_paper" or draft.is_broken(FILE) or (kind and kind.example):
                continue
            place = case.tree.place(*at.params)
            if kind is None:
                yield unknown(place, "document", name, draft.documents)
            else:
                zh, en = f"“{name}”的内容由工具给出，须有 example", f"`{name}` needs an `example`"
                yield fault(place, "no-data", zh, en)


def documents_are_for_somebody(draft: Draft, _: House) -> Iterator[Fault]:
    """Readers are roles of the pack; what has `data` is issued by some action."""
    issued = {str(at.effect.params.get("document")) for _c, _d, at in _named(draft, ISSUING)}
    roles = draft.manifest.roles if draft.manifest else {}
    for name, kind in draft.documents.items():
        for n, role in enumerate(kind.readers):
            if role not in roles:
                yield unknown(draft.place(FILE, "documents", name, "readers", n), "role", role, roles)
        if kind.data and name not in issued and draft.is_whole:
            zh, en = f"没有操作出具“{name}”", f"no action issues `{name}`"
            yield fault(draft.place(FILE, "documents", name), "never-issued", zh, en)


def documents_name_what_is_there(draft: Draft, house: House) -> Iterator[Fault]:
    """Expressions name fields of every case type that issues the document."""
    for definition, name, kind in _issues(draft):
        context = context_of(draft, house, definition)
        for trail, text in _expressions(kind):
            yield from expression_faults(draft.place(FILE, "documents", name, *trail), text, context)


def documents_can_be_set(draft: Draft, house: House) -> Iterator[Fault]:
    """Every document renders: with a case that has everything, and with one that has what it must."""
    are_named_well = not any(documents_name_what_is_there(draft, house))
    for definition, name, kind in _issues(draft) if are_named_well else ():
        for full in (True, False):
            facts = samples.facts(draft, house, definition, full=full)
            found, data = _worked_out(draft, name, kind, facts, full)
            yield from found or _set_faults(draft, name, kind, data)
    for name, kind in draft.documents.items():
        if kind.example:
            yield from _set_faults(draft, name, kind, kind.example)


def _named(draft: Draft, effects: frozenset[str]) -> Iterator[tuple[Case, Definition, EffectAt]]:
    for case, definition in draft.definitions():
        for at in effects_of(definition):
            if at.effect.name in effects and isinstance(at.effect.params, dict):
                yield case, definition, at


def _issues(draft: Draft) -> Iterator[tuple[Definition, str, Kind]]:
    """Each case type with each document that it issues."""
    seen: set[tuple[str, str]] = set()
    for _case, definition, at in _named(draft, ISSUING):
        name = str(at.effect.params.get("document"))
        if name in draft.documents and (definition.type, name) not in seen:
            seen.add((definition.type, name))
            yield definition, name, draft.documents[name]


def _expressions(kind: Kind) -> Iterator[tuple[Trail, str]]:
    yield from ((("data", name), text) for name, text in kind.data.items())
    for key, text in (("number_from", kind.number_from), ("issuer", kind.issuer)):
        if text is not None:
            yield (key,), text
    if isinstance(kind.valid, Valid):
        key = "until" if kind.valid.until is not None else "through"
        yield ("valid", key), str(kind.valid.until or kind.valid.through)


def _worked_out(
    draft: Draft, name: str, kind: Kind, facts: Mapping[str, Any], full: bool
) -> tuple[list[Fault], dict[str, Any]]:
    faults, data = [], {}
    for key, text in kind.data.items():
        try:
            data[key] = as_data(cel.value(text, facts))
        except cel.PackFault as problem:
            zh, en = (
                ("", "") if full else ("未填的字段为 null，人员可能只有姓名；", "a field may be null, and a ")
            )
            en += "" if full else "person may have a name alone; "
            place = draft.place(FILE, "documents", name, "data", key)
            faults.append(fault(place, "no-data", f"{zh}{problem.say.zh}", f"{en}{problem.say.en}"))
    return faults, data


def _set_faults(draft: Draft, name: str, kind: Kind, data: Mapping[str, Any]) -> Iterator[Fault]:
    file = shown(draft.folder / "documents" / f"{name}.typ")
    paper = sheet_of(
        kind, number="示2018-00001", code=CODE, issuer="示例单位", issued=samples.MOMENT,
        valid_to=samples.MOMENT, data=dict(data),
    )  # fmt: skip
    try:
        set_in_type(kind, paper, samples.MOMENT)
        lost = set_for_editing(kind, paper)[1] if kind.word else []
    except CannotSet as broken:
        said = f"{broken.message}"
        yield fault(Place(file, broken.line), "template", f"模板无法排版：{said}", f"cannot be set: {said}")
        return
    for one in lost:
        if not one.startswith(HARMLESS):
            zh = f"编辑稿会丢失内容（{one}）；请只用 /official.typ 的排版词"
            en = f"the copy for editing would lose words ({one}); lay out with the words of /official.typ"
            yield fault(Place(file, 1), "lost-in-word", zh, en)
