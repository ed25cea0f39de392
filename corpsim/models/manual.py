"""The tools for a model without native calls: a manual in words, and one JSON schema that admits nothing but a call."""

from collections.abc import Iterable, Mapping
from typing import Any

HOW = (
    "You act by calling tools. Answer each message with one JSON object and nothing else, of the form "
    '{"tool": "NAME", "args": {"ARGUMENT": VALUE}}. You are then told the result. The tools:'
)


def write_manual(tools: Iterable[Mapping[str, Any]]) -> str:
    """What stands below the briefing: how to call, and one paragraph a tool."""
    return "\n".join([HOW, *(_entry(tool["function"]) for tool in tools)])


def _entry(function: Mapping[str, Any]) -> str:
    parameters = function.get("parameters", {})
    required = parameters.get("required", ())
    shown = [
        f"{name}{'' if name in required else '?'}: {_type(schema)}"
        for name, schema in parameters.get("properties", {}).items()
    ]
    about = " ".join(str(function.get("description", "")).split())
    return f"- {function['name']}({', '.join(shown)}): {about}"


def _type(schema: Mapping[str, Any]) -> str:
    """The type of an argument in a word, with its description where it has one."""
    if "enum" in schema:
        word = " or ".join(str(level) for level in schema["enum"])
    elif schema.get("type") == "array":
        word = f"list of {_type(schema.get('items', {}))}"
    elif "anyOf" in schema:
        word = " or ".join(_type(option) for option in schema["anyOf"])
    else:
        word = str(schema.get("type", "value"))
    about = schema.get("description")
    return f"{word} ({about})" if about else word


def call_schema(tools: Iterable[Mapping[str, Any]], longest_text: int | None = None) -> dict[str, Any]:
    """A JSON schema of one call of any of the tools; definitions shared by arguments move to the top.

    `longest_text` bounds the characters of each text in a call, for small models that would never end one.
    """
    forms: list[dict[str, Any]] = []
    shared: dict[str, Any] = {}
    for tool in tools:
        function = tool["function"]
        arguments = _bounded(function.get("parameters") or {"type": "object", "properties": {}}, longest_text)
        shared.update(arguments.pop("$defs", {}))
        forms.append(_form(function["name"], arguments))
    schema: dict[str, Any] = {"anyOf": forms}
    return {**schema, "$defs": shared} if shared else schema


def _bounded(schema: Any, longest_text: int | None) -> Any:
    """A schema with our bound on texts instead of its own: grammars built from a bound in the thousands fail."""
    if isinstance(schema, list):
        return [_bounded(part, longest_text) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    parts = {name: _bounded(part, longest_text) for name, part in schema.items() if name != "maxLength"}
    free_text = longest_text is not None and schema.get("type") == "string" and "enum" not in schema
    return {**parts, "maxLength": longest_text} if free_text else parts


def _form(name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"tool": {"type": "string", "enum": [name]}, "args": arguments},
        "required": ["tool", "args"],
        "additionalProperties": False,
    }
