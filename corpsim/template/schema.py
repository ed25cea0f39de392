"""The format as JSON Schema, one for each kind of file, for editors that complete and check while one writes."""

from typing import Any

from corpsim.template.sheets import MANY, OPTIONAL, REQUIRED


def world_schemas() -> dict[str, dict[str, Any]]:
    """File name (or pattern) to its JSON Schema. Of a Markdown file it is the front matter that is described."""
    return {name: _schema(name, model.model_json_schema()) for name, model in {**REQUIRED, **OPTIONAL, **MANY}.items()}


def schema_file(kind: str) -> str:
    """What the schema of a kind of file is called as a file of its own: `people.yaml.schema.json`."""
    return f"{kind.replace('/**', '').replace('/*', '')}.schema.json"


def _schema(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": name}
    if name.endswith(".yaml"):
        return schema
    # The text below the front matter is the field `body` to the loader, and no field to an editor.
    schema["properties"] = {field: value for field, value in schema["properties"].items() if field != "body"}
    schema["required"] = [field for field in schema.get("required", []) if field != "body"]
    return schema
