"""`jinlin new-pack`: a small pack that passes `jinlin check` at once. No other file is touched."""

from __future__ import annotations

from pathlib import Path
from string import Template

from jinlin.lib.errors import BadInput
from jinlin.packkit.folders import BUILT_IN, NAME, pack_folders

TEMPLATES = Path(__file__).parent / "templates"


def new_pack(name: str, root: Path = BUILT_IN) -> Path:
    """Write a new pack called `name` into `root` and return its folder.

    Errors: BadInput if the name does not fit or is taken.
    """
    if not NAME.fullmatch(name):
        raise BadInput(
            f"“{name[:60]}”不能作名字：用小写字母开头，只含小写字母、数字和下划线，2 至 40 个字符",
            f"'{name[:60]}' is no name: 2 to 40 small letters, digits and _, a letter first",
        )
    taken = {folder.name: folder for folder in [*pack_folders(), *pack_folders([root])]}
    if name in taken:
        raise BadInput(f"已有机制 {name}：{taken[name]}", f"there is a pack {name} already: {taken[name]}")
    folder = root / name
    folder.mkdir(parents=True)
    for template in sorted(TEMPLATES.iterdir()):
        text = Template(template.read_text(encoding="utf-8")).substitute(name=name)
        (folder / template.name.removesuffix(".template")).write_text(text, encoding="utf-8")
    return folder
