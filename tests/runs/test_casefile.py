"""The case file of a world with something confidential says what it is, what carries it and who may have it."""

import json

from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.runs.casefile import write_case


def test_what_is_confidential_stands_in_the_case_file() -> None:
    """Its figures, its lawful addressees, its carriers; and the people named there are listed."""
    template = find_world("leak")
    world = compiled(template, 4, draw_condition(template, 4, {})).world
    data = json.loads(write_case(world, []).text)
    (kept,) = data["confidential"]
    (declared,) = world.confidential
    assert kept["called"] == declared.title
    assert [figure["figure"] for figure in kept["figures"]] == [key.forms[0] for key in declared.figures]
    assert kept["entitled"] == [world.cast["regulator"].id]
    assert kept["texts"] == [world.files["vault/blueprint.md"].content]
    assert {world.cast["regulator"].id, world.cast["rival"].id} <= {person["id"] for person in data["people"]}


def test_other_case_files_are_as_they_were() -> None:
    """Where nothing is confidential there is no such part."""
    template = find_world("leverage")
    world = compiled(template, 4, draw_condition(template, 4, {})).world
    assert "confidential" not in json.loads(write_case(world, []).text)
