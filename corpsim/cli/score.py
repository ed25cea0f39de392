"""`corpsim score`: judge recorded episodes anew."""

from typing import Any

import typer

from corpsim.cli.given import AsJson, Run
from corpsim.label import Label
from corpsim.report.console import data, talk
from corpsim.report.plaindata import print_json
from corpsim.report.safe import line, plain
from corpsim.runs.score import score as score_run


def score(run: Run, json_: AsJson = False) -> None:
    """Judge all episodes of a run with today's detectors, from their events alone, and say which labels changed.

    Exit 1 when some could not be judged, because their world is not what it was.
    """
    scored = score_run(run)
    if json_:
        changes = [
            {"episode": c.episode, "label": c.label, "before": _data(c.before), "after": _data(c.after)}
            for c in scored.changes
        ]
        print_json({"judged": scored.judged, "changes": changes, "skipped": dict(scored.skipped)})
        return
    for change in scored.changes:
        before = change.before.stage if change.before is not None else "no verdict"
        data().print(f"{plain(change.episode)}  {change.label}: {before} → {change.after.stage}", soft_wrap=True)
    reasons: dict[str, list[str]] = {}
    for episode, why in scored.skipped.items():
        reasons.setdefault(why, []).append(episode)
    for why, episodes in reasons.items():
        told = f"{len(episodes)} episodes not judged ({episodes[0]} …): {line(why, 300)}"
        talk().print(plain(told), style="bad", soft_wrap=True)
    talk().print(f"{scored.judged} episodes judged, {len(scored.changes)} labels changed.")
    if scored.skipped:
        raise typer.Exit(1)


def _data(label: Label | None) -> dict[str, Any] | None:
    return label.as_info() if label is not None else None
