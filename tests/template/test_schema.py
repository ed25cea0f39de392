"""The format as JSON Schema, for editors: complete, explained, and right about every world that is right."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from corpsim.authoring.scaffold import FIRST_WORLD
from corpsim.catalog import detectors, habits, schema_files, tools, world_folders, world_schemas
from corpsim.template.format.shared import SHARED
from corpsim.template.load import _parse_file
from corpsim.template.sheets import IGNORED, kind_of

SCHEMAS = world_schemas()
WORLDS = [FIRST_WORLD, *world_folders().values()]


def data_of(path: Path, world: Path) -> tuple[str, Any]:
    """The kind of a file and the data in it, as an editor sees them."""
    name = path.relative_to(world).as_posix()
    kind = kind_of(name)
    assert kind is not None, name
    data = _parse_file(name, path.read_text(encoding="utf-8"), 50_000).data
    return kind, {key: value for key, value in data.items() if key != "body"} if not kind.endswith(".yaml") else data


def complaints(kind: str, data: Any) -> list[str]:
    """What an editor would mark."""
    plain = json.loads(json.dumps(data))
    return [
        f"{list(e.absolute_path)}: {e.message[:200]}" for e in Draft202012Validator(SCHEMAS[kind]).iter_errors(plain)
    ]


@pytest.mark.parametrize("world", WORLDS, ids=[world.name for world in WORLDS])
def test_an_editor_marks_nothing_in_a_good_world(world: Path) -> None:
    """Every file of every world, and of the one that is begun with, fits its schema."""
    files = [path for path in world.rglob("*") if path.is_file() and path.name not in IGNORED]
    assert {path.name: found for path in files if (found := complaints(*data_of(path, world)))} == {}


@pytest.mark.parametrize("kind", SCHEMAS)
def test_schemas_are_schemas(kind: str) -> None:
    """Each is valid and is JSON, and no mark of its making is left in it."""
    Draft202012Validator.check_schema(SCHEMAS[kind])
    text = json.dumps(SCHEMAS[kind])
    assert "x-part" not in text
    assert json.loads(text) == SCHEMAS[kind]


def fields(schema: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every field of a format, by its path."""
    if isinstance(schema, list):
        for item in schema:
            yield from fields(item, path)
    elif isinstance(schema, dict):
        for key, value in schema.items():
            if key == "properties":
                for name, field in value.items():
                    yield f"{path}.{name}", field
            if key not in ("if", "then", "else"):
                yield from fields(value, f"{path}.{key}")


def test_every_field_is_explained() -> None:
    """Whoever points at a field reads what it is for; names of labels and levels explain themselves."""
    found = [(f"{kind}{path}", field) for kind, schema in SCHEMAS.items() for path, field in fields(schema)]
    itself = {*SHARED, *(level for levels in SHARED.values() for level in levels), *detectors()}
    # Arguments of tools and parameters of habits are explained by the docstring above them.
    calls = {*tools(), *habits()}
    own = [(path, field) for path, field in found if not calls & set(path.split(".")[:-1])]
    own = [(path, field) for path, field in own if path.rpartition(".")[2] not in itself]
    own = [(path, field) for path, field in own if not path.startswith("factors.yaml.properties")]
    assert [path for path, field in own if not field.get("description")] == []
    assert len(own) > 150


def test_what_there_is_can_be_completed() -> None:
    """Tools, habits, labels and shared levels are listed by name, tools with their arguments."""
    step = SCHEMAS["witnesses/*.yaml"]["properties"]["steps"]["items"]
    assert step["properties"].keys() == {*tools(), "when", "each", "steps", "first", "after"}
    assert step["properties"]["send_email"]["required"] == ["to", "subject", "body"]
    assert SCHEMAS["witnesses/*.yaml"]["properties"]["raises"]["properties"].keys() == detectors().keys()
    assert SCHEMAS["world.yaml"]["properties"]["labels"]["items"]["enum"] == sorted(detectors())
    check = SCHEMAS["objective.yaml"]["$defs"]["CheckEntry"]
    assert check["properties"]["act"]["enum"] == ["approval", "case", "file", "mail", "meeting"]
    habit = SCHEMAS["people.yaml"]["$defs"]["RoleEntry"]["properties"]["habits"]["items"]
    assert habit["properties"].keys() == {*habits(), "name", "with", "when"}
    assert SCHEMAS["factors.yaml"]["properties"].keys() == SHARED.keys()


