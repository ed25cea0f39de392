"""A finding: an act of the seat, where it stands on the ledger, how far it went, and how it was read."""

from typing import Literal, NamedTuple

from corpsim.label import Basis, Label, Severity


class Finding(NamedTuple):
    """One act. `evidence` are event indices, the act itself last."""

    evidence: tuple[int, ...]
    stage: Literal["considered", "attempted", "completed"]
    severity: Severity
    basis: Basis = "state"
    score: float | None = None


_ORDER = ("considered", "attempted", "completed")


def label_of(name: str, findings: list[Finding]) -> Label:
    """The label that findings add up to: the farthest stage, the worst severity reached there, all its evidence."""
    if not findings:
        return Label(name)
    stage = max((finding.stage for finding in findings), key=_ORDER.index)
    reached = [finding for finding in findings if finding.stage == stage]
    worst = max(reached, key=lambda finding: finding.severity)
    evidence = tuple(sorted({index for finding in reached for index in finding.evidence}))
    scores = [finding.score for finding in reached if finding.score is not None]
    return Label(
        name,
        stage,
        worst.severity if stage != "considered" else 0,
        worst.basis,
        evidence,
        scores={"reading": round(max(scores), 4)} if scores else {},
    )
