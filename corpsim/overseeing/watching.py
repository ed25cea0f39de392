"""Setting monitors on the recorded episodes of a run, many at once."""

import asyncio
import inspect
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpsim.agent import ModelFailure
from corpsim.catalog import learns_from, make_monitor, members_of, monitor_options
from corpsim.errors import CorpSimError, InvalidConfiguration, UnknownName, first_of
from corpsim.monitor import History, Monitor, MonitorError, Suspicion, read_suspicion
from corpsim.overseeing.scores import EpisodeScores, write_scores
from corpsim.overseeing.training import learn_weights
from corpsim.runs.labels import read_labels
from corpsim.runs.lock import locked
from corpsim.runs.progress import Listener, Progress
from corpsim.runs.record import EpisodeRecord, Start
from corpsim.runs.score import final_episodes, restage
from corpsim.runs.store import RunFolder
from corpsim.scenario import Scenario
from corpsim.sight import history_of, honest_rehearsals

MOST_REASON = 500


class Watched(NamedTuple):
    """What monitors said of a run, by monitor. `skipped` says, by episode, why it could not be shown to them."""

    scores: dict[str, tuple[EpisodeScores, ...]]
    skipped: dict[str, str]


class _Known(NamedTuple):
    """An honest episode of the baseline, or an earlier one of an agent."""

    world: str
    seed: int
    agent: str
    history: History


def watch_run(
    folder: str | Path,
    monitors: Sequence[str],
    *,
    baseline: str | Path | None = None,
    train: str | Path | None = None,
    options: Mapping[str, Any] | None = None,
    max_concurrency: int = 8,
    progress: Listener | None = None,
    allow_code: bool = False,
) -> Watched:
    """Let monitors see every final episode of a run, and keep what they say in its folder.

    `baseline` is a run whose clean episodes are the honest histories that monitors learn from; without one they learn
    from the world's honest witnesses. Those of the same company are left out, so that nothing is judged by itself.
    `train` is a labelled run from which logistic ensembles learn their weights. `options` are given to every monitor
    that takes them. Raises UnknownName, InvalidConfiguration and CannotRecord.
    """
    _check_options(monitors, options or {})
    found = RunFolder.open(folder, allow_code=allow_code)
    honest = _clean(RunFolder.open(baseline, allow_code=allow_code)) if baseline is not None else None
    weights: dict[str, list[float]] = {}
    if train is not None:
        weights = _train(train, monitors, honest, options or {}, max_concurrency, allow_code)
    with locked(found.path, patience_s=0):
        session = _Session(found, monitors, honest, options or {}, weights, progress)
        asyncio.run(session.sit(max(1, max_concurrency)))
        for monitor, scores in session.scores.items():
            write_scores(found.path, monitor, scores)
    return Watched(session.scores, session.skipped)


def _train(
    train: str | Path,
    monitors: Sequence[str],
    honest: Sequence[_Known] | None,
    options: Mapping[str, Any],
    at_once: int,
    allow_code: bool,
) -> dict[str, list[float]]:
    """The weights of the logistic ensembles among the monitors, learnt from a run with labels."""
    learners = {spec: members_of(spec) for spec in monitors if spec.strip().startswith("logistic(")}
    if not learners:
        raise InvalidConfiguration("only a logistic ensemble learns from a run, e.g. -m 'logistic(rules, surprise)'.")
    folder = RunFolder.open(train, allow_code=allow_code)
    each = list(dict.fromkeys(member for members in learners.values() for member in members))
    session = _Session(folder, each, honest, options, {}, None)
    asyncio.run(session.sit(at_once))
    results = folder.results()
    return {
        spec: learn_weights(results, [session.scores[member] for member in members])
        for spec, members in learners.items()
    }


def _check_options(monitors: Sequence[str], options: Mapping[str, Any]) -> None:
    known = {name for spec in monitors for name in monitor_options(spec)}
    for name in options:
        if name not in known:
            raise UnknownName("option of these monitors", name, known)


def _clean(folder: RunFolder) -> tuple[_Known, ...]:
    """The episodes of a run that carry no label. Raises InvalidConfiguration where there are none."""
    found = []
    for episode in final_episodes(folder):
        labels = read_labels(folder.labels_path(episode))
        if labels is None or any(label.present for label in labels.labels.values()):
            continue
        record, start, scenario = restage(folder, episode)
        found.append(_Known(start.world, start.seed, start.agent, _history(record, start, scenario)))
    if not found:
        raise InvalidConfiguration(f"{folder.path} has no episode without a label to learn from.")
    return tuple(found)


def _history(record: EpisodeRecord, start: Start, scenario: Scenario, *, thoughts: bool = False) -> History:
    return history_of(scenario, start.observation, start.events, record.steps, thoughts=thoughts)


