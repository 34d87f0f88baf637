"""The gallery: every mechanism with its origin, process, figures and proofs, and its stories playing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils.html import escape

from jinlin.kernel.cases.models import Case
from jinlin.packkit.pack import Pack
from jinlin.packkit.proofs import Proof
from jinlin.web.gallery import proving
from jinlin.web.gallery.diagrams import picture, ways
from jinlin.web.gallery.tests.conftest import PACK
from jinlin.web.gallery.words import PROOFS

HERE = f"/mechanisms/{PACK}/"


def test_a_mechanism_shows_its_source_in_the_sources_own_words(client: Client, pack: Pack) -> None:
    page = client.get(HERE).content.decode()
    assert escape(pack.about.origin.quote.zh) in page


def test_only_mechanisms_that_have_a_pack_are_shown(client: Client, pack: Pack) -> None:
    page = client.get("/mechanisms/").content.decode()
    assert escape(pack.about.name.zh) in page
    assert client.get("/mechanisms/early_plea/").status_code == 404


def test_the_diagram_has_every_state_and_every_way_between_two(pack: Pack) -> None:
    for definition in pack.definitions.values():
        drawn = picture(definition)
        assert [node["id"] for node in drawn["nodes"]] == list(definition.states)
        pairs = {(edge["from"], edge["to"]) for edge in drawn["edges"]}
        assert pairs == {(way.start, way.end) for way in ways(definition)}


def test_what_nobody_acts_for_is_drawn_as_silence(pack: Pack) -> None:
    kinds = {edge["kind"] for one in pack.definitions.values() for edge in picture(one)["edges"]}
    assert kinds == {"action", "silence"}


def test_nothing_of_a_played_story_stays(client: Client, pack: Pack, settings: Any) -> None:
    settings.DEMO = True
    client.post(f"{HERE}stories/{pack.stories[0].id}/play")
    assert Case.objects.count() == 0


def test_an_installation_in_earnest_does_not_play(client: Client, pack: Pack, settings: Any) -> None:
    settings.DEMO = False
    assert client.post(f"{HERE}stories/{pack.stories[0].id}/play").status_code == 409


@pytest.mark.parametrize("address", ["/", "/mechanisms/", HERE])
def test_an_installation_in_earnest_does_not_promise_proofs_that_never_come(
    client: Client, pack: Pack, settings: Any, address: str
) -> None:
    caches[proving.STORE].clear()
    settings.DEMO = True
    assert "正在" in client.get(address).content.decode()
    settings.DEMO = False
    page = client.get(address).content.decode()
    assert "正在核验" not in page
    assert "请稍候" not in page


def test_proofs_are_worked_out_by_the_program_and_shown_with_the_figures(client: Client, pack: Pack) -> None:
    assert PROOFS[Proof.CLOCKS].zh not in client.get(HERE).content.decode()
    assert proving.prove_what_is_new() == 1
    page = client.get(HERE).content.decode()
    assert all(words.zh in page for words in PROOFS.values())
    assert all(escape(one.name.zh) in page for one in pack.figures.values())


def test_a_version_shows_its_proofs_once(pack: Pack) -> None:
    assert (proving.prove_what_is_new(), proving.prove_what_is_new()) == (1, 0)
    assert proving.shown(Pack.model_construct(**(dict(pack) | {"messages": {}}))) is None


@pytest.mark.parametrize("address", ["/mechanisms/", HERE, f"{HERE}proofs"])
def test_a_page_of_the_gallery_takes_few_queries(
    client: Client, pack: Pack, address: str, django_assert_max_num_queries: Any
) -> None:
    client.get(address)
    with django_assert_max_num_queries(6):
        client.get(address)


def test_the_gallery_reads_in_english(client: Client, pack: Pack) -> None:
    client.cookies["jinlin_language"] = "en"
    page = client.get(HERE).content.decode()
    assert escape(pack.about.essence.en) in page
    assert pack.about.essence.zh not in page
