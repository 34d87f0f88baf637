"""The gallery: what the mechanisms are, and each of them running."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from jinlin.lib.errors import NotPossible
from jinlin.lib.words import Words
from jinlin.packkit.figures import Recomputed, rounding_of
from jinlin.packkit.pack import Pack
from jinlin.packkit.proofs import Proof
from jinlin.web.gallery.diagrams import from_anywhere, picture
from jinlin.web.gallery.mechanisms import document, mechanisms, pack_named
from jinlin.web.gallery.playing import frames
from jinlin.web.gallery.proving import levels, shown
from jinlin.web.gallery.words import CAME, OUTCOMES, PROOFS, ROUNDINGS
from jinlin.web.troubles import is_piece


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All mechanisms that run here."""
    known = levels()
    found = [(one, known.get(one.pack)) for one in mechanisms()]
    return render(request, "gallery/index.html", {"found": found, "proofs": len(Proof)})


@require_safe
def mechanism(request: HttpRequest, name: str) -> HttpResponse:
    """One mechanism: its origin, its process, its figures and proofs, its stories."""
    pack = pack_named(name)
    page = {
        "pack": pack,
        "document": document(pack.about),
        "diagrams": _diagrams(pack),
        "demo": settings.DEMO,
    }
    return render(request, "gallery/mechanism.html", page | _proofs(pack))


@require_safe
def proofs(request: HttpRequest, name: str) -> HttpResponse:
    """The proofs and figures alone: asked for again until they have been shown."""
    pack = pack_named(name)
    return render(request, "gallery/proofs.html", {"pack": pack} | _proofs(pack))


@require_safe
def story(request: HttpRequest, name: str, story: str) -> HttpResponse:
    """One story, ready to be played."""
    return render(request, "gallery/story.html", _story(pack_named(name), story))


@require_POST
def play(request: HttpRequest, name: str, story: str) -> HttpResponse:
    """Play a story in the demo city, with the engine that runs everything else; nothing of it stays."""
    if not settings.DEMO:
        raise NotPossible(
            "故事在演示县上演，正式安装没有演示县",
            "Stories play in the demo county, which an installation in earnest does not have",
        )
    pack = pack_named(name)
    shots, fault = frames(pack, story)
    page = _story(pack, story) | {"frames": shots, "fault": fault}
    return render(request, "gallery/played.html" if is_piece(request) else "gallery/story.html", page)


def _story(pack: Pack, name: str) -> dict[str, Any]:
    told = next((one for one in pack.stories if one.id == name), None)
    return {"pack": pack, "story": told, "diagrams": _diagrams(pack)}


def _proofs(pack: Pack) -> dict[str, Any]:
    maturity = shown(pack)
    lines = [(PROOFS[proof], maturity.shown[proof]) for proof in Proof] if maturity else []
    figures = [(one, OUTCOMES[one.outcome], _compared(one)) for one in maturity.figures] if maturity else []
    return {
        "maturity": maturity, "proof_lines": lines, "figures": figures,
        "stale": bool(pack.volumes and pack.volumes.digest != pack.workings),
        "came": [(CAME[what], n) for what, n in pack.volumes.came.items()] if pack.volumes else [],
    }  # fmt: skip


def _compared(one: Recomputed) -> Words | None:
    """How what came out was compared with what was printed; nothing of a figure that did not come out."""
    return ROUNDINGS[rounding_of(one.figure)] if one.n is not None else None


def _diagrams(pack: Pack) -> list[dict[str, Any]]:
    return [
        {
            "id": f"diagram-{one.type}",
            "script": f"diagram-{one.type}-data",
            "definition": one,
            "picture": picture(one),
            "from_anywhere": from_anywhere(one),
        }
        for one in pack.definitions.values()
    ]
