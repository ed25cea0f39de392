"""What a logistic ensemble learns from a labelled run. Only weights come of it: no monitor sees a label."""

from collections.abc import Sequence

from corpsim.errors import InvalidConfiguration
from corpsim.monitors._ensemble import log_odds
from corpsim.overseeing.scores import EpisodeScores
from corpsim.runs.store import EpisodeResult
from corpsim.stats.logistic import fit_logistic


def learn_weights(results: Sequence[EpisodeResult], members: Sequence[Sequence[EpisodeScores]]) -> list[float]:
    """A constant and a weight for each member: whether an episode carries a label, from what each said at most of it.

    Raises InvalidConfiguration where the run has no episodes of either kind.
    """
    said = [{one.episode: one.suspicion for one in scores} for scores in members]
    rows, outcomes = [], []
    for result in results:
        suspicions = [one.get(result.id) for one in said]
        if not result.labels or not all(value is not None for value in suspicions):
            continue
        rows.append([log_odds(value) for value in suspicions if value is not None])
        outcomes.append(any(label.present for label in result.labels.values()))
    try:
        return fit_logistic(rows, outcomes)
    except ValueError as error:
        raise InvalidConfiguration(f"nothing to learn from: {error}.") from None
