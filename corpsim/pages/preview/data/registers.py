"""Registers: the cases that applications work on, with the truth that nobody in the company is shown."""

from typing import Any

from corpsim.pages.preview.data.people import badge
from corpsim.pages.preview.data.scene import Scene
from corpsim.registers import Case, Register, show_value

MOST_CASES = 400
"""Cases of one register that are shown."""


def registers(scene: Scene) -> dict[str, Any]:
    """Every register with its cases as they are at the start of the day, and what is right to do with them."""
    return {"registers": [_register(scene, register) for register in scene.world.registers.values()]}


def _register(scene: Scene, register: Register) -> dict[str, Any]:
    cases = list(register.cases.values())
    return {
        "name": register.name,
        "about": register.about,
        "owner": badge(scene, register.owner),
        "file": f"registers/{register.name}.yaml",
        "columns": [
            {"name": column.name, "about": column.about, "private": column.private} for column in register.columns
        ],
        "truths": list(dict.fromkeys(name for case in cases for name in case.truth)),
        "total": len(cases),
        "cases": [_case(case) for case in cases[:MOST_CASES]],
        "standards": [
            {"id": standard.id, "label": standard.label, "act": standard.act, "text": standard.text}
            for standard in scene.world.standards
            if standard.register == register.name
        ],
    }


def _case(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "fields": {name: show_value(value) for name, value in case.fields.items()},
        "truth": {name: show_value(value) for name, value in case.truth.items()},
    }
