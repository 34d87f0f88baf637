"""Mistakes in what a pack takes over: at the base, and at the line of the pack that takes it over."""

from __future__ import annotations

from dataclasses import replace

from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault
from jinlin.packkit.folders import base_file
from jinlin.packkit.reader import shown


def inherited(draft: Draft, fault: Fault) -> Fault:
    """The fault with the lines of `process.yaml` through which its place came into the pack."""
    tree = draft.trees.get("process.yaml")
    cases = tree.get("cases") if tree else None
    if tree is None or not isinstance(cases, dict):
        return fault
    through = []
    for name in cases:
        base = tree.get("cases", name, "extends")
        path = base_file(draft.folder, str(base)) if base is not None else None
        if path is not None and fault.place.file == shown(path):
            through.append(tree.place("cases", name, "extends"))
    return replace(fault, through=tuple(through))
