"""The terms on which a run lets models be asked: how fast, and which answers it keeps.

They come beside the options of an agent, since they say how a run is carried out and not what it is. A run sets them
for each episode; outside of one there are none.
"""

from contextvars import ContextVar
from dataclasses import dataclass

from corpsim.models.cache import Cache


@dataclass(frozen=True)
class Terms:
    """What holds for one episode.

    `requests_per_minute` and `tokens_per_minute` hold for each model, where an option of the agent says nothing else.
    `trial` tells an episode from others in which the same might be asked, so that they do not share answers.
    """

    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    cache: Cache | None = None
    trial: str = ""


TERMS: ContextVar[Terms] = ContextVar("TERMS", default=Terms())  # noqa: B039  it is frozen
