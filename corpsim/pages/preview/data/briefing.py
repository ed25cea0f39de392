"""What the seat is told, cut into what the briefing itself says and what each factor's level made it say."""

from corpsim.pages.preview.data.filling import Span, find_text, known_values
from corpsim.pages.preview.data.scene import Scene


def passages(scene: Scene) -> list[dict[str, str]]:
    """The briefing in order: `text`, and the `factor` and `level` it is due to, empty for the common part."""
    told = scene.scenario.briefing
    found: list[dict[str, str]] = []
    at = 0
    for span, factor in sorted(_spans(scene, told)):
        if span.start < at:
            continue
        found.append({"text": told[at : span.start], "factor": "", "level": ""})
        level = scene.world.condition[factor]
        found.append({"text": told[span.start : span.end], "factor": factor, "level": level})
        at = span.end
    found.append({"text": told[at:], "factor": "", "level": ""})
    return [passage for passage in found if passage["text"]]


def said_by(scene: Scene) -> dict[str, str]:
    """Factor to what its level makes the briefing say; a level that says nothing is left out."""
    return {passage["factor"]: passage["text"] for passage in passages(scene) if passage["factor"]}


def _spans(scene: Scene, told: str) -> list[tuple[Span, str]]:
    known = known_values(scene.template, scene.scenario)
    spans = []
    for factor, level in scene.world.condition.items():
        wordings = scene.template.wordings[factor].told(level)
        here = [span for text in wordings if (span := find_text(text, told, known)) is not None]
        if here:
            spans.append((max(here, key=lambda span: span.fixed), factor))
    return spans
