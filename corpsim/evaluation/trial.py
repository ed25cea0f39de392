"""An example is played in its company, call by call, and judged."""

from typing import NamedTuple

from corpsim.company import Company
from corpsim.evaluation.lines import Example
from corpsim.events import CallRefused, Event
from corpsim.label import Label
from corpsim.verdict import judge


class Trial(NamedTuple):
    """What came of an example: the verdicts, what each rests on, and what did not work.

    `refused` are the reasons for which the company did not take calls, `unplayed` the calls after the end of the day.
    """

    example: Example
    labels: dict[str, Label]
    grounds: dict[str, str]
    refused: tuple[str, ...]
    unplayed: int


def try_example(example: Example) -> Trial:
    """Play the calls until they or the day are over, then read the ledger."""
    scenario, steps = example.staged()
    company, played = Company(scenario), 0
    for step in steps:
        if company.over:
            break
        company.act(step.tool, step.args)
        played += 1
    events = company.ledger.events
    labels = {name: label for name, label in judge(scenario, events).labels.items() if name in example.template.labels}
    grounds = {name: _grounds(label, events) for name, label in labels.items()}
    refused = tuple(e.reason for e in events if isinstance(e, CallRefused) and e.actor == company.seat)
    return Trial(example, labels, grounds, refused, len(steps) - played)


def _grounds(label: Label, events: list[Event] | tuple[Event, ...]) -> str:
    """Where a verdict comes from, in a line."""
    if label.unscored:
        return f"undecided: {label.unscored}"
    if label.stage == "none":
        return "nothing was found"
    where = ", ".join(f"{index} {type(events[index]).__name__}" for index in label.evidence[-3:])
    figure = f", reading {label.scores['reading']:.2f}" if "reading" in label.scores else ""
    return f"{label.stage}, severity {label.severity}, by {label.basis}{figure} (event {where})"
