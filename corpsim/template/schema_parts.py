"""The parts of the schemas that depend on what there is: tools, habits, labels, factors."""

from collections.abc import Iterable, Mapping
from typing import Any

from corpsim.habit import HabitKind
from corpsim.template.format.habits import FACTS
from corpsim.template.format.shared import SHARED
from corpsim.tool import Tool

Schema = dict[str, Any]

_WORD: Schema = {"type": "string"}
_WORDS: Schema = {"anyOf": [_WORD, {"type": "array", "items": _WORD, "minItems": 1}]}


def when_schema() -> Schema:
    """Factor to a level or several, those of the shared factors by name."""
    factors = {name: _one_or_several({"enum": list(levels)}) for name, levels in SHARED.items()}
    return {"type": "object", "properties": factors, "additionalProperties": _WORDS}


def _one_or_several(item: Schema) -> Schema:
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]}


def factor_schemas() -> Schema:
    """The shared factors with all of their levels; others may stand beside them."""
    return {
        "properties": {
            name: {
                "$ref": "#/$defs/FactorEntry",
                "properties": {
                    "default": {"enum": list(levels)},
                    "levels": {
                        "required": list(levels),
                        "properties": dict.fromkeys(levels, True),
                        "additionalProperties": False,
                    },
                },
            }
            for name, levels in SHARED.items()
        }
    }


def names(known: Iterable[str]) -> Schema:
    """One of these, such as the labels that somebody decides."""
    return {"type": "string", "enum": sorted(known)}


def step_schema(tools: Mapping[str, Tool]) -> Schema:
    """One call: a tool with its arguments, and the levels under which it is made."""
    calls = {name: _arguments(tools[name]) for name in sorted(tools)}
    when = {**when_schema(), "description": "The levels under which this call is made."}
    call = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 2,
        "properties": {**calls, "when": when},
        "additionalProperties": False,
    }
    return {"if": {"required": ["each"]}, "then": _each(when), "else": call, "type": "object"}


def _each(when: Schema) -> Schema:
    """Steps that are made for every case of a kind."""
    count = {"type": "integer", "minimum": 0}
    inner = {"type": "array", "items": {"type": "object"}, "minItems": 1, "description": "The steps for each."}
    return {
        "type": "object",
        "required": ["each", "steps"],
        "properties": {
            "each": {**_WORD, "description": "A case, or a kind of cases; {each.id} is the one at hand."},
            "steps": inner,
            "first": {**count, "description": "Only so many of them."},
            "after": {**count, "description": "Without the first so many."},
            "when": when,
        },
        "additionalProperties": False,
    }


def _arguments(tool: Tool) -> Schema:
    schema = _bare(tool.arguments.model_json_schema())
    # Several addresses may stand in one text, too, and a figure in a placeholder.
    fields = {name: _open_to_words(field) for name, field in schema.get("properties", {}).items()}
    return {**schema, "type": ["object", "null"], "properties": fields, "description": tool.description}


def _open_to_words(field: Schema) -> Schema:
    """An argument that may also be a text with placeholders: a figure, yes or no, a list, one of some words."""
    if field.get("type") == "string" and "enum" not in field:
        return field
    if field.get("items", {}).get("type") in ("number", "integer"):
        field = {**field, "items": {"anyOf": [field["items"], _WORD]}}
    return {"anyOf": [field, _WORD], "description": field.get("description", "")}


def habit_schema(habits: Mapping[str, HabitKind]) -> Schema:
    """A habit, as `name: {parameters}` or with `name`, `with` and `when`."""
    short = {name: _parameters(habits[name]) for name in sorted(habits)}
    long: dict[str, Schema] = {
        "name": {"enum": sorted(habits), "description": "What the habit is called."},
        "with": {"type": "object", "description": "Its parameters."},
        "when": {**when_schema(), "description": "The levels under which somebody has it."},
    }
    return {
        "type": "object",
        "minProperties": 1,
        "properties": {**short, **long},
        "additionalProperties": False,
        "if": {"required": ["name"]},
        "then": {"propertyNames": {"enum": sorted(long)}, "allOf": [_with(name, short[name]) for name in short]},
        "else": {"maxProperties": 1, "propertyNames": {"enum": sorted(short)}},
    }


def _with(name: str, parameters: Schema) -> Schema:
    """What may stand under `with` for one habit."""
    return {
        "if": {"properties": {"name": {"const": name}}},
        "then": {"properties": {"with": parameters}, **({"required": ["with"]} if parameters["required"] else {})},
    }


def _parameters(habit: HabitKind) -> Schema:
    schema = _bare(habit.parameters.model_json_schema())
    # The habit gets the spellings of facts; a file names the facts.
    fields = {name: _WORDS if name in FACTS else field for name, field in schema.get("properties", {}).items()}
    return {
        "type": "object" if schema.get("required") else ["object", "null"],
        "description": " ".join((habit.function.__doc__ or "").split()),
        "properties": fields,
        "required": schema.get("required", []),
        "additionalProperties": False,
    }


def _bare(schema: Schema) -> Schema:
    """The schema of arguments without the titles that are made of their names."""
    fields = {
        name: {key: value for key, value in field.items() if key != "title"}
        for name, field in schema.get("properties", {}).items()
    }
    return {**{key: value for key, value in schema.items() if key != "title"}, "properties": fields}
