"""Where packs are: in `jinlin.packs`, and in the folders that the setting `JINLIN_PACKS` names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings

from jinlin.instruments.instrument import parts
from jinlin.packkit.faults import Fault, Place, fault
from jinlin.packkit.reader import shown

BUILT_IN = Path(__file__).parent.parent / "packs"
NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")

# Every file that a pack may have, besides those that instruments read. A file with another name would never
# be read: that is a mistake.
KNOWN = (
    "pack.yaml", "process.yaml", "rules.yaml", "registers/*.csv", "indicators.yaml", "imports/*.yaml",
    "story.yaml", "demo.yaml", "volumes.json", "README.md", "calc.py", "__init__.py", "tests/*",
)  # fmt: skip
NEEDED = ("pack.yaml", "process.yaml", "story.yaml", "README.md")


def roots() -> list[Path]:
    """The folders that hold packs: the built-in one first."""
    return [BUILT_IN, *settings.JINLIN_PACKS]


def pack_folders(folders: Sequence[Path] | None = None) -> list[Path]:
    """Every pack, by name. Folders that start with `_` or `.` are not packs."""
    found = [
        one
        for root in (roots() if folders is None else folders)
        if root.is_dir()
        for one in root.iterdir()
        if one.is_dir() and not one.name.startswith(("_", "."))
    ]
    return sorted(found, key=lambda one: (one.name, str(one)))


def roots_of(folders: Sequence[Path] | None) -> list[Path] | None:
    """The folders as whole paths, however they were written: the name of a pack is that of its folder."""
    return None if folders is None else [one.resolve() for one in folders]


def packs_in(folders: Sequence[Path] | None) -> list[Path]:
    """Every pack in these folders, once; one that is a pack itself stands for itself."""
    found = roots_of(folders)
    if found is None:
        return pack_folders()
    own = [one for one in found if (one / "pack.yaml").is_file()]
    return list(dict.fromkeys([*own, *pack_folders([one for one in found if one not in own])]))


def folder_faults(folders: Sequence[Path] | None = None) -> Iterator[Fault]:
    """Two packs of one name, and folders of `JINLIN_PACKS` that are not there."""
    for root in roots() if folders is None else folders:
        if not root.is_dir():
            where = "JINLIN_PACKS" if folders is None else str(root.name)
            zh = f"文件夹 {root} 不存在；请更正 {where} 或建立该文件夹"
            en = f"there is no folder {root}; correct {where} or make the folder"
            yield fault(Place(str(root), 1), "no-folder", zh, en)
    first: dict[str, Path] = {}
    for one in packs_in(folders):
        if one.name in first:
            zh = f"机制 {one.name} 已在 {shown(first[one.name])}；请改名或去掉一个"
            en = f"a pack {one.name} is already in {shown(first[one.name])}; rename one or take one out"
            yield fault(Place(shown(one / "pack.yaml"), 1), "duplicate-pack", zh, en)
        first.setdefault(one.name, one)


def file_faults(folder: Path) -> Iterator[Fault]:
    """Files that a pack lacks, does not know, or may not have."""
    place = Place(shown(folder / "pack.yaml"), 1)
    if not NAME.fullmatch(folder.name):
        zh, en = (
            "文件夹名只用小写字母、数字和下划线",
            "a pack's folder is named in small letters, digits and _",
        )
        yield fault(place, "pack-name", f"{zh}：{folder.name}", f"{en}: {folder.name}")
    for name in NEEDED:
        if not (folder / name).is_file():
            zh, en = "机制缺少这个文件", "the pack needs this file"
            yield fault(Place(shown(folder / name), 1), "file-missing", zh, en)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield from _faults_of_file(folder, path)


def known_files() -> tuple[str, ...]:
    """Every file that a pack may have, as patterns: the house's, and those that instruments read."""
    theirs = [part.file for part in parts()]
    beside = [f"{one.beside.folder}/*{one.beside.suffix}" for one in parts() if one.beside]
    return tuple(dict.fromkeys((*KNOWN, *theirs, *beside)))


def _faults_of_file(folder: Path, path: Path) -> Iterator[Fault]:
    inside, known = path.relative_to(folder), known_files()
    if not any(inside.match(one) and len(inside.parts) == one.count("/") + 1 for one in known):
        zh = f"机制不认识这个文件；可以有：{', '.join(known)}"
        en = f"a pack does not know this file; it may have: {', '.join(known)}"
        yield fault(Place(shown(path), 1), "file-unknown", zh, en)
    if path.suffix == ".py" and not may_compute(folder):
        zh = "外部机制不得带程序；如果信任它，请设置 JINLIN_PACKS_MAY_COMPUTE=1"
        en = "a pack from outside may hold no program; if you trust it, set JINLIN_PACKS_MAY_COMPUTE=1"
        yield fault(Place(shown(path), 1), "may-not-compute", zh, en)


def may_compute(folder: Path) -> bool:
    """Whether the pack may bring a `calc.py`: built-in ones may, others if the installation allows it."""
    return folder.parent == BUILT_IN or bool(settings.JINLIN_PACKS_MAY_COMPUTE)


def base_file(folder: Path, name: str) -> Path | None:
    """The base that `extends: name` means: one beside the pack, or a built-in one."""
    places = [folder.parent / "_bases" / f"{name}.yaml", BUILT_IN / "_bases" / f"{name}.yaml"]
    return next((one for one in places if one.is_file()), None)


def base_names(folder: Path) -> set[str]:
    """Every base that a pack in `folder` can extend."""
    return {one.stem for root in (folder.parent, BUILT_IN) for one in (root / "_bases").glob("*.yaml")}