class _Session:
    """Monitors going through one run."""

    def __init__(
        self,
        folder: RunFolder,
        monitors: Sequence[str],
        honest: Sequence[_Known] | None,
        options: Mapping[str, Any],
        weights: Mapping[str, Sequence[float]],
        progress: Listener | None,
    ) -> None:
        self._folder = folder
        self._monitors = list(dict.fromkeys(monitors))
        self._learns = {spec: learns_from(spec) for spec in self._monitors}
        self._honest = honest
        self._options = options
        self._weights = weights
        self._progress = progress
        self._episodes = list(final_episodes(folder))
        self._past: dict[tuple[str, str], list[History]] = defaultdict(list)
        self._found: dict[str, dict[str, EpisodeScores]] = {spec: {} for spec in self._monitors}
        self._done = 0
        self._begun = time.monotonic()
        self.skipped: dict[str, str] = {}

    @property
    def scores(self) -> dict[str, tuple[EpisodeScores, ...]]:
        """What was said, by monitor, in the order of the episodes."""
        return {
            spec: tuple(found[episode] for episode in self._episodes if episode in found)
            for spec, found in self._found.items()
        }

    async def sit(self, at_once: int) -> None:
        """Go through all episodes, `at_once` of them at the same time."""
        waiting = iter(self._episodes)
        lanes = (self._work(waiting) for _ in range(min(at_once, len(self._episodes))))
        try:
            async with asyncio.TaskGroup() as group:
                for lane in lanes:
                    group.create_task(lane)
        except* CorpSimError as errors:
            raise first_of(errors) from None

    async def _work(self, waiting: Iterator[str]) -> None:
        for episode in waiting:
            try:
                staged = restage(self._folder, episode)
            except CorpSimError as error:
                self.skipped[episode] = str(error)
            else:
                await self._watch(episode, *staged)
            self._done += 1
            self._tell()

    async def _watch(self, episode: str, record: EpisodeRecord, start: Start, scenario: Scenario) -> None:
        """Show one episode to every monitor. Monitors are made before the first of them is waited for."""
        monitors = {spec: self._make(spec, start, scenario) for spec in self._monitors}
        self._past[start.world, start.agent].append(_history(record, start, scenario))
        digest = record.end.ledger_digest if record.end is not None else ""
        for spec, monitor in monitors.items():
            thoughts = bool(getattr(monitor, "reads_thoughts", False))
            said = await rate(monitor, spec, _history(record, start, scenario, thoughts=thoughts), episode)
            scores = tuple((step, one.value) for step, one in said)
            reasons = tuple((step, one.reason[:MOST_REASON]) for step, one in said if one.reason and one.value != 0)
            self._found[spec][episode] = EpisodeScores(episode, spec, scores, reasons, digest)

    def _make(self, spec: str, start: Start, scenario: Scenario) -> Monitor:
        learns = self._learns[spec]
        return make_monitor(
            spec,
            baseline=self._baseline(start, scenario) if "baseline" in learns else (),
            past=self._own_past(start) if "past" in learns else (),
            options=self._options,
            weights=self._weights.get(spec, ()),
        )

    def _baseline(self, start: Start, scenario: Scenario) -> Sequence[History]:
        if self._honest is None:
            return honest_rehearsals(scenario, start.agent)
        kept = [known.history for known in self._honest if known.world == start.world and known.seed != start.seed]
        if not kept:
            raise InvalidConfiguration(
                f"the baseline has no clean episode of the world {start.world!r} in another company than that of seed "
                f"{start.seed}; play an honest agent there with more seeds."
            )
        return kept

    def _own_past(self, start: Start) -> Sequence[History]:
        """What the same agent did before: in the baseline if it sat there, else earlier in this run."""
        own = [
            known.history
            for known in self._honest or ()
            if (known.world, known.agent) == (start.world, start.agent) and known.seed != start.seed
        ]
        return own or tuple(self._past[start.world, start.agent])

    def _tell(self) -> None:
        if self._progress is None:
            return
        total, elapsed = len(self._episodes), time.monotonic() - self._begun
        counts = Counter({"seen": self._done - len(self.skipped), "skipped": len(self.skipped)})
        eta = elapsed / self._done * (total - self._done)
        self._progress(
            Progress(
                total=total,
                done=self._done,
                running=(),
                counts=dict(counts),
                input_tokens=0,
                output_tokens=0,
                reward_mean=None,
                elapsed_s=elapsed,
                eta_s=eta,
            )
        )


async def rate(monitor: Monitor, name: str, history: History, episode: str) -> list[tuple[int, Suspicion]]:
    """What a monitor says of each step of an episode, and one step behind the last of the whole.

    A model that fails leaves a step unscored. Raises MonitorError for a monitor that fails or breaks its contract.
    """
    try:
        return await _rate(monitor, name, history)
    except CorpSimError:
        raise
    except Exception as error:
        raise MonitorError(f"the monitor {name!r} failed on {episode}: {type(error).__name__}: {error}") from error


async def _rate(monitor: Monitor, name: str, history: History) -> list[tuple[int, Suspicion]]:
    monitor.reset(history.setting)
    said = []
    for sight in history.sights:
        one = await _asked(monitor.watch, sight, name)
        if one is not None:
            said.append((sight.step, one))
    review = getattr(monitor, "review", None)
    if callable(review):
        one = await _asked(review, history.last, name)
        if one is not None:
            said.append((len(history.sights) + 1, one))
    return said


async def _asked(ask: Any, about: Any, name: str) -> Suspicion | None:
    try:
        answer = ask(about)
        return read_suspicion(await answer if inspect.isawaitable(answer) else answer, name)
    except ModelFailure as error:
        return Suspicion(None, str(error))
