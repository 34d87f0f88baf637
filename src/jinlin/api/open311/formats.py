"""The two formats of GeoReport: JSON as it is, and XML whose elements are named after the keys."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.http import HttpResponse
from django.utils.xmlutils import SimplerXMLGenerator
from pydantic_core import to_json

from jinlin.api.reading import xml_text

MEDIA = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
SINGULAR = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "fields": "field",
    "notes": "note",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}
"""What one element of a list is called."""
NO_ATTRIBUTES: AttributesImpl[str] = AttributesImpl({})


def respond(format: str, name: str, body: Any, status: int = 200) -> HttpResponse:
    """The body in this format; `name` is the root element that XML has besides."""
    written = to_json(body) if format == "json" else _xml(name, body).encode()
    response = HttpResponse(written, status=status, content_type=MEDIA[format])
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _xml(name: str, body: Any) -> str:
    out = StringIO()
    writer = SimplerXMLGenerator(out, "utf-8")
    writer.startDocument()
    _element(writer, name, body)
    writer.endDocument()
    return out.getvalue()


def _element(writer: SimplerXMLGenerator, name: str, value: Any) -> None:
    writer.startElement(name, NO_ATTRIBUTES)
    if isinstance(value, Mapping):
        for key, one in value.items():
            _element(writer, key, one)
    elif isinstance(value, list):
        for one in value:
            _element(writer, SINGULAR[name], one)
    elif value is not None:
        writer.characters(xml_text(_text(value)))
    writer.endElement(name)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
