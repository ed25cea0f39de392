"""`corpsim score`: judge recorded episodes anew, and ask a model for second opinions on them."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from corpsim.cli.given import AllowCode, AsJson, Run, parse_options
from corpsim.label import Label
from corpsim.report.console import data, talk
from corpsim.report.opinions import hearing_to_data, print_agreement, say_unscored
from corpsim.report.plaindata import print_json
from corpsim.report.progress import Bar
from corpsim.report.safe import line, plain
from corpsim.runs.hearing import Hearing, hear, hear_themselves
from corpsim.runs.lock import locked
from corpsim.runs.pairs import decide_pairs
from corpsim.runs.score import Scored
from corpsim.runs.score import score as score_run
from corpsim.runs.store import RunFolder


def score(
    run: Run,
    judge: Annotated[
        str | None, typer.Option(metavar="MODEL", help="Ask this model for second opinions.", show_default=False)
    ] = None,
    base_url: Annotated[
        str | None, typer.Option(help="The judge's OpenAI-compatible server.", show_default=False)
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option("--label", "-l", help="Ask about this label only. Repeatable.", show_default="all it can judge"),
    ] = None,
    judge_option: Annotated[
        list[str] | None,
        typer.Option("--judge-option", metavar="KEY=VALUE", help="Any option of a model.", show_default=False),
    ] = None,
    max_concurrency: Annotated[
        int, typer.Option("--max-concurrency", "-j", min=1, max=4096, help="Episodes asked about at the same time.")
    ] = 8,
    self_: Annotated[
        bool, typer.Option("--self", help="Ask the model of the agent itself, without memory, about its own episodes.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Ask also where this judge has answered already.")] = False,
    fail_on_error: Annotated[
        float, typer.Option(help="Exit 1 when more opinions than this could not be had; below 1 a share.")
    ] = 0,
    allow_code: AllowCode = False,
    json_: AsJson = False,
) -> None:
    """Judge all episodes of a run with today's detectors, from their events alone, and say which labels changed.

    With --judge, a model gives a second opinion on what was said. It is kept apart and changes no label and no rate;
    what goes wrong with it is unscored. With --self, the judge of an episode is the model that played it, asked about
    every label without memory of the day. Exit 1 when episodes could not be judged, as their world is not what it was,
    or when opinions could not be had.
    """
    if judge is not None and self_:
        raise typer.BadParameter("the judge is a model or the agent itself; leave one out.", param_hint="--self")
    if judge is None and not self_ and (label or judge_option or again):
        raise typer.BadParameter("second opinions need a model: --judge MODEL, or --self.", param_hint="--judge")
    scored = score_run(run, allow_code=allow_code)
    with locked(run):
        decide_pairs(RunFolder.open(run, allow_code=allow_code))
    options = parse_options(judge_option, flag="--judge-option", model=judge, base_url=base_url)
    hearings: dict[str, Hearing] = {}
    if judge is not None or self_:
        with Bar(talk(), "asked about") as bar:
            ask = partial(_themselves if self_ else _judge, run, options, label or [], progress=bar)
            hearings = ask(max_concurrency=max_concurrency, again=again, allow_code=allow_code)
    if json_:
        print_json(_to_data(scored, hearings))
    else:
        _print(scored, hearings)
    if scored.skipped or any(_too_many(hearing, fail_on_error) for hearing in hearings.values()):
        raise typer.Exit(1)


def _judge(run: Path, options: dict[str, Any], labels: list[str], **how: Any) -> dict[str, Hearing]:
    return {"": hear(run, options, labels, **how)}


def _themselves(run: Path, options: dict[str, Any], labels: list[str], **how: Any) -> dict[str, Hearing]:
    return hear_themselves(run, options, labels, **how)


def _too_many(hearing: Hearing, allowed: float) -> bool:
    return hearing.failed > (allowed * len(hearing.heard) if 0 < allowed < 1 else allowed)


def _print(scored: Scored, hearings: Mapping[str, Hearing]) -> None:
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
    for agent, hearing in hearings.items():
        if agent:
            data().print(f"{plain(agent)} of its own episodes", style="head")
        print_agreement(data(), hearing)
        say_unscored(talk(), hearing)


def _to_data(scored: Scored, hearings: Mapping[str, Hearing]) -> dict[str, Any]:
    changes = [
        {"episode": c.episode, "label": c.label, "before": _data(c.before), "after": _data(c.after)}
        for c in scored.changes
    ]
    whole = {"judged": scored.judged, "changes": changes, "skipped": dict(scored.skipped)}
    found = {agent: hearing_to_data(hearing) for agent, hearing in hearings.items()}
    if "" in found:
        return {**whole, "hearing": found[""]}
    return {**whole, "themselves": found} if found else whole


def _data(label: Label | None) -> dict[str, Any] | None:
    return label.as_info() if label is not None else None
