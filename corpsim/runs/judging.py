"""The verdict on a recorded episode, with no detector able to take the others down."""

from collections.abc import Sequence
from dataclasses import replace

from corpsim.events import Event
from corpsim.label import Detector, Label, complete
from corpsim.runs.labels import EpisodeLabels
from corpsim.runs.secrecy import fit_to_record
from corpsim.scenario import Scenario
from corpsim.verdict import Verdict, judge
from corpsim.world import World


def judge_all(scenario: Scenario, events: Sequence[Event]) -> Verdict:
    """What `verdict.judge` says; a label whose detector fails is `unscored` and the rest stands.

    When the objective cannot be read either, its figures are left out.
    """
    guarded = replace(scenario, detectors=tuple(_guarded(detector) for detector in scenario.detectors))
    try:
        return judge(guarded, events)
    except Exception:
        labels = complete([detector.decide(scenario.world, events) for detector in guarded.detectors])
        return Verdict(labels, {}, {})


def _guarded(detector: Detector) -> Detector:
    def decide(world: World, events: Sequence[Event]) -> Label:
        try:
            return detector.decide(world, events)
        except Exception as error:
            return Label(detector.name, unscored=fit_to_record(f"{type(error).__name__}: {error}"))

    return replace(detector, decide=decide)


def labels_of(episode: str, digest: str, scenario: Scenario, verdict: Verdict) -> EpisodeLabels:
    """A verdict as it is kept beside the record."""
    versions = {detector.name: detector.version for detector in scenario.detectors}
    return EpisodeLabels(episode, digest, versions, verdict.labels)
