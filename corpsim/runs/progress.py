"""How far a run is: counts, tokens, and when it will be over."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corpsim.runs.record import FINAL
from corpsim.runs.store import EpisodeResult


@dataclass(frozen=True)
class Progress:
    """A run at one moment.

    `done` episodes have come out somehow, earlier sittings of the same folder included; `running` are being played.
    `counts` are by outcome. Tokens and `reward_mean` are over the episodes that are done; the mean is None without
    final ones. `eta_s` is None until one has been played. `interrupted` says that the run was stopped and can be
    resumed, and `reason` why where nobody asked for it. `last` is the episode that came out last.
    """

    total: int
    done: int
    running: tuple[str, ...]
    counts: dict[str, int]
    input_tokens: int
    output_tokens: int
    reward_mean: float | None
    elapsed_s: float
    eta_s: float | None
    interrupted: bool = False
    reason: str = ""
    last: EpisodeResult | None = None

    @property
    def failures(self) -> int:
        """Episodes that failed for a reason that is not the agent's; they are played again by resume."""
        return self.counts.get("model_error", 0) + self.counts.get("world_error", 0)


Listener = Callable[[Progress], object]


class Tracker:
    """Keeps the figures of a run and tells a listener whenever they change."""

    def __init__(self, total: int, before: Iterable[EpisodeResult], listener: Listener | None) -> None:
        self._total = total
        self._listener = listener
        self._begun = time.monotonic()
        self._counts: Counter[str] = Counter()
        self._tokens: Counter[str] = Counter()
        self._reward = 0.0
        self._running: list[str] = []
        self._last: EpisodeResult | None = None
        for result in before:
            self._count(result)
        self._earlier = self._counts.total()

    def began(self, episode: str) -> None:
        """An episode is being played."""
        self._running.append(episode)
        self.tell()

    def ended(self, episode: str, result: EpisodeResult | None) -> None:
        """An episode came out; None if it left no record."""
        self._running.remove(episode)
        if result is not None:
            self._count(result)
            self._last = result
        self.tell()

    def _count(self, result: EpisodeResult) -> None:
        self._counts[result.outcome] += 1
        self._tokens.update(result.usage)
        self._reward += result.reward if result.final else 0.0

    def tell(self) -> None:
        """Let the listener know."""
        if self._listener is not None:
            self._listener(self.now())

    def now(self, *, interrupted: bool = False, reason: str = "") -> Progress:
        """The figures at this moment; a run with nothing left is not `interrupted`."""
        done = self._counts.total()
        final = sum(self._counts[outcome] for outcome in FINAL)
        elapsed, played = time.monotonic() - self._begun, done - self._earlier
        return Progress(
            total=self._total,
            done=done,
            running=tuple(self._running),
            counts=dict(self._counts),
            input_tokens=self._tokens["input_tokens"],
            output_tokens=self._tokens["output_tokens"],
            reward_mean=self._reward / final if final else None,
            elapsed_s=elapsed,
            eta_s=elapsed / played * (self._total - done) if played > 0 else None,
            interrupted=interrupted and final < self._total,
            reason=reason if final < self._total else "",
            last=self._last,
        )
