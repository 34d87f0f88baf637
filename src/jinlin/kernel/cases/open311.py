"""What Open311 GeoReport v2 makes of a type of case: by which parameters its form is filled."""

from __future__ import annotations

from collections.abc import Mapping

from jinlin.kernel.cases.definition import AskType, Definition

CHANNEL = "open311"
DATATYPES: Mapping[AskType, str] = {
    "text": "string",
    "long_text": "text",
    "integer": "number",
    "money": "number",
    "date": "datetime",
    "moment": "datetime",
    "yes_no": "singlevaluelist",
    "choice": "singlevaluelist",
    "code": "singlevaluelist",
    "area": "singlevaluelist",
    "organisation": "singlevaluelist",
    "span": "string",
}
"""The datatype of an attribute by the type of the field. Other types cannot be asked for in a form."""


def parameters(definition: Definition) -> dict[str, str]:
    """The fields that parameters of the protocol fill, each with the name of its parameter."""
    ours = definition.open311
    if ours is None:
        return {}
    named = {
        definition.classified_by: "service_code",
        definition.placed_by: "lat, long",
        definition.title: "description",
        ours.description: "description",
        ours.address: "address_string",
        ours.reporter: "first_name",
    }
    attributes = {name: f"attribute[{name}]" for name in ours.attributes}
    return {name: parameter for name, parameter in named.items() if name} | attributes
