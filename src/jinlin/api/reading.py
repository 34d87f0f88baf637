"""Addresses that anybody's page may read: their answers are public, and no cookie signs anybody in."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from jinlin.lib.words import Words

if TYPE_CHECKING:
    from jinlin.api.guard import View


Say = Callable[[Words], str]
"""How words are said to one caller."""
NOT_XML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def readable_anywhere(view: View) -> View:
    """`view`, whose answers to GET a browser hands to scripts of any site (CORS)."""

    @wraps(view)
    def told_everybody(request: HttpRequest, **parts: object) -> HttpResponseBase:
        response = view(request, **parts)
        patch_vary_headers(response, ("Accept-Language",))
        if request.method == "GET":
            response["Access-Control-Allow-Origin"] = "*"
        return response

    return told_everybody


def said(words: Words, request: HttpRequest) -> str:
    """The words in the language that the caller asks for first; Chinese if that is not English."""
    return words.in_(request.headers.get("Accept-Language", "")[:2].lower())


def in_language_of(request: HttpRequest) -> Say:
    """How words are said to this caller."""
    return lambda words: said(words, request)


def xml_text(text: str) -> str:
    """The text, with a mark in place of each character that XML 1.0 cannot hold."""
    return NOT_XML.sub("\ufffd", text)
