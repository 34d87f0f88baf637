"""The parts under the one key of a file, by name."""

from __future__ import annotations

from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import fault
from jinlin.packkit.tree import Tree


def named(made: Draft, file: str, key: str) -> dict[str, Tree]:
    """The parts under the one key of a file. A file that is not there has none."""
    tree = made.trees.get(file)
    if tree is None:
        return {}
    for other in (one for one in tree.data if one != key):
        zh, en = f"{file} 只有一个键 {key}，没有“{other}”", f"{file} has the one key `{key}`, not `{other}`"
        made.faults.append(fault(tree.place(other), "grammar", zh, en))
    parts = tree.data.get(key)
    if not isinstance(parts, dict):
        zh, en = f"{file} 应写“{key}:”并在其下逐项命名", f"{file} must say `{key}:` and name its parts below"
        made.faults.append(fault(tree.place(key), "grammar", zh, en))
        return {}
    return {str(name): tree.at(key, name) for name in parts}
