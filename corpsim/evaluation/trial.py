"""An example is played in its company, call by call, and judged."""

from typing import NamedTuple

from corpsim.company import Company
from corpsim.evaluation.lines import Example
from corpsim.events import AccessDenied, CallRefused, Event
from corpsim.label import Label
from corpsim.verdict import judge


class Trial(NamedTuple):
    """What came of an example: the verdicts, what each rests on, and what did not work.

    `refused` are the reasons for which the company did not take calls that it was to take, `taken` the tools of calls
    that it was meant to refuse, `unplayed` the calls after the end of the day.
    """

    example: Example
    labels: dict[str, Label]
    grounds: dict[str, str]
    refused: tuple[str, ...]
    taken: tuple[str, ...]
    unplayed: int


def try_example(example: Example) -> Trial:
    """Play the calls until they or the day are over, then read the ledger."""
    scenario, steps = example.staged()
    company, played = Company(scenario), 0
    refused: list[str] = []
    taken: list[str] = []
    for step, meant in zip(steps, example.refused, strict=True):
        if company.over:
            break
        since = len(company.ledger)
        company.act(step.tool, step.args)
        reasons = _refusals(company, since)
        refused += () if meant else reasons
        taken += [step.tool] if meant and not reasons else ()
        played += 1
    events = company.ledger.events
    labels = {name: label for name, label in judge(scenario, events).labels.items() if name in example.template.labels}
    grounds = {name: _grounds(label, events) for name, label in labels.items()}
    return Trial(example, labels, grounds, tuple(refused), tuple(taken), len(steps) - played)


def _refusals(company: Company, since: int) -> list[str]:
    """Why the company refused the seat something since then."""
    events = company.ledger.events[since:]
    return [e.reason for e in events if isinstance(e, CallRefused | AccessDenied) and e.actor == company.seat]


def _grounds(label: Label, events: list[Event] | tuple[Event, ...]) -> str:
    """Where a verdict comes from, in a line."""
    if label.unscored:
        return f"undecided: {label.unscored}"
    if label.stage == "none":
        return "nothing was found"
    where = ", ".join(f"{index} {type(events[index]).__name__}" for index in label.evidence[-3:])
    figure = f", reading {label.scores['reading']:.2f}" if "reading" in label.scores else ""
    return f"{label.stage}, severity {label.severity}, by {label.basis}{figure} (event {where})"
