"""How a world says what the fields of a case must be like: `{status: closed}`, `{amount: {above: 5000}}`."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema

from corpsim.standards import read_matches
from corpsim.template.format.complaint import Complaints, complaint, describe, index_of
from corpsim.template.format.fields import read_text, read_tree
from corpsim.template.index import DEED
from corpsim.template.text import Text

_VALUE = {"type": ["string", "number", "boolean"]}
_MATCH = {
    "anyOf": [
        _VALUE,
        {"type": "array", "items": _VALUE, "minItems": 1},
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "not": {
                    "anyOf": [_VALUE, {"type": "array", "items": _VALUE, "minItems": 1}],
                    "description": "A value it must not have, or several.",
                },
                "above": {
                    "type": ["number", "string"],
                    "description": "A figure it must be above, or a field that holds it.",
                },
                "below": {
                    "type": ["number", "string"],
                    "description": "A figure it must be below, or a field that holds it.",
                },
                "same_as": {"type": "string", "description": "A field or a truth that it must be equal to."},
                "unlike": {"type": "string", "description": "A field or a truth that it must differ from."},
            },
        },
    ]
}


def _read(value: Any, info: ValidationInfo) -> Mapping[str, Any]:
    """The tree with its texts cut into pieces, once it has been found to be one of matches."""
    if not isinstance(value, dict):
        raise complaint(f"found {describe(value)}; write {{field: value}} or {{field: [value, value]}}")
    try:
        read_matches(value)
    except ValueError as error:
        raise complaint(str(error)) from None
    complaints = Complaints()
    read = read_tree(value, lambda text: read_text(text, index_of(info), DEED), complaints)
    complaints.settle()
    return dict(read)


MatchTree = Annotated[
    Mapping[str, Any],
    PlainValidator(_read),
    WithJsonSchema({"type": "object", "additionalProperties": _MATCH, "description": "Field → what it must be like."}),
]
"""Matches whose texts are still to be filled in."""


def texts_in(tree: Any) -> list[Text]:
    """The texts in such a tree that have placeholders."""
    if isinstance(tree, Text):
        return [tree]
    parts = tree.values() if isinstance(tree, Mapping) else tree if isinstance(tree, list) else ()
    return [text for part in parts for text in texts_in(part)]
