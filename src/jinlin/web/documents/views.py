"""Whether a paper is genuine and in force: what its QR code opens, for anybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from jinlin.instruments.documents.judging import WORTH, Judged, Verdict, judge
from jinlin.instruments.documents.selectors import DocumentInfo, by_code
from jinlin.instruments.documents.validity import Status
from jinlin.instruments.documents.verifying import LARGEST
from jinlin.lib.errors import BadInput
from jinlin.web.sizes import takes_files

FORM_EXTRA = 64 * 1024  # bytes: what the envelope of a form may add to its file


# No cookie decides anything here and nothing is changed: there is nothing to forge. Without the exemption
# the whole file would be read before anybody could say that it is too large.
@takes_files(LARGEST)
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def anything(request: HttpRequest) -> HttpResponse:
    """Somebody has a paper or a file, and wants to know."""
    if request.method == "POST":
        return _judged(request, None)
    if code := request.GET.get("code", "").strip():
        return redirect("verify_document", code=by_code(code).code)
    return render(request, "documents/verify.html")


@takes_files(LARGEST)
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, code: str) -> HttpResponse:
    """The document that bears this code; a file that is sent is compared with it."""
    known = by_code(code)
    if request.method == "POST":
        return _judged(request, known)
    return render(request, "documents/verify.html", _page(known))


def _judged(request: HttpRequest, known: DocumentInfo | None) -> HttpResponse:
    found = judge(_file(request), known.code if known else None)
    shown = found.document if found.verdict is Verdict.OTHER else known or found.document
    return render(request, "documents/verify.html", _page(shown, found))


def _page(known: DocumentInfo | None, found: Judged | None = None) -> dict[str, object]:
    return {
        "document": known,
        "worth": WORTH[known.status] if known else None,
        "counts": known is not None and known.status is Status.IN_FORCE,
        "found": found,
        "genuine": found is not None and found.verdict is Verdict.GENUINE,
    }


def _file(request: HttpRequest) -> bytes:
    """The file that was sent. BadInput if there is none, or it is too large to be a document."""
    told = str(request.META.get("CONTENT_LENGTH") or "")
    size = int(told) if told.isascii() and told.isdigit() else 0
    if size > LARGEST + FORM_EXTRA or request.META.get("HTTP_TRANSFER_ENCODING"):
        raise BadInput(
            "文件超过10MB，不是本系统出具的文书", "Over 10 MB: not a document that was issued here"
        )
    file = request.FILES.get("file")
    if file is None:
        raise BadInput("请选择一个PDF文件", "Choose a PDF file")
    return bytes(file.read())
