"""The format of worlds for editors, with the tools, habits, labels and acts there are."""

from typing import Any

from corpsim.catalog.parts import everything
from corpsim.parts import Parts
from corpsim.template import Template, describe_format, schema_file


def world_schemas(template: Template | None = None) -> dict[str, dict[str, Any]]:
    """Kind of file (`people.yaml`, `mails/*.md`) to its JSON Schema, with the names of this installation.

    With a template it is the names of that world, those of its own module among them.
    """
    if template is None:
        return describe_format(everything())
    return describe_format(Parts(template.tools, template.habits, template.detectors, template.acts))


def schema_files() -> dict[str, dict[str, Any]]:
    """The same by the names under which the schemas are kept beside a world."""
    return {schema_file(kind): schema for kind, schema in world_schemas().items()}
