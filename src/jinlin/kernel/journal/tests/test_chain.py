"""The hash chain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.kernel.journal.chain import Entry, Head, event_hash, link
from jinlin.lib.errors import BadInput

AT = datetime(2018, 3, 5, 1, 10, tzinfo=UTC)
names = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=20)
moments = st.datetimes(timezones=st.just(UTC))
facts = st.dictionaries(
    st.text(st.characters(codec="utf-8")), st.integers() | st.text(st.characters(codec="utf-8"))
)
entries = st.builds(Entry, st.just("case/1"), names, names, moments, facts)


def test_the_hash_is_that_of_the_previous_hash_and_six_lines() -> None:
    linked, head = link(Head.none(), [Entry("case/1", "opened", "person/12", AT, {"b": "路\n面", "a": 1})])
    lines = (
        b"case/1\n1\nopened\nperson/12\n2018-03-05T01:10:00.000000+00:00\n"
        b'{"a":1,"b":"\xe8\xb7\xaf\\n\xe9\x9d\xa2"}'
    )
    assert linked[0].hash == sha256(bytes(32) + lines).digest()
    assert head == Head(1, linked[0].hash)


def test_a_published_hash_stays_what_it_is() -> None:
    found = event_hash(bytes(32), "case/1", 1, "opened", "system", AT, "{}")
    assert found.hex() == "ff25ea3cf762b20c34f5facd5a925a5612daa0dfe93027b62377c18defa38b73"


def test_the_same_moment_in_another_zone_gives_the_same_hash() -> None:
    in_china = AT.astimezone(timezone(timedelta(hours=8)))
    one, other = (event_hash(bytes(32), "case/1", 1, "opened", "system", at, "{}") for at in (AT, in_china))
    assert one == other


@given(st.lists(entries, max_size=6), st.integers(0, 6))
def test_linking_in_two_portions_is_linking_at_once(written: list[Entry], cut: int) -> None:
    first, middle = link(Head.none(), written[:cut])
    second, end = link(middle, written[cut:])
    assert (first + second, end) == link(Head.none(), written)


@given(st.lists(entries, min_size=2, max_size=5), st.data())
def test_what_happened_earlier_is_in_every_later_hash(written: list[Entry], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(written) - 1))
    other = data.draw(entries.filter(lambda one: one != written[place]))
    changed = [*written[:place], other, *written[place + 1 :]]
    before, after = link(Head.none(), written)[0], link(Head.none(), changed)[0]
    same = [one.hash == two.hash for one, two in zip(before, after, strict=True)]
    assert same == [True] * place + [False] * (len(written) - place)


@pytest.mark.parametrize("name", ["", "a\nb", "a\0b", "a\x7f", "\u202e", "x" * 81])
@pytest.mark.parametrize("field", ["stream", "kind", "actor"])
def test_a_name_that_could_blur_the_lines_is_refused(field: str, name: str) -> None:
    names = {"stream": "case/1", "kind": "opened", "actor": "system", field: name}
    entry = Entry(**names, at=AT, facts={})
    with pytest.raises(BadInput, match="1 to 80 visible characters"):
        link(Head.none(), [entry])


def test_a_line_feed_never_passes_into_a_hash() -> None:
    with pytest.raises(ValueError, match="line feed"):
        event_hash(bytes(32), "case/1", 1, "opened\nsystem", "", AT, "{}")


def test_entries_of_two_streams_do_not_make_one_chain() -> None:
    with pytest.raises(ValueError, match="one chain, one stream"):
        link(Head.none(), [Entry(stream, "opened", "system", AT, {}) for stream in ("case/1", "case/2")])


def test_a_moment_without_a_zone_is_refused() -> None:
    naive: Any = AT.replace(tzinfo=None)
    with pytest.raises(ValueError, match="no time zone"):
        link(Head.none(), [Entry("case/1", "opened", "system", naive, {})])
