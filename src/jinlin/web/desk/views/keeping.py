"""Taking a list along: as a file, or as a view that one keeps."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from jinlin.kernel.cases.actions import record_export
from jinlin.kernel.registry import actions as registry_actions
from jinlin.kernel.registry import selectors as registry
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotFound
from jinlin.lib.text import mask_text
from jinlin.web.desk.export import MOST, WRITERS, sheet_of
from jinlin.web.desk.lists import Asked
from jinlin.web.desk.who import officer
from jinlin.web.replica import elsewhere


@require_safe
def export(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """A list as CSV or XLSX, at most 10,000 rows; that it was taken is journaled."""
    actor, world = officer(request), registry.world()
    format = request.GET.get("format", "csv")
    if format not in WRITERS:
        raise NotFound("只能导出 csv 或 xlsx", "A list is exported as csv or xlsx")
    asked = Asked.read(name, request.GET)
    with elsewhere(request):
        rows = list(asked.all(actor, world, MOST + 1))
    if len(rows) > MOST:
        raise BadInput(
            f"超过{MOST}行，不能一次导出；请先筛选，例如按登记日期分段",
            f"More than {MOST} rows; narrow the list first, as by the day on which cases were opened",
        )
    sheet = sheet_of(rows, actor, world)
    record_export(actor, name, {**asked.given, "text": mask_text(asked.text)}, format, len(rows))
    media_type, written = WRITERS[format]
    response = StreamingHttpResponse(written(sheet), content_type=media_type)
    file = f"{asked.kind.name.zh}-{clock.today():%Y%m%d}.{format}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file) or ""
    return response


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the list that is on the screen under a name, or forget one that was kept."""
    actor, back = officer(request), request.POST.get("address", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("desk_work")
    if forgotten := request.POST.get("forget"):
        registry_actions.forget_view(actor, forgotten)
    else:
        registry_actions.save_view(actor, request.POST.get("name", ""), back)
    return redirect(back)
