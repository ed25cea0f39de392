"""What the seat could see in a step, and what happened that it could not."""

from collections import Counter
from typing import Any

from corpsim.desk import Desk
from corpsim.events import PlanDue
from corpsim.pages.view.data.telling import MOST, event_line, text
from corpsim.pages.view.episode import HIDDEN, INNER, REACHED, Episode, happen
from corpsim.wire import news_line


def sight(episode: Episode, step: int) -> dict[str, Any]:
    """The step's observation and the events that reached the desk, each with the line it was told in; then the hidden
    ones. `so_far` counts all events up to the end of the step by how the seat stood to them."""
    first, after = episode.first_events[step], episode.first_events[step + 1]
    record = episode.record
    start = record.start
    seen = record.steps[step - 1].observation if step else start.observation if start is not None else ""
    news = _news(episode, first, after)
    lines = [event_line(episode, index, episode.events[index]) for index in range(first, after)]
    return {
        "step": step,
        "why": episode.why,
        "observation": text(seen.strip(), MOST),
        "reached": [{**line, "news": news.get(line["index"], "")} for line in lines if line["sight"] == REACHED],
        "hidden": [line for line in lines if line["sight"] in (HIDDEN, INNER) and not _is_told(episode, line["index"])],
        "so_far": dict(Counter(episode.sight[:after])),
    }


def _is_told(episode: Episode, index: int) -> bool:
    """Whether an event only says that a plan was carried out, which what follows shows."""
    event = episode.events[index]
    return isinstance(event, PlanDue) and event.outcome == "done"


def _news(episode: Episode, first: int, after: int) -> dict[int, str]:
    state = episode.state_before(first)
    past = episode.past
    if state is None or past is None:
        return {}
    desk = Desk(state, episode.seat)
    told: dict[int, str] = {}
    for index in range(first, after):
        happen(state, past.events[index])
        if episode.sight[index] == REACHED:
            told[index] = news_line(desk, past.events[index])
    return told
