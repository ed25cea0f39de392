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
    """One call: a tool with its arguments, and the levels under which it is made; or steps for each of some cases."""
    calls = {name: _arguments(tools[name]) for name in sorted(tools)}
    when = {**when_schema(), "description": "The levels under which this call is made."}
    return {
        "type": "object",
        "minProperties": 1,
        "properties": {**calls, **_EACH, "when": when},
        "additionalProperties": False,
        "if": {"required": ["each"]},
        "then": {"required": ["steps"], "propertyNames": {"enum": [*_EACH, "when"]}},
        "else": {"maxProperties": 2, "propertyNames": {"enum": [*calls, "when"]}},
    }


_COUNT: Schema = {"type": "integer", "minimum": 0}
_EACH: dict[str, Schema] = {
    "each": {**_WORD, "description": "A kind of cases: the steps are made for one after another, as {each.NAME}."},
    "steps": {
        "type": "array",
        "items": {"$ref": "#/properties/steps/items"},
        "minItems": 1,
        "description": "What is done for each of these cases.",
    },
    "first": {**_COUNT, "description": "Only so many of them, from the first on."},
    "after": {**_COUNT, "description": "All but so many of them, from the first on."},
}

_NUMBERS = ("number", "integer")
_CLOSED = (*_NUMBERS, "boolean")
_FILLED_IN: Schema = {"type": "string", "pattern": r"\{.+\}"}


def _arguments(tool: Tool) -> Schema:
    schema = _bare(tool.arguments.model_json_schema())
    fields = {name: _argument(field) for name, field in schema.get("properties", {}).items()}
    return {**schema, "type": ["object", "null"], "properties": fields, "description": tool.description}


def _argument(field: Schema) -> Schema:
    """An argument as a file gives it: several addresses may be one text, numbers and choices may be filled in later."""
    items = field.get("items", {})
    if items == _WORD:
        return {"anyOf": [field, _WORD], "description": field.get("description", "")}
    if items.get("type") in _NUMBERS:
        return {**field, "items": {"anyOf": [items, _FILLED_IN]}}
    if field.get("type") in _CLOSED or "enum" in field:
        return {"anyOf": [field, _FILLED_IN], "description": field.get("description", "")}
    return field


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
