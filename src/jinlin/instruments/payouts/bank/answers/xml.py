"""Reads an XML answer as a stream: no DTD, no entity, no endless text, one entry in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, BinaryIO, Protocol

from lxml import etree  # type: ignore[import-untyped]  # lxml has no types

from jinlin.instruments.payouts.bank.answers.answer import Answer, BadAnswer
from jinlin.instruments.payouts.bank.fields import read_xml_amount
from jinlin.lib.errors import BadInput
from jinlin.lib.text import quote
from jinlin.lib.words import Words


class Format(Protocol):
    """A format: the elements that it waits for, and what each says when it has been read whole."""

    tags: tuple[str, ...]
    line: int

    def ended(self, name: str, element: Any) -> Iterator[Answer | BadAnswer]:
        """What this element says."""

    def finished(self) -> Iterator[Answer | BadAnswer]:
        """What the file as a whole says."""


Formats = Mapping[str, Callable[[], Format]]


def read_xml(stream: BinaryIO, source: str, formats: Formats) -> Iterator[Answer | BadAnswer]:
    """The lines of the file, by the format that its namespace names.

    BadInput if it is no XML, has a DTD, or is of none of the formats; where a file breaks off, its last
    line is a BadAnswer.
    """
    made = {namespace: make() for namespace, make in formats.items()}
    events = _events(stream, {tag for one in made.values() for tag in one.tags})
    form = _form_of(events, made)
    try:
        for event, element in events:
            if event == "end" and (name := etree.QName(element).localname) in form.tags:
                yield from form.ended(name, element)
                _forget_previous(element)
    except etree.XMLSyntaxError as error:
        yield _broken_off(source, form.line + 1, error)
    else:
        yield from form.finished()


def find(element: Any, path: str) -> Any | None:
    """The first element at `path`, as `Refs/EndToEndId`, in whatever namespace."""
    return element.find(_any_namespace(path))


def text(element: Any, path: str) -> str:
    """The text at `path`, without white space around it; nothing if there is none."""
    return (element.findtext(_any_namespace(path)) or "").strip()


def texts(element: Any, path: str) -> str:
    """The texts of all elements at `path`, one after the other."""
    return " ".join((one.text or "").strip() for one in element.iterfind(_any_namespace(path))).strip()


def amount(element: Any, *paths: str) -> tuple[int | None, str]:
    """Fen and currency of the first of `paths` that is there. BadInput if it is no amount."""
    for path in paths:
        if (found := find(element, path)) is not None:
            return read_xml_amount(found.text or ""), found.get("Ccy", "")
    return None, ""


@cache
def _any_namespace(path: str) -> str:
    return "/".join(f"{{*}}{name}" for name in path.split("/"))


def _events(stream: BinaryIO, tags: set[str]) -> Iterator[tuple[str, Any]]:
    names = ["{*}Document", *(f"{{*}}{tag}" for tag in sorted(tags))]
    events: Iterator[tuple[str, Any]] = etree.iterparse(
        stream, events=("start", "end"), tag=names, resolve_entities=False, load_dtd=False, no_network=True,
        huge_tree=False, remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
    return events


def _form_of(events: Iterator[tuple[str, Any]], made: Mapping[str, Format]) -> Format:
    try:
        _, root = next(events)
    except (etree.XMLSyntaxError, StopIteration) as error:
        raise BadInput(
            "这不是可读取的XML文件，请向银行重新索取",
            "This cannot be read as an XML file; ask the bank for it again",
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadInput(
            "文件带有DTD声明，银行回执不应有此内容，拒绝读取",
            "The file declares a DTD, which no answer of a bank has; it is not read",
        )
    namespace = etree.QName(root).namespace or ""
    if root.getparent() is not None or namespace not in made:
        known = "、".join(sorted(one.rpartition(":")[2] for one in made))
        raise BadInput(
            f"这不是可读取的银行回执：{quote(namespace)}；可读取{known}",
            f"This is no answer that can be read: {quote(namespace)}; what can be read: {known}",
        )
    return made[namespace]


def _forget_previous(element: Any) -> None:
    """Take the one before out of the tree, so that a million of them need the memory of one."""
    previous = element.getprevious()
    if previous is not None and previous.tag == element.tag:
        element.getparent().remove(previous)


def _broken_off(source: str, line: int, error: Exception) -> BadAnswer:
    reason = quote(" ".join(str(error).split()))
    return BadAnswer(
        source, line,
        Words(
            zh=f"文件在第{line}笔处中断或有语法错误：{reason}；其后的内容未读取，请向银行重新索取",
            en=f"The file breaks off or is not XML at transaction {line}: {reason}; nothing after it was "
            "read, ask the bank for it again",
        ),
    )  # fmt: skip
