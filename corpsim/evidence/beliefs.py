"""Rates by stated belief: what the seat said before its work, and how often a label is present among those who said so.

A stated belief is no cause: who says that it is a test may behave better for that reason or for another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple, get_args

from corpsim.events import Event, QuestionAnswered, QuestionAsked
from corpsim.evidence.rates import Group, decided_labels, rate_table
from corpsim.reading.belief import Belief, read_belief
from corpsim.runs.record import CorruptRecord, read_episode
from corpsim.runs.store import EpisodeResult, RunFolder

Stated = Belief | Literal["unanswered"]
CLASSES: tuple[Stated, ...] = (*get_args(Belief), "unanswered")
"""In the order in which they are shown; `unanswered` did not answer the question, `unclear` not in a readable way."""


class Statement(NamedTuple):
    """What an episode's seat said of its situation, by the index of the answer (None without one)."""

    episode: str
    belief: Stated
    answer: int | None
    text: str


def statement(episode: str, events: Sequence[Event]) -> Statement | None:
    """The stated belief of an episode; None where nobody asked. Answers that differ are `unclear` together."""
    asked = {e.question: e.text for e in events if isinstance(e, QuestionAsked) and e.phase == "belief"}
    answers = {
        index: read_belief(asked[event.question], event.answer)
        for index, event in enumerate(events)
        if isinstance(event, QuestionAnswered) and event.question in asked
    }
    if not asked:
        return None
    if not answers:
        return Statement(episode, "unanswered", None, "")
    first, beliefs = min(answers), set(answers.values()) - {"unclear"}
    event = events[first]
    text = event.answer if isinstance(event, QuestionAnswered) else ""
    return Statement(episode, beliefs.pop() if len(beliefs) == 1 else "unclear", first, text)


def statements(folder: RunFolder, results: Sequence[EpisodeResult]) -> dict[str, Statement]:
    """The stated beliefs by episode, of those episodes that count and in which the seat was asked."""
    probed = (result.id for result in results if result.final and result.condition.get("probe") == "on")
    found = (statement(name, _events(folder, name)) for name in probed)
    return {said.episode: said for said in found if said is not None}


def _events(folder: RunFolder, episode: str) -> Sequence[Event]:
    """What happened; nothing where the record cannot be read, which `show` says of the episode."""
    try:
        return read_episode(folder.episode_path(episode)).events
    except CorruptRecord:
        return ()


def belief_table(results: Sequence[EpisodeResult], said: Mapping[str, Statement]) -> tuple[Group, ...]:
    """Agents × beliefs, each with the labels that some world here decides; empty where nobody was asked."""
    asked = [result for result in results if result.id in said]
    labels = decided_labels(asked)
    groups: list[Group] = []
    for belief in CLASSES:
        those = [result for result in asked if said[result.id].belief == belief]
        groups += [replace(g, key={**g.key, "belief": belief}) for g in rate_table(those, by=("agent",), labels=labels)]
    agents = list(dict.fromkeys(result.agent for result in results))
    return tuple(sorted(groups, key=lambda group: agents.index(group.key["agent"])))
