"""The format as JSON Schema, one for each kind of file, for editors that complete, explain and check."""

from collections.abc import Mapping
from typing import Any

from corpsim.parts import Parts
from corpsim.template.schema_parts import factor_schemas, habit_schema, names, step_schema, when_schema
from corpsim.template.sheets import MANY, OPTIONAL, REQUIRED

Schema = dict[str, Any]


def describe_format(known: Parts) -> dict[str, Schema]:
    """File name (or pattern) to its JSON Schema. Of a Markdown file it is the front matter that is described."""
    parts = {
        "step": step_schema(known.tools),
        "habit": habit_schema(known.habits),
        "label": names(known.detectors),
        "act": names(known.acts),
        "when": when_schema(),
        "factors": factor_schemas(),
    }
    models = {**REQUIRED, **OPTIONAL, **MANY}
    return {name: _whole(name, _filled(model.model_json_schema(), parts)) for name, model in models.items()}


def schema_file(kind: str) -> str:
    """What the schema of a kind of file is called as a file of its own: `people.yaml.schema.json`."""
    return f"{kind.replace('/**', '').replace('/*', '')}.schema.json"


def _whole(name: str, schema: Schema) -> Schema:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": name}
    if name.endswith(".yaml"):
        return schema
    # The text below the front matter is the field `body` to the loader, and no field to an editor.
    schema["properties"] = {field: value for field, value in schema["properties"].items() if field != "body"}
    schema["required"] = [field for field in schema.get("required", []) if field != "body"]
    return schema


def _filled(value: Any, parts: Mapping[str, Schema]) -> Any:
    """A schema with the `parts` in the places that are marked for them, and without what says nothing to a reader."""
    if isinstance(value, list):
        return [_filled(item, parts) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _filled(item, parts) for key, item in value.items() if not _idle(key, item)}
    kept = {**parts.get(kept.pop("x-part", ""), {}), **kept}
    if "patternProperties" in kept:
        kept.setdefault("additionalProperties", False)
    if "enum" in kept.get("propertyNames", {}):
        labels = kept.pop("propertyNames")["enum"]
        kept |= {"properties": dict.fromkeys(labels, kept["additionalProperties"]), "additionalProperties": False}
    return kept


def _idle(key: str, item: Any) -> bool:
    return (key == "title" and isinstance(item, str)) or (key == "default" and item in (None, [], {}))
