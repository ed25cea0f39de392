"""Asking a model for second opinions on the episodes of a run, many at once, and keeping what it says.

The labels of the detectors are read and never written here. An opinion that could not be had is kept as `unscored` with
the reason, and asked for again the next time.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from corpsim.agent import ModelFailure
from corpsim.errors import CorpSimError, InvalidConfiguration, UnknownName
from corpsim.label import TAXONOMY, Detector, Label, in_order, namespace_of
from corpsim.models.judging import Judge, Unanswered
from corpsim.models.options import read_options
from corpsim.runs.casefile import PROMPT_VERSION, SCHEMA, CaseFile, write_case, write_instructions, write_question
from corpsim.runs.labels import read_labels
from corpsim.runs.lock import locked
from corpsim.runs.manner import model_of
from corpsim.runs.opinion import JudgeModel, Opinion, joined, read_label, read_opinions, unscored, write_opinions
from corpsim.runs.outage import MOST_FAILURES
from corpsim.runs.progress import Listener, Progress
from corpsim.runs.record import CorruptRecord
from corpsim.runs.score import final_episodes, rebuild
from corpsim.runs.secrecy import fit_to_record, secret_options
from corpsim.runs.store import RunFolder
from corpsim.runs.writer import CannotRecord, make_folder
from corpsim.stats.agreement import Agreement, agreement

JUDGED = ("blackmail", "data_leak", "harmful_disclosure", "shadow_logging", "deception", "overconfidence")
"""The labels that words can decide, and that a judge may be asked about."""


class Heard(NamedTuple):
    """One opinion beside what the detectors say; `fresh` unless it was there already."""

    episode: str
    opinion: Opinion
    detector: Label | None
    fresh: bool


class Hearing(NamedTuple):
    """What a judge said. `skipped` says, by episode, why there was nothing to ask; `usage` are counts of tokens."""

    judge: JudgeModel
    heard: tuple[Heard, ...]
    skipped: dict[str, str]
    usage: dict[str, int]

    @property
    def failed(self) -> int:
        """Opinions that could not be had."""
        return sum(bool(heard.opinion.label.unscored) for heard in self.heard)

    @property
    def differing(self) -> tuple[Heard, ...]:
        """Where judge and detectors do not say the same."""
        pairs = (
            (h, h.detector.present if h.detector is not None else None, h.opinion.label.present) for h in self.heard
        )
        return tuple(h for h, found, said in pairs if None not in (found, said) and found != said)

    def agreement(self) -> dict[str, Agreement]:
        """For each label asked about, how far judge and detectors agree."""
        names = in_order(heard.opinion.label.name for heard in self.heard)
        return {
            name: agreement(
                (h.detector.present if h.detector is not None else None, h.opinion.label.present)
                for h in self.heard
                if h.opinion.label.name == name
            )
            for name in names
        }


def hear(
    folder: str | Path,
    options: Mapping[str, Any],
    labels: Sequence[str] = (),
    *,
    max_concurrency: int = 8,
    again: bool = False,
    progress: Listener | None = None,
    allow_code: bool = False,
) -> Hearing:
    """Ask a model about every final episode of a run, for callers without an event loop of their own.

    `options` are those of `corpsim.models`: model, base_url … `labels` default to all that can be asked about. What
    this judge has answered already is kept unless `again`. `allow_code` is that of `score`. Raises UnknownName, and
    InvalidConfiguration for options that cannot work, for what is no run folder and for one that is being written; and
    CannotRecord.
    """
    wanted = _check_labels(labels)
    judge = _make_judge(options)
    found = RunFolder.open(folder, allow_code=allow_code)
    with locked(found.path, patience_s=0):
        session = _Session(found, judge, _source(judge, options), wanted, again, progress)
        return session.hold(max_concurrency)


def hear_themselves(
    folder: str | Path,
    options: Mapping[str, Any] | None = None,
    labels: Sequence[str] = (),
    *,
    max_concurrency: int = 8,
    again: bool = False,
    progress: Listener | None = None,
    allow_code: bool = False,
) -> dict[str, Hearing]:
    """Ask every model of a run, without memory of it, about the episodes it played itself; by agent.

    `labels` default to all that are decided in the episode's world. `options` change those with which the model was
    asked when it acted. The rest is as for `hear`; raises InvalidConfiguration where no agent of the run is a model.
    """
    for name in labels:
        if name not in TAXONOMY and not namespace_of(name):
            raise UnknownName("label", name, TAXONOMY)
    found = RunFolder.open(folder, allow_code=allow_code)
    judges = {agent: given for agent in found.config.agents if (given := model_of(agent, found.config.options))}
    if not judges:
        raise InvalidConfiguration(f"{folder} has no agent that is a model: {', '.join(found.config.agents)}.")
    hearings = {}
    with locked(found.path, patience_s=0):
        for agent, given in judges.items():
            asked = {**given, **(options or {})}
            judge = _make_judge(asked)
            session = _Session(found, judge, _source(judge, asked), tuple(labels), again, progress, own=agent)
            hearings[agent] = session.hold(max_concurrency)
    return hearings


def _check_labels(labels: Sequence[str]) -> tuple[str, ...]:
    for name in labels:
        if name not in JUDGED:
            raise UnknownName("label that a judge is asked about", name, JUDGED)
    return tuple(name for name in JUDGED if not labels or name in labels)


def _make_judge(options: Mapping[str, Any]) -> Judge:
    others = {name: value for name, value in options.items() if name != "base_url"}  # its credentials are left out
    found = list(secret_options(others))
    if found:
        raise InvalidConfiguration(f"{found[0]} looks like a secret; set OPENAI_API_KEY or CORPSIM_API_KEY instead.")
    return Judge(read_options(options))


def _source(judge: Judge, options: Mapping[str, Any]) -> JudgeModel:
    others = {name: v for name, v in options.items() if v is not None and name not in ("model", "base_url")}
    return JudgeModel(judge.options.model, judge.address, others)


class _Session:
    """One judge going through one run."""

    def __init__(
        self,
        folder: RunFolder,
        judge: Judge,
        source: JudgeModel,
        labels: Sequence[str],
        again: bool,
        progress: Listener | None,
        own: str = "",
    ) -> None:
        agents = {plan.id: plan.agent for plan in folder.plans}
        self._own = bool(own)
        self._folder = folder
        self._judge = judge
        self._source = source
        self._labels = labels
        self._again = again
        self._progress = progress
        self._episodes = [name for name in final_episodes(folder) if not own or agents[name] == own]
        self._heard: dict[str, list[Heard]] = {}
        self._skipped: dict[str, str] = {}
        self._usage: Counter[str] = Counter()
        self._failures = 0
        self._begun = time.monotonic()

    def hold(self, at_once: int) -> Hearing:
        """Ask about all episodes, and give what was heard."""
        make_folder(self._folder.path / "opinions")
        asyncio.run(self.sit(max(1, at_once)))
        return self.close()

    async def sit(self, at_once: int) -> None:
        """Go through all episodes, `at_once` of them at the same time."""
        waiting = iter(self._episodes)
        await asyncio.gather(*(self._work(waiting) for _ in range(min(at_once, len(self._episodes)))))

    def close(self) -> Hearing:
        """What was heard, in the order of the episodes."""
        heard = tuple(one for episode in self._episodes for one in self._heard.get(episode, ()))
        return Hearing(self._source, heard, self._skipped, dict(sorted(self._usage.items())))

    async def _work(self, waiting: Iterator[str]) -> None:
        for episode in waiting:
            try:
                await self._hear(episode)
            except CannotRecord:
                raise
            except CorpSimError as error:
                self._skipped[episode] = str(error)
            self._tell()

    async def _hear(self, episode: str) -> None:
        """Ask about one episode, and put on disk what was said."""
        scenario, ledger = rebuild(self._folder, episode)
        verdict = read_labels(self._folder.labels_path(episode))
        path = self._folder.opinions_path(episode)
        before = _opinions_before(path)
        case, digest = write_case(scenario.world, ledger.events), ledger.digest()
        heard = []
        for detector in scenario.detectors:
            if detector.name in self._labels or (self._own and not self._labels):
                opinion, fresh = await self._ask(detector, case, digest, before)
                found = verdict.labels.get(detector.name) if verdict is not None else None
                heard.append(Heard(episode, opinion, found, fresh))
        if any(one.fresh for one in heard):
            write_opinions(path, episode, joined(before, (one.opinion for one in heard)))
        self._heard[episode] = heard

    async def _ask(
        self, detector: Detector, case: CaseFile, ledger: str, before: Sequence[Opinion]
    ) -> tuple[Opinion, bool]:
        """An opinion, and whether it is a new one."""
        name = detector.name
        system, text = write_instructions(name, detector.page, own=self._own), write_question(name, case)
        prompt = blake2b(f"{system}\0{text}".encode(), digest_size=16).hexdigest()
        for old in before:
            same = (old.label.name, old.judge, old.prompt_digest) == (name, self._source, prompt)
            if same and not old.label.unscored and not self._again:
                return old, False
        label, reason = await self._answer(name, system, text, case)
        return Opinion(label, reason, self._source, PROMPT_VERSION, prompt, ledger, self._own), True

    async def _answer(self, name: str, system: str, text: str, case: CaseFile) -> tuple[Label, str]:
        """What the judge says, or why it did not: whatever goes wrong decides nothing."""
        if self._failures >= MOST_FAILURES:
            return unscored(name, f"not asked: the provider had failed {MOST_FAILURES} times in a row"), ""
        try:
            verdict = await self._judge.ask(system, text, SCHEMA)
        except ModelFailure as error:
            self._failures += 1
            return unscored(name, fit_to_record(str(error))), ""
        except Unanswered as error:
            self._failures = 0
            return unscored(name, fit_to_record(str(error))), ""
        except Exception as error:
            return unscored(name, fit_to_record(f"{type(error).__name__}: {error}")), ""
        self._failures = 0
        self._usage.update(verdict.usage)
        return read_label(name, verdict.data, case.shown)

    def _tell(self) -> None:
        """Let the listener know, in the figures of a run."""
        if self._progress is None:
            return
        heard = [one.opinion.label for found in self._heard.values() for one in found]
        missing = sum(bool(label.unscored) for label in heard)
        done, elapsed = len(self._heard) + len(self._skipped), time.monotonic() - self._begun
        self._progress(
            Progress(
                total=len(self._episodes),
                done=done,
                running=(),
                counts={"opinions": len(heard) - missing, "unscored": missing},
                input_tokens=self._usage["input_tokens"],
                output_tokens=self._usage["output_tokens"],
                reward_mean=None,
                elapsed_s=elapsed,
                eta_s=elapsed / done * (len(self._episodes) - done),
            )
        )


def _opinions_before(path: Path) -> tuple[Opinion, ...]:
    try:
        return read_opinions(path)
    except CorruptRecord:
        return ()
