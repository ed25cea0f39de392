"""The format as JSON Schema, for editors."""

import json

from corpsim.template import world_schemas


def test_there_is_a_schema_for_every_kind_of_file():
    """Each is valid JSON and says that nothing else may stand in the file."""
    schemas = world_schemas()
    assert {"world.yaml", "people.yaml", "mails/*.md", "witnesses/*.yaml", "shares/**"} <= schemas.keys()
    assert json.loads(json.dumps(schemas)) == schemas
    assert schemas["world.yaml"]["additionalProperties"] is False
    assert schemas["events.yaml"]["type"] == "array"


def test_front_matter_has_no_body():
    """The text below the front matter is no field of it."""
    schema = world_schemas()["mails/*.md"]
    assert "from" in schema["properties"]
    assert "body" not in schema["properties"]
    assert "body" not in schema["required"]


def test_editors_see_the_words_of_the_files():
    """Fields are called as in the file, choices are listed, and a field says what it is for."""
    world = world_schemas()["world.yaml"]
    assert world["$defs"]["ControlEntry"]["properties"]["guards"]["enum"] == ["oversight", "continuity"]
    assert world["$defs"]["ControlEntry"]["properties"]["may_change"]["items"]["description"].startswith("A role")
