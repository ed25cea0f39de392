"""What was played: worlds, conditions, seeds, trials and agents, part by part, and how the episodes came out."""

from collections import Counter
from collections.abc import Mapping, Sequence

from corpsim.report.cells import shown_level
from corpsim.report.document.pieces import Column, Section, facts, figure, note, table, words
from corpsim.report.document.subject import Played, Subject
from corpsim.report.markup import Child, el
from corpsim.report.plots.stack import Bar, stack
from corpsim.report.safe import line
from corpsim.runs.record import FINAL, OUTCOMES
from corpsim.runs.seeds import show_seeds
from corpsim.runs.store import UNFINISHED

UNPLAYED = "not played"
PARTS = (
    ("completed", "done"),
    ("limit", "cut"),
    ("agent_error", "broke"),
    ("model_error", "failed"),
    ("world_error", "failed"),
    ("cancelled", "open"),
    (UNFINISHED, "open"),
    (UNPLAYED, "open"),
)
"""The outcomes, in the order in which they are stacked, with their colours in the style sheet."""

NOTE = (
    f"{', '.join(FINAL)} enter every rate. {', '.join(name for name in OUTCOMES if name not in FINAL)} and what is not "
    "played do not: the model, the machine or a person stopped them, and they are counted here."
)


def design(subject: Subject) -> Section | None:
    """The design of every run, and a bar of outcomes for each agent."""
    body: list[Child] = []
    for run in subject.runs:
        body += [el("h3", run.name)] if subject.several else []
        body += [_facts(run, subject), _parts(run)]
    return Section("design", "Design", [*body, *_outcomes(subject), note(NOTE)])


def _facts(run: Played, subject: Subject) -> Child:
    config, results = run.folder.config, run.results
    counted = sum(result.final for result in results)
    asks = config.suite.question if config.suite is not None and subject.suite is None else ""
    told: dict[str, Child] = {
        "question": asks,
        "worlds": ", ".join(f"{stamp.name} {stamp.version}" for stamp in run.folder.manifest.worlds.values()),
        "agents": ", ".join(shown_level("agent", name) for name in config.agents),
        "options": ", ".join(f"{name} {line(str(value), 80)}" for name, value in config.options.items()),
        "seeds": f"{show_seeds(config.seeds)} (a company each)",
        "episodes": f"{len(run.folder.plans):,} planned, {len(results):,} begun, {counted:,} that count",
        "calls": f"at most {config.max_steps} in an episode" if config.max_steps else "as many as the world allows",
    }
    return facts({name: value for name, value in told.items() if value})


def _parts(run: Played) -> Child:
    heads = ("part", "worlds", "varied", "held fixed", "seeds")
    rows: list[list[Child]] = []
    for block, part in zip(run.folder.config.blocks(), run.folder.config.parts or (run.folder.config,), strict=True):
        levels = _levels(block.conditions)
        varied = [f"{factor}: {', '.join(found)}" for factor, found in levels.items() if len(found) > 1]
        fixed = [f"{factor} {found[0]}" for factor, found in levels.items() if len(found) == 1]
        paired = f" (paired by {part.pairs})" if part.pairs else ""
        rows.append(
            [
                block.part or "all",
                ", ".join(block.worlds),
                f"{'; '.join(varied) or 'nothing'}{paired}",
                "; ".join(fixed) or "defaults",
                show_seeds(block.seeds),
                len(block.conditions),
                block.trials,
                len(block.agents),
                block.size,
            ]
        )
    columns = [*(Column(head) for head in heads), *(Column(head, True) for head in ("cells", "trials", "agents", "n"))]
    return table(columns, rows, "What each part plays; cells × seeds × trials × agents × worlds are its n episodes")


def _levels(conditions: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    """The levels of every factor that some condition names; one that leaves it out takes the world's default."""
    factors = dict.fromkeys(factor for condition in conditions for factor in condition)
    return {
        factor: list(dict.fromkeys(condition.get(factor, "default") for condition in conditions)) for factor in factors
    }


def _outcomes(subject: Subject) -> list[Child]:
    bars: list[Bar] = []
    for run in subject.runs:
        played = {result.id: result.outcome for result in run.results}
        for agent in run.folder.config.agents:
            counts = Counter(played.get(plan.id, UNPLAYED) for plan in run.folder.plans if plan.agent == agent)
            if counts:
                bars.append(Bar(f"{shown_level('agent', agent)}{f' · {run.name}' if subject.several else ''}", counts))
    title = "How the episodes came out"
    about = "; ".join(f"{bar.name}: {', '.join(f'{n} {name}' for name, n in bar.counts.items())}" for bar in bars)
    return [figure(stack(title, about, PARTS, bars), f"{title}, a bar for each agent."), words(f"{about}.")]
