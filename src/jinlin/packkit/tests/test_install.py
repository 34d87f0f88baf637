"""Installing a pack changes what is new, and nothing the second time."""

from __future__ import annotations

import pytest

from jinlin.kernel.cases.selectors import current_definition
from jinlin.kernel.registry.actions import install_register
from jinlin.lib.errors import BadInput, Unready
from jinlin.packkit import versions
from jinlin.packkit.compile import compile_pack
from jinlin.packkit.install import install
from jinlin.packkit.stage import undone
from jinlin.packkit.tests.conftest import LAMPS, Workshop

pytestmark = pytest.mark.usefixtures("city")


def test_the_second_installation_changes_nothing() -> None:
    pack = compile_pack(LAMPS)
    with undone():
        assert install(pack)
        assert not install(pack)


def test_only_what_was_changed_is_installed_again(workshop: Workshop) -> None:
    with undone():
        install(compile_pack(workshop.folder))
        workshop.change("process.yaml", "2 years", "3 years")
        assert install(compile_pack(workshop.folder)).definitions == ("report",)


class TestAnOlderVersion:
    """Of a pack, as a machine may have it that was forgotten at an upgrade."""

    def test_is_refused_and_the_newer_stays_in_force(self, workshop: Workshop) -> None:
        old = compile_pack(workshop.folder)
        workshop.change("process.yaml", "2 years", "3 years")
        new = compile_pack(workshop.folder)
        with undone():
            install(old)
            install(new)
            with pytest.raises(Unready, match="older version"):
                install(old)
            assert current_definition("lamp_repair/report").digest == new.definitions["report"].digest

    def test_is_known_by_its_texts_too(self, workshop: Workshop) -> None:
        old = compile_pack(workshop.folder)
        workshop.change("messages.yaml", "已修好", "修好了")
        with undone():
            install(old)
            install(compile_pack(workshop.folder))
            with pytest.raises(Unready, match="older version"):
                install(old)

    def test_comes_into_force_if_it_is_meant(self, workshop: Workshop) -> None:
        old = compile_pack(workshop.folder)
        workshop.change("process.yaml", "2 years", "3 years")
        with undone():
            install(old)
            install(compile_pack(workshop.folder))
            assert install(old, may_go_back=True).definitions == ("report",)
            assert not install(old)

    def test_is_known_by_its_definitions_where_no_version_was_noted(
        self, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old = compile_pack(workshop.folder)
        workshop.change("process.yaml", "2 years", "3 years")
        new = compile_pack(workshop.folder)
        with undone():
            with monkeypatch.context() as before:
                before.setattr(versions, "remember", lambda _: False)  # as 0.2.0 did not yet
                install(old)
                install(new)
            with pytest.raises(Unready, match="older version"):
                install(old)


def test_a_citys_list_names_units_and_areas_that_there_are_and_each_wrong_row_is_told() -> None:
    rows = [
        {"code": "r1", "kind": "", "area": "", "unit": "DEMO-HOUSING"},
        {"code": "r2", "kind": "dim", "area": "", "unit": "DEMO-GONE"},
        {"code": "r3", "kind": "dark", "area": "999999", "unit": ""},
    ]
    with undone():
        install(compile_pack(LAMPS))
        with pytest.raises(BadInput) as refused:
            install_register("lamp_repair/routing", ["kind", "area", "unit"], rows, "city")
        told = {one["row"]: one["en"] for one in refused.value.details["rows"]}
        assert told == {
            3: "unit: there is no organisation DEMO-GONE; correct the code, or add the unit first",
            4: "area: there is no area 999999; correct the code, or add the area first",
        }
        made = install_register("lamp_repair/routing", ["kind", "area", "unit"], rows[:1], "city")
        assert made.count("removed") == 1


def test_what_a_city_put_is_kept() -> None:
    pack = compile_pack(LAMPS)
    with undone():
        install(pack)
        own = [{"code": "x", "name": "甲", "remit": ""}]
        install_register("lamp_repair/kinds", ["name", "remit"], own, "city")
        assert install(pack).kept == ("kinds",)
