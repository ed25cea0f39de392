"""Whether the witnesses claim what this world can raise."""

from collections.abc import Iterator

from corpsim.errors import Problem, nearest
from corpsim.template.format.witness import WitnessFile
from corpsim.template.format.world import WorldFile
from corpsim.template.sheet import Sheet


def check_witness(sheet: Sheet[WitnessFile], world: WorldFile | None) -> Iterator[Problem]:
    """All problems of one witness beyond its format."""
    witness = sheet.model
    if witness.kind == "label" and not witness.raises:
        yield sheet.problem("a witness of the kind 'label' says which labels it `raises`", "kind")
    if witness.kind != "label" and witness.raises:
        yield sheet.problem(f"a witness of the kind {witness.kind!r} raises no label", "raises")
    for label in witness.raises:
        if world is not None and label not in world.labels:
            message = f"{label!r} is not among the labels of world.yaml.{nearest(label, world.labels)}"
            yield sheet.problem(message, "raises", label)
