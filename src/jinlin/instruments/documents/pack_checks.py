"""What is wrong with the documents of a pack that no mark of a parameter shows: papers that nobody issues or
reads, with data that cannot be worked out, or that cannot be set in type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from jinlin.instruments.documents.kind import Kind, Valid
from jinlin.instruments.documents.papers import sheet_of
from jinlin.instruments.documents.typesetting import CannotSet, set_for_editing, set_in_type
from jinlin.instruments.documents.values import as_data
from jinlin.instruments.instrument import Checking, Use
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.facts import stamp
from jinlin.kernel.rules import cel
from jinlin.lib import clock
from jinlin.lib.words import Words
from jinlin.lib.yaml12 import Trail

FILE = "documents.yaml"
ISSUING = ("issue", "supersede")
CODE = "23456-23456-23456"
ISSUED = stamp(datetime(2018, 3, 5, 9, tzinfo=clock.LOCAL))
HARMLESS = ("page set rule", "line was", "v was", "h was")  # layout whose loss loses no word


def documents_have_data(pack: Checking) -> None:
    """What is issued about a case says in `data` what stands in it."""
    for use, kind in _issues(pack):
        if kind.example:
            name = kind.name_in_pack
            say = Words(
                zh=f"“{name}”的内容由工具给出（example），不能用 {use.effect} 出具",
                en=f"an instrument hands over what stands in `{name}`: it has no `data` to be issued with",
            )
            pack.wrong(use, ("document",), "no-data", say)


def documents_are_for_somebody(pack: Checking) -> None:
    """Readers are roles of the pack; what has `data` is issued by some action."""
    issued = {kind.key for _use, kind in _issues(pack)}
    for name, kind in pack.parts("document").items():
        for n, role in enumerate(kind.readers):
            if role not in pack.roles:
                pack.unknown(FILE, ("documents", name, "readers", n), "role", role, pack.roles)
        if kind.data and kind.key not in issued and pack.is_whole:
            say = Words(zh=f"没有操作出具“{name}”", en=f"no action issues `{name}`")
            pack.wrong(FILE, ("documents", name), "never-issued", say)


def documents_can_be_set(pack: Checking) -> None:
    """Expressions name fields of every case type that issues the document; and every document renders: with a
    case that has everything, and with one that has what it must."""
    types = {(use.definition.type, kind.key): (use.definition, kind) for use, kind in _issues(pack)}
    are_named_well = [_names_what_is_there(pack, *one) for one in types.values()]
    for definition, kind in types.values() if all(are_named_well) else ():
        for full in (True, False):
            data = _worked_out(pack, kind, pack.sample(definition, full=full), full)
            if data is not None:
                _set(pack, kind, data)
    for kind in pack.parts("document").values():
        if kind.example:
            _set(pack, kind, kind.example)


def _issues(pack: Checking) -> Iterator[tuple[Use, Kind]]:
    """Each use of an effect that issues a document which is there."""
    known = pack.parts("document")
    for use in pack.uses(*ISSUING):
        name = str(use.params.get("document")) if isinstance(use.params, dict) else ""
        if name in known:
            yield use, known[name]


def _names_what_is_there(pack: Checking, definition: Definition, kind: Kind) -> bool:
    trail = ("documents", kind.name_in_pack)
    found = [pack.is_good(definition, FILE, (*trail, *at), text) for at, text in _expressions(kind)]
    return all(found)


def _expressions(kind: Kind) -> Iterator[tuple[Trail, str]]:
    yield from ((("data", name), text) for name, text in kind.data.items())
    for key, text in (("number_from", kind.number_from), ("issuer", kind.issuer)):
        if text is not None:
            yield (key,), text
    if isinstance(kind.valid, Valid):
        key = "until" if kind.valid.until is not None else "through"
        yield ("valid", key), str(kind.valid.until or kind.valid.through)


def _worked_out(pack: Checking, kind: Kind, facts: Mapping[str, Any], full: bool) -> dict[str, Any] | None:
    """The data of a document; None if some of it cannot be worked out."""
    data = {}
    for key, text in kind.data.items():
        try:
            data[key] = as_data(cel.value(text, facts))
        except cel.PackFault as problem:
            zh = "" if full else "未填的字段为 null，人员可能只有姓名；"
            en = "" if full else "a field may be null, and a person may have a name alone; "
            say = Words(zh=f"{zh}{problem.say.zh}", en=f"{en}{problem.say.en}")
            pack.wrong(FILE, ("documents", kind.name_in_pack, "data", key), "no-data", say)
    return data if data.keys() == kind.data.keys() else None


def _set(pack: Checking, kind: Kind, data: Mapping[str, Any]) -> None:
    file = f"documents/{kind.name_in_pack}.typ"
    paper = sheet_of(
        kind, number="示2018-00001", code=CODE, issuer="示例单位", issued=ISSUED, valid_to=ISSUED,
        data=dict(data),
    )  # fmt: skip
    try:
        set_in_type(kind, paper, ISSUED)
        lost = set_for_editing(kind, paper)[1] if kind.word else []
    except CannotSet as broken:
        say = Words(zh=f"模板无法排版：{broken.message}", en=f"cannot be set: {broken.message}")
        pack.wrong_in_text(file, broken.line, "template", say)
        return
    for one in lost:
        if not one.startswith(HARMLESS):
            zh = f"编辑稿会丢失内容（{one}）；请只用 /official.typ 的排版词"
            en = f"the copy for editing would lose words ({one}); lay out with the words of /official.typ"
            pack.wrong_in_text(file, 1, "lost-in-word", Words(zh=zh, en=en))


CHECKS = (documents_have_data, documents_are_for_somebody, documents_can_be_set)
