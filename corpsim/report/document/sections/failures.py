"""What went wrong: errors that stopped episodes, each once with how often, and attempts that were played again."""

from collections import Counter

from corpsim.report.document.pieces import Column, Section, note, table, untrusted, words
from corpsim.report.document.subject import Subject
from corpsim.report.markup import Child
from corpsim.runs.record import FINAL

MOST_ERRORS = 20
MOST_TEXT = 300
NOTE = (
    "An agent's own error is an outcome like any other and stays in the rates; what the model, the machine or a person "
    "stopped does not. Failures that depend on what the agent does can shift a rate."
)


def failures(subject: Subject) -> Section | None:
    """Counts of what is in no rate, and the errors."""
    failed = sum(not result.final for result in subject.results)
    again = sum(1 for run in subject.runs for _ in (run.folder.path / "attempts").glob("*.jsonl"))
    told = (
        f"{failed} of {len(subject.results):,} episodes were stopped by the model, the machine or a person, or have "
        f"not ended. {again} attempts were set aside and played again."
    )
    return Section("failures", "Failures", [words(told), *_errors(subject), note(NOTE)])


def _errors(subject: Subject) -> list[Child]:
    counts = Counter((result.outcome, result.error) for result in subject.results if result.error)
    rows: list[list[Child]] = [
        [outcome, untrusted(_short(error)), "yes" if outcome in FINAL else "no", count]
        for (outcome, error), count in counts.most_common(MOST_ERRORS)
    ]
    heads = [Column("outcome"), Column("error"), Column("in the rates"), Column("episodes", True)]
    left = [note(f"{len(counts) - MOST_ERRORS} more errors are not shown.")] if len(counts) > MOST_ERRORS else []
    return [table(heads, rows, "What stopped episodes"), *left] if rows else []


def _short(text: str) -> str:
    return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]}…"
