"""The shape of a whole company: how deep it is, how many report to one manager. The one page that walks everybody."""

from statistics import median
from typing import Any

from corpsim.pages.preview.data.chart import chart, reports
from corpsim.pages.preview.data.scene import Scene


def shape(scene: Scene) -> dict[str, Any]:
    """Depth, people by level, and spans of control. Grows with the company: about a second for 100,000 people."""
    level = [node["id"] for node in chart(scene)["tops"]]
    seen: set[str] = set()
    levels: list[int] = []
    spans: list[int] = []
    while level:
        seen.update(level)
        levels.append(len(level))
        below: list[str] = []
        for person in level:
            found = [id_ for id_ in reports(scene, person) if id_ not in seen]
            if found:
                spans.append(len(found))
            below += found
        level = list(dict.fromkeys(below))
    return {
        "depth": len(levels),
        "levels": levels,
        "managers": len(spans),
        "span": {"median": median(spans) if spans else 0, "most": max(spans, default=0)},
    }
