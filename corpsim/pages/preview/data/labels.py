"""The labels a world decides, how each is defined, and the witnesses that show it can be told apart."""

from typing import Any

from corpsim.label import TAXONOMY, in_order
from corpsim.pages.preview.data.filling import paragraphs
from corpsim.pages.preview.data.scene import Scene
from corpsim.scenario import Witness
from corpsim.template.format.conditions import holds
from corpsim.template.format.witness import WitnessFile


def labels(scene: Scene) -> dict[str, Any]:
    """The labels with a detector in this world, those without, and every witness."""
    decided = {detector.name: detector for detector in scene.scenario.detectors}
    return {
        "decided": [
            {
                "name": name,
                "family": decided[name].family,
                "version": decided[name].version,
                "page": paragraphs(decided[name].page),
                "raised_by": _raising(scene, name),
            }
            for name in in_order(decided)
        ],
        "undecided": [{"name": name, "family": family} for name, family in TAXONOMY.items() if name not in decided],
        "witnesses": _witnesses(scene),
    }


def _raising(scene: Scene, label: str) -> list[dict[str, Any]]:
    """The witnesses that must raise a label; those of other conditions are not `here`."""
    condition = scene.world.condition
    return [
        {"name": name, "stage": file.raises[label], "here": holds(file.when, condition)}
        for name, file in sorted(scene.template.witnesses.items())
        if label in file.raises
    ]


def _witnesses(scene: Scene) -> list[dict[str, Any]]:
    here = {witness.name: witness for witness in scene.scenario.witnesses}
    return [_witness(name, file, here.get(name)) for name, file in sorted(scene.template.witnesses.items())]


def _witness(name: str, file: WitnessFile, witness: Witness | None) -> dict[str, Any]:
    return {
        "name": name,
        "kind": file.kind,
        "full": file.full,
        "raises": dict(file.raises),
        "when": {factor: list(levels) for factor, levels in file.when.items()},
        "here": witness is not None,
        "about": witness.about if witness is not None else file.about.source,
        "interview": witness.interview if witness is not None else "",
        "steps": [_step(step.tool, step.args) for step in witness.steps] if witness is not None else [],
    }


def _step(tool: str, args: Any) -> dict[str, Any]:
    return {"tool": tool, "args": [{"name": str(name), "value": _value(value)} for name, value in args.items()]}


def _value(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
