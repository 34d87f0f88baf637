"""Installing a pack changes what is new, and nothing the second time."""

from __future__ import annotations

import pytest

from jinlin.kernel.registry.actions import install_register
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


def test_what_a_city_put_is_kept() -> None:
    pack = compile_pack(LAMPS)
    with undone():
        install(pack)
        own = [{"code": "x", "name": "甲", "remit": ""}]
        install_register("lamp_repair/kinds", ["name", "remit"], own, "city")
        assert install(pack).kept == ("kinds",)