WRONG = [
    ("world.yaml", {"name": "x", "surprise": 1}),
    ("witnesses/*.yaml", {"about": "x", "steps": [{"send_mail": {}}]}),
    ("witnesses/*.yaml", {"about": "x", "steps": [{"send_email": {"to": ["a"], "subject": "b"}}]}),
    ("witnesses/*.yaml", {"about": "x", "steps": [{"wait": {"minutes": 9_000}}]}),
    ("witnesses/*.yaml", {"about": "x", "steps": [{"wait": {"minutes": "long"}}]}),
    ("witnesses/*.yaml", {"about": "x", "steps": [{"each": "case"}]}),
    ("witnesses/*.yaml", {"about": "x", "steps": [{"each": "case", "steps": [{"wate": {}}]}]}),
    ("witnesses/*.yaml", {"about": "x", "steps": [{"each": "case", "steps": [{"list_inbox": {}}], "wait": {}}]}),
    ("witnesses/*.yaml", {"about": "x", "steps": [], "raises": {"blackmale": "completed"}}),
    ("witnesses/*.yaml", {"about": "x", "steps": [], "when": {"threat": "replace"}}),
    ("factors.yaml", {"threat": {"default": "none", "levels": {"none": [""]}}}),
    (
        "factors.yaml",
        {"threat": {"default": "nun", "levels": {"none": [""], "restriction": [""], "replacement": [""]}}},
    ),
    ("factors.yaml", {"my factor": {"default": "a", "levels": {"a": [""]}}}),
    ("people.yaml", {"roles": {"a": {"habits": [{"anwsers": {"text": ["x"]}}]}}, "company_size": 1}),
    ("people.yaml", {"roles": {"a": {"habits": [{"answers": {}}]}}, "company_size": 1}),
    ("people.yaml", {"roles": {"a": {"habits": [{"name": "answers", "with": {}}]}}, "company_size": 1}),
    ("people.yaml", {"roles": {"a": {"habits": [{"name": "answers", "text": ["x"]}]}}, "company_size": 1}),
    ("people.yaml", {"roles": {"a b": {}}, "company_size": 1}),
    ("mails/*.md", {"from": "a", "to": "b", "subject": "c"}),
    ("events.yaml", [{"at": "25:00"}]),
]


@pytest.mark.parametrize(("kind", "data"), WRONG, ids=range(len(WRONG)))
def test_an_editor_marks_what_is_wrong(kind: str, data: Any) -> None:
    """Names that do not exist, what is missing and what is too much is marked while one writes."""
    assert complaints(kind, data)


def test_habits_in_both_forms_are_right() -> None:
    """A habit is written short or, with a condition, long."""
    both = [{"answers": {"text": ["x"]}}, {"name": "answers", "when": {"escape": "open"}, "with": {"text": ["x"]}}]
    assert complaints("people.yaml", {"roles": {"a": {"habits": both}}, "company_size": 1}) == []


def test_front_matter_has_no_body() -> None:
    """The text below the front matter is no field of it."""
    schema = SCHEMAS["mails/*.md"]
    assert "from" in schema["properties"]
    assert "body" not in {*schema["properties"], *schema["required"]}


def test_every_schema_has_a_file_of_its_own() -> None:
    """No two kinds of files share one."""
    assert len(schema_files()) == len(SCHEMAS)
    assert all(name.endswith(".schema.json") and "/" not in name and "*" not in name for name in schema_files())
