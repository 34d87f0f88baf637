"""Reads XML from a bank as a stream: no DTD, no entity, no endless text, one element in memory at a time."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import IO, Any, NamedTuple

from lxml import etree

from jinlin.instruments.payouts.bank.fields import read_xml_amount
from jinlin.lib.errors import BadInput
from jinlin.lib.text import quote

_LOOKED_AT = 256


class BrokenOff(BadInput):
    """The file stops being XML in the middle. What was read before stands."""


class Elements(NamedTuple):
    """The namespace of the file, which names its format, and its elements as each has been read whole."""

    namespace: str
    each: Iterator[tuple[str, Any]]


_DECLARED = re.compile(rb"""^[^<]{0,8}<\?xml[^>]{0,80}?encoding\s*=\s*["']([\w.-]{1,30})["']""")
_CHINESE = frozenset({"gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "euc-cn"})
"""Labels under which banks write characters of GB 18030, which holds all of them."""


def read_elements(stream: IO[bytes], namespaces: Collection[str], tags: Collection[str]) -> Elements:
    """The elements called one of `tags`, with their name. One is forgotten when the next of its kind is read.

    The message may lie in an envelope, as with an application header (AppHdr) beside it. BadInput if it is no
    XML, has a DTD, or is of none of the namespaces; `each` raises BrokenOff.
    """
    events = etree.iterparse(
        stream, events=("start", "end"), tag=["{*}Document", *(f"{{*}}{tag}" for tag in tags)],
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True, collect_ids=False, encoding=_encoding(stream),
    )  # fmt: skip
    return Elements(_namespace(events, namespaces), _each(events))


def _encoding(stream: IO[bytes]) -> str | None:
    """What to read the file as, if not as what it calls itself."""
    beginning = stream.read(_LOOKED_AT)
    stream.seek(0)
    found = _DECLARED.search(beginning)
    return "GB18030" if found and found[1].decode("ascii", "replace").lower() in _CHINESE else None


def find(element: Any, path: str) -> Any | None:
    """The first element at `path`, as `Refs/EndToEndId`, in whatever namespace."""
    return element.find(_any_namespace(path))


def children(element: Any, path: str) -> Iterator[Any]:
    """Every element at `path`, in whatever namespace."""
    found: Iterator[Any] = element.iterfind(_any_namespace(path))
    return found


def text(element: Any, path: str) -> str:
    """The text at `path`, without white space around it; nothing if there is none."""
    return (element.findtext(_any_namespace(path)) or "").strip()


def texts(element: Any, path: str) -> str:
    """The texts of all elements at `path`, one after the other."""
    return " ".join((one.text or "").strip() for one in children(element, path)).strip()


def amount(element: Any, *paths: str) -> tuple[int | None, str]:
    """Fen and currency of the first of `paths` that is there. BadInput if it is no amount."""
    for path in paths:
        if (found := find(element, path)) is not None:
            return read_xml_amount(found.text or ""), found.get("Ccy", "")
    return None, ""


@cache
def _any_namespace(path: str) -> str:
    return "/".join(f"{{*}}{name}" for name in path.split("/"))


def _namespace(events: Iterator[tuple[str, Any]], namespaces: Collection[str]) -> str:
    try:
        _, root = next(events)
    except (etree.XMLSyntaxError, StopIteration) as error:
        raise BadInput(
            "这不是可读取的XML文件，请向银行重新索取",
            "This cannot be read as an XML file; ask the bank for it again",
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadInput(
            "文件带有DTD声明，银行文件不应有此内容，拒绝读取",
            "The file declares a DTD, which no file of a bank has; it is not read",
        )
    namespace = etree.QName(root).namespace or ""
    if etree.QName(root).localname != "Document" or namespace not in namespaces:
        known = "、".join(sorted(one.rpartition(":")[2] for one in namespaces))
        raise BadInput(
            f"这种文件无法读取：{quote(namespace)}；可读取{known}",
            f"This is no file that can be read: {quote(namespace)}; what can be read: {known}",
        )
    return namespace


def _each(events: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    try:
        for event, element in events:
            name = element.tag.rpartition("}")[2]
            if name == "Document":
                _refuse_another(event)
            elif event == "end":
                yield name, element
                _forget_previous(element)
    except etree.XMLSyntaxError as error:
        reason = quote(" ".join(str(error).split()))
        raise BrokenOff(
            f"文件在此中断或有语法错误：{reason}；其后的内容未读取，请向银行重新索取",
            f"The file breaks off here or is not XML: {reason}; nothing after it was read, "
            "ask the bank for it again",
        ) from error


def _refuse_another(event: str) -> None:
    if event == "start":
        raise BrokenOff(
            "文件里有不止一份报文，只读取了第一份；请拆成单独的文件",
            "There is more than one message in the file, and only the first was read; bring each as a file "
            "of its own",
        )


def _forget_previous(element: Any) -> None:
    """Take the one before out of the tree, so that a million of them need the memory of one."""
    previous = element.getprevious()
    if previous is not None and previous.tag == element.tag:
        element.getparent().remove(previous)
