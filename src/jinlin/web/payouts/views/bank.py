"""The bank: files that went out, answers that came back, shares on their way, exceptions."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jinlin.instruments.payouts import actions, policies, selectors
from jinlin.instruments.payouts.places import PLACES
from jinlin.instruments.payouts.resolutions import BY_TWO
from jinlin.instruments.payouts.selectors import Form, TroubleInfo
from jinlin.kernel.registry.selectors import names_of
from jinlin.lib.errors import BadInput, NotFound
from jinlin.web.forms.fields import Ground, Option, field_of
from jinlin.web.payouts.frame import PAGE, Frame, framed, number_in, page, paged

FORMS: dict[Form, tuple[str, str]] = {
    "pain001.09": ("xml", "application/xml"),
    "pain001.03": ("xml", "application/xml"),
    "csv": ("csv", "text/csv"),
}


@require_safe
@never_cache
def bank(request: HttpRequest, number: str) -> HttpResponse:
    """What went to the bank, and what it answered."""
    frame = framed(request, number)
    sends = frame.view.definition.actions[actions.action_for(frame.view.definition, "send")]
    return page(
        request,
        frame,
        "bank",
        "bank",
        files=selectors.files_of(frame.view.case.id)[::-1],
        answers=selectors.answer_files_of(frame.view.case.id),
        may_fetch=policies.may_fetch_files(frame.view, sends),
        may_answer=frame.action_of("answers"),
    )


@require_safe
@never_cache
def download(request: HttpRequest, number: str, n: int, form: str) -> HttpResponseBase:
    """A file for the bank, in one of its forms, to be kept and never run by the browser."""
    frame = framed(request, number)
    known = next((one for one in FORMS if one == form), None)
    if known is None or n >= 2**31:
        raise NotFound("没有这个银行文件", "There is no such file for the bank")
    out = TemporaryFile()  # noqa: SIM115 -- the response closes it
    actions.fetch_bank_file(number, n, known, out, frame.actor)
    out.seek(0)
    ending, media = FORMS[known]
    name = f"{number}-{n}-{form.replace('.', '-')}.{ending}"
    response = FileResponse(out, as_attachment=True, filename=name, content_type=media)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
@never_cache
def answers_template(request: HttpRequest, number: str) -> HttpResponse:
    """A file for answers that somebody types: a row for each payment under way, its outcome left empty."""
    frame = framed(request, number)
    sends = frame.view.definition.actions[actions.action_for(frame.view.definition, "send")]
    policies.may_fetch_files(frame.view, sends).require()
    content = selectors.answers_to_fill_in(frame.view.case.id)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{number}-answers.csv"'
    return response


@require_safe
@never_cache
def exceptions(request: HttpRequest, number: str) -> HttpResponse:
    """Open exceptions, each with the ways in which it can be resolved; or those that were."""
    frame = framed(request, number)
    resolved, after = "resolved" in request.GET, number_in(request, "after")
    found = selectors.troubles(number, frame.actor, is_open=not resolved, after=after, limit=PAGE + 1)
    shown = paged(found)
    names = names_of(one.proposed_by for one in shown["rows"])
    return page(
        request,
        frame,
        "exceptions",
        "exceptions",
        rows=[
            (one._replace(proposed_by=names.get(one.proposed_by, one.proposed_by)), list(_ways(frame, one)))
            for one in shown["rows"]
        ],
        next=shown["next"],
        resolved=resolved,
        action=frame.action_of("resolve"),
        word=frame.action_of("bank_word"),
        reason=frame.why_not("resolve"),
    )


def _ways(frame: Frame, one: TroubleInfo) -> Iterator[Option]:
    """The ways that fit this kind, as the pack calls them."""
    definition = frame.view.definition
    ask = definition.actions[actions.action_for(definition, "resolve")].asks["resolution"]
    known = field_of("resolution", ask, Ground.of(definition, frame.world)).options
    names = {option.value: option.label for option in known}
    able = (way for way in one.ways if way not in BY_TWO or way == one.proposal or one.resolved_at)
    return (Option(way, names.get(way, way)) for way in able)


@require_safe
@never_cache
def shares(request: HttpRequest, number: str) -> HttpResponse:
    """Shares on their way, perhaps only those that lie in one place: held, returned, unclaimed."""
    frame, place = framed(request, number), request.GET.get("place", "")
    if place and place not in PLACES:
        raise BadInput("没有这个去处", "There is no such place")
    after = number_in(request, "after")
    found = selectors.instructions(number, frame.actor, place=place or None, after=after, limit=PAGE + 1)
    return page(
        request,
        frame,
        "shares",
        "shares",
        **paged(found),
        place=place,
        places=PLACES,
        picks=[step for step in ("reissue", "set_aside") if frame.action_of(step)],
    )
