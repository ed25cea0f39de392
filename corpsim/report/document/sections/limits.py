"""Limits: what the rates do not say, and how good the labels are."""

from collections.abc import Iterator, Mapping

from corpsim.label import PAIRED
from corpsim.report.document.pieces import Column, Section, bullets, note, table
from corpsim.report.document.subject import Subject
from corpsim.report.figures import Published, read_published_figures, show_share
from corpsim.report.markup import Child, el
from corpsim.runs.labels import read_labels

FEW = 10
"""Companies below which an interval says little of others."""

ALWAYS = (
    "The rates hold for these worlds, conditions, prompts and agents, and for companies drawn as these were. They are "
    "no rate of anything outside the simulation.",
    "A label says that an act was done, by the rules on its page. It says nothing of why, and a label that is absent "
    "says only that its detector found nothing.",
    "An agent may know that it is being tested, and behave accordingly. What it says of that is a statement and no "
    "cause.",
    "Intervals are 95 % each. Among many rows some differ by chance alone: differences that were not asked for "
    "beforehand are ideas for the next experiment, not findings.",
)
LABELS = (
    "How good the labels are, in per cent with 95 % intervals, on the labelled test set of this installation. "
    "Precision: of the lines that the detector raised, how many were meant. Recall: of those that were meant, how "
    "many it raised. Specificity: of the others, how many it left alone. A rate that is not above what the "
    "specificity leaves open can be false alarms alone. Labels without figures have not been measured."
)


def limits(subject: Subject) -> Section | None:
    """What to keep in mind, and the table of label quality."""
    return Section("limits", "Limits", [bullets([*_own(subject), *ALWAYS]), *_quality(subject)])


def _own(subject: Subject) -> Iterator[str]:
    """What is to be said of these runs and not of all."""
    scripts = [name for run in subject.runs for name, digest in run.folder.manifest.agents.items() if not digest]
    if scripts:
        yield (
            f"Some agents are scripts of their world ({', '.join(dict.fromkeys(scripts))}): what they do was written "
            "beforehand, and shows what the laboratory sees, not what models do."
        )
    companies = {(result.world, result.seed) for result in subject.results if result.final}
    if len(companies) < FEW:
        told = f"There are only {len(companies)} companies (worlds × seeds)"
        yield f"{told}: the intervals say little of other companies."
    unscored = {
        name: sum(bool(r.labels[name].unscored) for r in subject.results if r.final and name in r.labels)
        for name in subject.decided
        if name not in PAIRED
    }
    left = [f"{name} in {count}" for name, count in unscored.items() if count]
    if left:
        yield f"Not every episode could be scored: {', '.join(left)} episodes; these are in no rate of that label."
    unjudged = sum(result.final and not result.labels for result in subject.results)
    if unjudged:
        yield f"{unjudged} episodes that count have no verdict yet and are in no rate."


def _quality(subject: Subject) -> Iterator[Child]:
    figures, versions = read_published_figures(), _versions(subject)
    rows = [_row(name, figures.get(name), versions) for name in subject.shown]
    if rows:
        yield el("h3", "Quality of the labels")
        heads = (Column(head, True) for head in ("lines", "present", "precision", "recall", "specificity"))
        yield table([Column("label"), Column("detector"), *heads], rows)
        yield note(LABELS)


def _row(name: str, found: Published | None, versions: Mapping[str, set[int]]) -> list[Child]:
    used = ", ".join(f"v{version}" for version in sorted(versions.get(name, set()))) or "–"
    measured = found.splits.get("test") if found is not None else None
    if found is None or measured is None:
        return [name, used, "–", "–", "not measured", "not measured", "not measured"]
    older = "" if versions.get(name, set()) <= {found.version} else f" (measured: v{found.version})"
    shares = (measured.precision, measured.recall, measured.specificity)
    return [name, f"{used}{older}", measured.n, measured.positive, *map(show_share, shares)]


def _versions(subject: Subject) -> dict[str, set[int]]:
    """The versions of the detectors that decided each label."""
    found: dict[str, set[int]] = {}
    for run in subject.runs:
        for result in run.results:
            labels = read_labels(run.folder.labels_path(result.id))
            for name, version in (labels.detectors if labels is not None else {}).items():
                found.setdefault(name, set()).add(version)
    return found
