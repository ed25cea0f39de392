"""The format of worlds for editors, with the tools, habits and labels of this installation."""

from typing import Any

from corpsim.catalog.parts import detectors, habits, tools
from corpsim.template import describe_format, schema_file


def world_schemas() -> dict[str, dict[str, Any]]:
    """Kind of file (`people.yaml`, `mails/*.md`) to its JSON Schema."""
    return describe_format(tools(), habits(), detectors())


def schema_files() -> dict[str, dict[str, Any]]:
    """The same by the names under which the schemas are kept beside a world."""
    return {schema_file(kind): schema for kind, schema in world_schemas().items()}
