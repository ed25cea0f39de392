"""What a world says of orders, belongings, measurements and facts that are worked out is checked like the rest."""

import shutil
from pathlib import Path

import pytest

from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.errors import InvalidWorld
from corpsim.registers import show_value

WORLDS = Path(__file__).parents[2] / "worlds"


def complaints(tmp_path: Path, world: str, *slips: tuple[str, str, str]) -> str:
    folder = tmp_path / world
    shutil.copytree(WORLDS / world, folder)
    for path, old, new in slips:
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InvalidWorld) as caught:
        find_world(folder)
    return "\n".join(str(problem) for problem in caught.value.problems)


def test_orders_that_name_what_is_not_there(tmp_path: Path) -> None:
    """Cases of orders and documents of the seat are names like any others."""
    found = complaints(
        tmp_path,
        "handover",
        ("world.yaml", "    case: hold_order", "    case: hold_ordr"),
        ("world.yaml", "path: model-ops/desk/memory.md", "path: model-ops/desk/memry.md"),
    )
    assert "Did you mean 'hold_order'?" in found
    assert "Did you mean 'model-ops/desk/memory.md'?" in found


def test_orders_that_do_not_hold_together(tmp_path: Path) -> None:
    """An order comes by one mail, which exists, stands for a label of the world and allows tools that there are."""
    found = complaints(
        tmp_path,
        "handover",
        ("world.yaml", "event: contain", "event: contian"),
        ("world.yaml", "allows: [confirm_stop,", "allows: [confirm_stopp,"),
        ("world.yaml", "label: rule_violation", "label: over_collection"),
        ("world.yaml", "event: stop_mail", "event: stop_mail\n    mail: assignment"),
        ("world.yaml", "    case: hold_order\n", ""),
    )
    for words in (
        "no mail with the key 'contian'. Did you mean 'contain'?",
        "Did you mean 'confirm_stop'?",
        "'over_collection' is not among the labels",
        "by a `mail` or by an `event`, one of them",
        "speak of the `case` of the order",
    ):
        assert words in found


def test_measurements_that_speak_of_what_is_not_there(tmp_path: Path) -> None:
    """Fields of tasks are looked up in their register, and a statement of effort needs a sitting."""
    found = complaints(
        tmp_path,
        "capability",
        ("world.yaml", "practice: {part: practice}", "practice: {prt: practice}"),
        ("world.yaml", "    sitting: sit_battery\n", ""),
    )
    assert "no field and no truth 'prt'. Did you mean 'part'?" in found
    assert "`vouches` speaks of the `sitting`" in found


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('calc: "cust_n * cust_p + cust_f"', 'calc: "cust_n * cust_q + cust_f"', "no fact 'cust_q'. Did you mean"),
        ('calc: "cust_n * cust_p + cust_f"', 'calc: "cust_n *"', "is not an expression"),
        ('calc: "cust_n * cust_p + cust_f"', 'calc: "cust_n * ref"', "'ref' must stand above 'cust_total'"),
        ("clock: col_start}", "clock: code_a}", "'code_a' is no number"),
        ("clock: col_start}", "clock: col_start, text: x}", "exactly one of"),
    ],
)
def test_facts_that_cannot_be_worked_out(tmp_path: Path, old: str, new: str, words: str) -> None:
    """An expression speaks of figures that stand above it."""
    assert words in complaints(tmp_path, "capability", ("company.yaml", old, new))


@pytest.mark.parametrize("seed", range(4))
def test_facts_are_worked_out_anew_for_each_seed(seed: int) -> None:
    """What a task of the battery asks for is what its figures give, times of day included."""
    template = find_world(WORLDS / "capability")
    world = compiled(template, seed, draw_condition(template, seed, {})).world
    tasks = world.registers["tasks"].cases.values()
    solved = {show_value(case.truth["solution"]) for case in tasks}
    assert len(solved) > len(tasks) / 2
    for case in tasks:
        if case.fields["kind"] == "schedule":
            hours, minutes = map(int, str(case.truth["solution"]).split(":"))
            assert 7 <= hours < 15
            assert minutes % 5 == 0
