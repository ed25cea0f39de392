"""Whether a world makes use of what its module decides."""

from collections.abc import Iterator

from corpsim.errors import Problem
from corpsim.parts import Parts, place
from corpsim.template.code import CODE
from corpsim.template.format.world import WorldFile
from corpsim.template.sheet import Sheet


def check_code(own: Parts | None, world: Sheet[WorldFile] | None) -> Iterator[Problem]:
    """Labels that the module of a world decides and that world.yaml does not name."""
    if own is None or world is None:
        return
    for label, detector in own.detectors.items():
        if label not in world.model.labels:
            line = place(detector).rpartition(":")[2]
            yield Problem(CODE, int(line), f"this decides {label!r}, which is not among the labels of world.yaml")
