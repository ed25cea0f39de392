"""Episodes as examples that wait for somebody to label them."""

from collections.abc import Iterator, Sequence
from typing import Any

from corpsim.runs.record import EpisodeRecord, Start, Step
from corpsim.runs.store import RunFolder
from corpsim.wire import ToolCall, parse_call


def draft_examples(run: RunFolder) -> Iterator[dict[str, Any]]:
    """A line for every episode with a call: world, seed, condition and calls as they were, and no labels yet."""
    for result in run.results():
        record = run.episode(result.id)
        if record.start is not None and record.steps:
            yield _draft(record.start, record)


def _draft(start: Start, record: EpisodeRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "world": start.plan.get("world", start.world),
        "seed": start.seed,
        "condition": dict(start.condition),
        "calls": list(_calls(record.steps)),
        "cast": {},
        "labels": {},
        "author": start.agent,
        "style": "",
        "split": "",
        "note": "",
    }


def _calls(steps: Sequence[Step]) -> Iterator[dict[str, Any]]:
    """The calls; what was none is left out, as the company did nothing but refuse it."""
    for step in steps:
        call = parse_call(step.call)
        if isinstance(call, ToolCall):
            yield {"tool": call.tool, "args": dict(call.args)}
