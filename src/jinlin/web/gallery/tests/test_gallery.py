"""The gallery: every mechanism with its origin, process, figures and proofs, and its stories playing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils.html import escape

from jinlin.kernel.cases.models import Case
from jinlin.packkit.compile import load_pack
from jinlin.packkit.figures import Outcome, recompute
from jinlin.packkit.pack import Pack, Played, Volumes
from jinlin.packkit.proofs import Maturity, Proof, Shown
from jinlin.web.gallery import proving, views
from jinlin.web.gallery.diagrams import picture, ways
from jinlin.web.gallery.tests.conftest import PACK
from jinlin.web.gallery.words import OUTCOMES, PROOFS

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


def volumes(pack: Pack, digest: str, **figures: int) -> Volumes:
    played = Played(people=3, seed=1, sha256="0" * 64)
    return Volumes(
        at="2026-11-28T190000Z", command="python -m bench.proofs", seconds=1.5, digest=digest,
        population=played, came={"heirs": 2}, figures=figures,
    )  # fmt: skip


@pytest.mark.usefixtures("pack")
class TestTheOutcomesOfFigures:
    def page(self, client: Client, monkeypatch: pytest.MonkeyPatch, kept: Volumes | None) -> str:
        pack = load_pack("claims_payout").model_copy(update={"volumes": kept})
        monkeypatch.setattr(views, "pack_named", lambda name: pack)
        proved = Maturity(
            pack.name, pack.digest, {one: Shown(one, ()) for one in Proof}, tuple(recompute(pack))
        )
        monkeypatch.setattr(views, "shown", lambda pack: proved)
        return client.get("/mechanisms/claims_payout/proofs").content.decode()

    def test_are_recomputed_or_cannot_each_in_words(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pack = load_pack("claims_payout")
        page = self.page(client, monkeypatch, volumes(pack, pack.workings, people=20001, amount=19990000000))
        assert page.count(OUTCOMES[Outcome.RECOMPUTED].zh) == 2
        assert page.count(OUTCOMES[Outcome.CANNOT].zh) == 1
        assert "¥199,900,000.00" in page
        assert "python -m bench.proofs" in page
        assert "原文没有起止时点" in page

    def test_differ_where_one_person_was_not_paid(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pack = load_pack("claims_payout")
        page = self.page(client, monkeypatch, volumes(pack, pack.workings, people=20000, amount=19990000000))
        assert page.count(OUTCOMES[Outcome.DIFFERS].zh) == 1

    def test_are_not_there_yet_once_the_rules_have_changed(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = self.page(client, monkeypatch, volumes(load_pack("claims_payout"), "0" * 64, people=20001))
        assert page.count(OUTCOMES[Outcome.NOT_YET].zh) == 2
        assert "规则有改动" in page


def test_a_run_at_full_volume_shows_the_proofs_anew(pack: Pack) -> None:
    proving.prove_what_is_new()
    assert proving.shown(pack.model_copy(update={"volumes": volumes(pack, "0" * 64)})) is None


def test_a_version_shows_its_proofs_once(pack: Pack) -> None:
    assert (proving.prove_what_is_new(), proving.prove_what_is_new()) == (1, 0)
    assert proving.shown(Pack.model_construct(**(dict(pack) | {"parts": {}}))) is None


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
