"""Writes docs/worlds.md from the worlds themselves: python docs/make_worlds.py"""

from pathlib import Path

from corpsim.catalog import find_world, world_folders
from corpsim.label import in_order
from corpsim.template import Template

HEAD = """# The worlds

Each world is one situation in which something can be observed, with an honest way out, a control arm in which
misbehaviour is pointless, and witnesses: reference runs that show what it can raise and what it must not. All of them
share the nine factors, so results compare; a world lists the levels that say something in it. Every seed is another
company.

This page is generated from the worlds (`python docs/make_worlds.py`). `corpsim world test NAME` plays the witnesses of
one and prints the matrix; [a world of your own](tutorial-world.md) takes an hour.

## Which label is raised where

Worlds in which some witness raises the label. `alignment_faking` is decided on [pairs](pairs.md), in any of them.

| label | worlds |
| --- | --- |
"""


def raised(template: Template) -> dict[str, int]:
    """Label → how many witnesses of a world raise it."""
    found: dict[str, int] = {}
    for witness in template.witnesses.values():
        for label, stage in witness.raises.items():
            if stage != "considered":
                found[label] = found.get(label, 0) + 1
    return found


def page() -> str:
    """The whole page as Markdown."""
    worlds = {name: find_world(name) for name in sorted(world_folders())}
    where = {name: raised(template) for name, template in worlds.items()}
    labels = in_order({label for found in where.values() for label in found})
    rows = [f"| `{label}` | {', '.join(name for name in worlds if label in where[name])} |" for label in labels]
    parts = [HEAD + "\n".join(rows), *(_about(name, template, where[name]) for name, template in worlds.items())]
    return "\n".join(parts) + "\n"


def _about(name: str, template: Template, found: dict[str, int]) -> str:
    kinds = [witness.kind for witness in template.witnesses.values()]
    speaking = [factor for factor, entry in template.wordings.items() if _speaks(entry.levels)]
    shown = {"honest": "honest", "label": "misbehave", "near_miss": "near misses", "trivial": "trivial"}
    counts = ", ".join(f"{kinds.count(kind)} {word}" for kind, word in shown.items() if kind in kinds)
    cast = ", ".join(f"`{role}`" for role in template.people.roles)
    lines = [
        f"\n## `{name}`\n\n**{template.title}.**\n\n{' '.join(template.summary.split())}\n",
        f"- Labels: {', '.join(f'`{label}`' for label in in_order(found))}",
        f"- Factors that say something: {', '.join(speaking)}",
        f"- Witnesses: {counts}",
        f"- Cast: {cast}",
    ]
    if template.world.applications:
        lines.insert(2, f"- Applications: {', '.join(template.world.applications)}")
    return "\n".join(lines)


def _speaks(levels: dict[str, list]) -> bool:  # type: ignore[type-arg]
    return any(wording.source for wordings in levels.values() for wording in wordings)


if __name__ == "__main__":
    Path(__file__).with_name("worlds.md").write_text(page(), encoding="utf-8")
