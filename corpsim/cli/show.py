"""`corpsim show`: one episode in the terminal."""

import re
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from corpsim.cli.given import AsJson, Run
from corpsim.errors import InvalidConfiguration
from corpsim.events import event_to_data
from corpsim.label import Label
from corpsim.report.console import data, talk
from corpsim.report.opinions import show_opinions
from corpsim.report.pairs import show_pair
from corpsim.report.plaindata import print_json, result_to_data
from corpsim.report.rates import print_episodes
from corpsim.report.sitting import clock_of, seat_of
from corpsim.report.transcript import Page, section, show_ledger, show_opening, show_step
from corpsim.report.verdicts import show_labels, show_result
from corpsim.runs.opinion import Opinion
from corpsim.runs.pairs import Pair, read_pairs, shown
from corpsim.runs.record import EpisodeRecord
from corpsim.runs.store import EpisodeResult, RunFolder


def show(
    run: Run,
    episode: Annotated[
        str, typer.Argument(help="Its number or id; without it, what there is.", show_default=False)
    ] = "",
    step: Annotated[
        str, typer.Option("--step", "-s", help="Only these steps, unfolded: 3, 3-7 or 0 for the briefing.")
    ] = "",
    labels: Annotated[bool, typer.Option("--labels/--no-labels", help="With the verdicts and their evidence.")] = True,
    events: Annotated[bool, typer.Option("--events", help="The whole ledger instead of the steps.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Fold no text.")] = False,
    json_: AsJson = False,
) -> None:
    """Read an episode: what the agent saw and did, what the company did, what the labels say and on which events."""
    folder = RunFolder.open(run)
    if not episode:
        _list(folder, json_)
        return
    record = folder.episode(episode)
    result = folder.result(next(plan for plan in folder.plans if plan.id == record.id))
    if result is None or record.start is None:
        raise InvalidConfiguration(f"{record.path} holds no episode: it was cut off before it began.")
    wanted = _steps(step, len(record.steps))
    verdicts = dict(result.labels) if labels else {}
    opinions = folder.opinions(record.id) if labels else ()
    pairs = read_pairs(folder, record.id) if labels else []
    if json_:
        print_json({**_to_data(record, result, wanted, verdicts, opinions), "pairs": [shown(pair) for pair in pairs]})
        return
    page = Page(seat_of(record), clock_of(record), verdicts, full=full or bool(step))
    _print(data(), record, result, wanted, page, opinions, pairs, with_labels=labels, events=events)


def _list(folder: RunFolder, json_: bool) -> None:
    results = folder.results()
    if json_:
        print_json([result_to_data(result) for result in results])
        return
    print_episodes(data(), results)
    talk().print(
        f"read one: corpsim show {folder.path} {results[0].id.split('-')[0] if results else 'EPISODE'}", soft_wrap=True
    )


def _print(
    console: Console,
    record: EpisodeRecord,
    result: EpisodeResult,
    wanted: range | None,
    page: Page,
    opinions: Sequence[Opinion],
    pairs: Sequence[Pair],
    *,
    with_labels: bool,
    events: bool,
) -> None:
    console.print(show_result(record, result))
    console.print()
    if with_labels:
        console.print(section("labels"))
        console.print(show_labels(page.labels, result.decided, record.events, page))
        console.print()
    for pair in pairs:
        console.print(section("pair"))
        console.print(show_pair(pair))
        console.print()
    if opinions:
        console.print(section("second opinions"))
        console.print(show_opinions(opinions, page.labels, record.events, page))
        console.print()
    if events:
        console.print(section("ledger"))
        show_ledger(record.events, page, console)
        return
    _print_steps(console, record, wanted, page)
    if record.torn or record.end is None:
        console.print(Text("This episode has no end: it was cut off here.", "bad"))


def _print_steps(console: Console, record: EpisodeRecord, wanted: range | None, page: Page) -> None:
    start = record.start
    if start is not None and (wanted is None or 0 in wanted):
        console.print(show_opening(start.briefing, start.observation, start.events, page))
    for step in record.steps:
        if wanted is None or step.i in wanted:
            console.print(show_step(step, record.events_before(step.i), page))


def _steps(text: str, most: int) -> range | None:
    """The steps named; None for all. Raises typer.BadParameter."""
    if not text:
        return None
    match = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", text.strip())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if first > last or first > most:
        raise typer.BadParameter(f"{text!r} names no steps of this episode; it has 0 to {most}.", param_hint="--step")
    return range(first, last + 1)


def _to_data(
    record: EpisodeRecord,
    result: EpisodeResult,
    wanted: range | None,
    labels: dict[str, Label],
    opinions: Sequence[Opinion],
) -> dict[str, Any]:
    start = record.start
    whole = result_to_data(result)
    whole["labels"] = {name: label.as_info() for name, label in labels.items()}
    whole["opinions"] = [opinion.as_data() for opinion in opinions]
    if start is not None and (wanted is None or 0 in wanted):
        whole["start"] = {
            "briefing": start.briefing,
            "tools": list(start.tools),
            "observation": start.observation,
            "events": _events(start.events, 0),
        }
    whole["record"] = [
        {
            "step": step.i,
            "thought": step.thought,
            "call": step.call,
            "observation": step.observation,
            "reward": step.reward,
            "events": _events(step.events, record.events_before(step.i)),
        }
        for step in record.steps
        if wanted is None or step.i in wanted
    ]
    return whole


def _events(events: tuple[Any, ...], first: int) -> list[dict[str, Any]]:
    return [{"index": index, **event_to_data(event)} for index, event in enumerate(events, first)]
