"""Loading a file: first what it would change, then, if that is right, the doing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from jinlin.kernel.registry.actions import Changes
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words
from jinlin.web.administration import uploads
from jinlin.web.administration.entering import for_administrators
from jinlin.web.administration.loads import Load, load_of
from jinlin.web.administration.uploads import LARGEST
from jinlin.web.language import say
from jinlin.web.sizes import takes_files

SHOWN = 200  # rows of a dry run


@require_safe
@for_administrators
def ask(request: HttpRequest, actor: Actor, what: str) -> HttpResponse:
    """Which file."""
    return _page(request, what, load_of(what, world()))


@takes_files(LARGEST)
@require_POST
@for_administrators
def try_out(request: HttpRequest, actor: Actor, what: str) -> HttpResponse:
    """What the file would change; nothing is written. Of a faulty file every row that is wrong is told."""
    found = world()
    load = load_of(what, found)
    try:
        upload = uploads.sent(request)
        changes = load.run(upload, actor, True)
    except BadInput as problem:
        return _page(request, what, load, problem=problem, status=problem.status)
    key = uploads.keep(upload, what, actor)
    return _shown(request, what, load, changes, key, found, doubt=load.doubt_about(upload, found))


@require_POST
@for_administrators
def do(request: HttpRequest, actor: Actor, what: str) -> HttpResponse:
    """Do what the dry run showed. If anybody has changed the registry since, it is shown anew instead."""
    found, key = world(), request.POST.get("key", "")
    load = load_of(what, found)
    upload = uploads.kept(key, what, actor)
    try:
        if request.POST.get("revision") != str(found.revision):
            changes = load.run(upload, actor, True)
            doubt = load.doubt_about(upload, found)
            return _shown(request, what, load, changes, key, found, doubt=doubt, moved=True)
        changes = load.run(upload, actor, False)
    except BadInput as problem:
        return _page(request, what, load, problem=problem, status=problem.status)
    uploads.forget(key, what, actor)
    messages.success(request, say(_told(changes)))
    return redirect(load.back)


def _told(changes: Changes) -> Words:
    added, changed, removed = (changes.count(what) for what in ("added", "changed", "removed"))
    return Words(
        zh=f"已写入：新增 {added}，更改 {changed}，移除 {removed}，未变 {changes.unchanged}",
        en=f"Written: {added} added, {changed} changed, {removed} removed, {changes.unchanged} as they were",
    )


def _shown(
    request: HttpRequest,
    what: str,
    load: Load,
    changes: Changes,
    key: str,
    found: World,
    **more: Any,
) -> HttpResponse:
    counts = {name: changes.count(name) for name in ("added", "changed", "removed")}
    page: dict[str, Any] = {
        "changes": changes,
        "counts": counts,
        "made": changes.made[:SHOWN],
        "more": max(0, len(changes.made) - SHOWN),
        "key": key,
        "revision": found.revision,
    }
    return _page(request, what, load, **page, **more)


def _page(request: HttpRequest, what: str, load: Load, status: int = 200, **more: Any) -> HttpResponse:
    page = {"what": what, "load": load, **more}
    return render(request, "administration/load.html", page, status=status)
