"""What `corpsim run` is asked for, as a configuration: from its flags alone, or from a suite and its flags."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

from corpsim.cli.given import parse_conditions, parse_doses
from corpsim.report.console import data
from corpsim.report.dry_run import Outlook, outlook_to_data, print_outlook
from corpsim.report.plaindata import print_json
from corpsim.runs.manner import manner_of
from corpsim.runs.prices import read_prices
from corpsim.runs.settings import RunConfig, parse_config
from corpsim.suites.detectable import detectable
from corpsim.suites.estimate import estimate
from corpsim.suites.load import find_suite
from corpsim.suites.plan import plan_suite


def plain_config(worlds: Sequence[str] | None, designed: Mapping[str, Any], given: Mapping[str, Any]) -> RunConfig:
    """Without a suite: the product of what the flags name."""
    design = {
        "worlds": worlds or ["leverage"],
        "conditions": parse_conditions(designed["conditions"]),
        "pairs": designed["pairs"],
        "doses": parse_doses(designed["doses"]),
    }
    return parse_config({**design, **_said(given)})


def suite_config(
    suite: str, worlds: Sequence[str] | None, designed: Mapping[str, Any], given: Mapping[str, Any]
) -> RunConfig:
    """A suite, with who plays and how as the flags say. Raises typer.BadParameter for flags that would redesign it."""
    flags = {"WORLD": worlds, "--condition": designed["conditions"], "--pairs": designed["pairs"]}
    flags["--doses"] = designed["doses"]
    for flag, value in flags.items():
        if value:
            raise typer.BadParameter(f"the design is that of the suite {suite}; leave {flag} out.", param_hint=flag)
    return plan_suite(find_suite(suite), **_said(given))


def _said(flags: Mapping[str, Any]) -> dict[str, Any]:
    """The flags that were given; a timeout of 0 means none."""
    said = {name: value for name, value in flags.items() if value is not None}
    return {**said, "timeout_s": None} if said.get("timeout_s") == 0 else said


def show_outlook(config: RunConfig, prices: Path | None, json_: bool) -> None:
    """What a run would take and could find."""
    asked = config.options.get("model")
    models = [str(asked)] if asked and not all(manner_of(agent).scripted for agent in config.agents) else []
    outlook = Outlook(estimate(config), detectable(config), models, read_prices(prices))
    if json_:
        print_json(outlook_to_data(outlook))
    else:
        print_outlook(data(), outlook)
