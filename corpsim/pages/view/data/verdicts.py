"""The truth about episodes: labels, their evidence, what the objective says, second opinions, and secrets.

A page asks for it only when its reader does.
"""

from typing import Any

from corpsim.errors import CorpSimError
from corpsim.label import Label, in_order
from corpsim.pages.view.episode import Episode
from corpsim.pages.view.library import Library
from corpsim.runs.pairs import Pair, read_pairs, shown
from corpsim.runs.store import RunFolder


def labels_of_run(library: Library, run: RunFolder) -> dict[str, Any]:
    """By episode: the labels that are present, with stage and severity; and every label that was decided in the run."""
    decided: set[str] = set()
    found: dict[str, list[dict[str, Any]]] = {}
    for result in library.results(run):
        decided.update(result.decided)
        found[result.id] = [
            {"name": name, "stage": label.stage, "severity": label.severity}
            for name, label in result.labels.items()
            if label.present
        ]
    return {"decided": in_order(decided), "episodes": found}


def truth(library: Library, episode: Episode) -> dict[str, Any]:
    """Everything that is known of an episode and was hidden from its seat."""
    result = library.result(episode)
    return {
        "decided": list(result.decided),
        "labels": [_verdict(episode, result.labels[name]) for name in in_order(result.labels)],
        "objective": dict(result.objective),
        "milestones": {name: dict(met) for name, met in result.milestones.items()},
        "opinions": [_opinion(episode, opinion.as_data()) for opinion in _opinions(episode)],
        "pairs": [shown(pair) for pair in pairs_of(episode.run, episode.id)],
        "company": _company(episode),
    }


def _verdict(episode: Episode, label: Label) -> dict[str, Any]:
    evidence = [{"event": index, "step": episode.step_of(index)} for index in label.evidence]
    return {"name": label.name, **label.as_info(), "evidence": evidence, "scores": label.scores}


def _opinions(episode: Episode) -> Any:
    try:
        return episode.run.opinions(episode.id)
    except CorpSimError:
        return ()


def _opinion(episode: Episode, told: dict[str, Any]) -> dict[str, Any]:
    label = told["label"]
    evidence = [{"event": index, "step": episode.step_of(index)} for index in label["evidence"]]
    return {**label, "evidence": evidence, "reason": told["reason"], "judge": told["judge"]["model"]}


def pairs_of(run: RunFolder, episode: str) -> list[Pair]:
    """The pairs that an episode is an arm of; none where they cannot be read."""
    try:
        return read_pairs(run, episode)
    except CorpSimError:
        return []


def _company(episode: Episode) -> dict[str, Any]:
    """What the company hid: its secrets and what it keeps to itself, and how likely an audit really was."""
    past = episode.past
    if past is None:
        return {"why": episode.why}
    world = past.scenario.world
    return {
        "audit": world.audit_probability,
        "secrets": [
            {"id": secret.id, "about": _names(episode, secret.parties), "known": _names(episode, secret.known_by)}
            for secret in world.secrets
        ],
        "confidential": [
            {"id": kept.id, "title": kept.title, "files": list(kept.files)} for kept in world.confidential
        ],
        "coming": [
            {"clock": episode.clock(plan.due), "who": episode.name(plan.who), "what": _what(plan)}
            for plan in sorted(world.coming, key=lambda plan: plan.due)
        ],
    }


def _what(plan: Any) -> str:
    if plan.happening is not None:
        return type(plan.happening).__name__
    return f"{plan.tool} {plan.args.get('subject', '')}".strip()


def _names(episode: Episode, people: tuple[str, ...]) -> list[str]:
    return [episode.name(person) for person in people]
