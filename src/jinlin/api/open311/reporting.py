"""POST requests: a report becomes a case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from jinlin.api.caller import Caller
from jinlin.api.open311.answers import Answers, in_their_words
from jinlin.api.open311.formats import respond
from jinlin.api.open311.forms import Form, read_form
from jinlin.api.open311.parameters import check_jurisdiction
from jinlin.api.open311.services import Service, service
from jinlin.api.open311.tokens import token_of
from jinlin.api.reading import in_language_of
from jinlin.kernel.cases.actions import open_case
from jinlin.kernel.cases.actions.opening import Opened
from jinlin.kernel.cases.open311 import CHANNEL
from jinlin.kernel.cases.selectors import is_public
from jinlin.kernel.registry.actors import ANYONE
from jinlin.kernel.registry.attempts import Attempts
from jinlin.kernel.registry.clients import client_of
from jinlin.kernel.registry.selectors import actor_by_token
from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words

KNOWN = Words(zh="带上 api_key 就不受此限", en="With an api_key there is no such limit")


def report(request: HttpRequest, format: str) -> HttpResponse:
    """Open a case. It is answered with its number, or with a token if a person looks at it first.

    The header `X-Tracking-Code` gives the code by which whoever reported can follow it in any case.
    """
    form = read_form(request)
    by = _reporter(form)
    check_jurisdiction(form.texts, by.world)
    if not form.text("service_code"):
        raise BadInput("未提供 service_code", "service_code was not provided")
    wanted = service(form.text("service_code"), by.world)
    opened = _opened(wanted, form, by) if by.token else _opened_by_anyone(request, wanted, form, by)
    name, value = _named(opened, by)
    say = in_language_of(request)
    notice = say(wanted.definition.states[opened.case.state].say)
    if opened.doubt:
        notice = f"{notice} {say(opened.doubt.words)}"
    response = respond(format, "service_requests", [{name: value, "service_notice": notice}])
    response["X-Tracking-Code"] = opened.tracking_code
    return response


def _opened(wanted: Service, form: Form, by: Caller) -> Opened:
    answers = Answers(wanted, form).all()
    try:
        return open_case(wanted.definition.key, answers, by.actor, channel=CHANNEL, world=by.world)
    except BadInput as trouble:
        raise in_their_words(trouble, wanted) from None


def _opened_by_anyone(request: HttpRequest, wanted: Service, form: Form, by: Caller) -> Opened:
    """The same, but not too often from one address."""
    with Attempts.of_reporting(client_of(request), KNOWN).counted():
        return _opened(wanted, form, by)


def _named(opened: Opened, by: Caller) -> tuple[str, str]:
    number = opened.case.number
    if is_public(opened.case, world=by.world):
        return "service_request_id", number
    return "token", token_of(number)


def _reporter(form: Form) -> Caller:
    """Whose api_key it is; anyone without one."""
    if key := form.text("api_key"):
        return Caller(*actor_by_token(key), token=key)
    return Caller(ANYONE)
