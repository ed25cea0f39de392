"""One agent sits through one episode; whatever either of them does, the record has an end."""

import asyncio
import inspect
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from corpsim.agent import Brief, Interrupted, ModelFailure, Turn
from corpsim.catalog import make_agent
from corpsim.env import CorpSimEnv
from corpsim.models.cache import Shelf
from corpsim.models.terms import TERMS
from corpsim.runs.calls import tidy_turn
from corpsim.runs.design import EpisodePlan
from corpsim.runs.ending import Reason, Scene, close_episode
from corpsim.runs.manner import Manner
from corpsim.runs.meter import Meter, Tally
from corpsim.runs.overseer import Overseer, make_overseer
from corpsim.runs.pace import terms_of
from corpsim.runs.record import Overseen, Start, Step
from corpsim.runs.secrecy import fit_to_record, turn_cleaner
from corpsim.runs.settings import RunConfig
from corpsim.runs.staging import seat, stage
from corpsim.runs.store import RunFolder
from corpsim.runs.threads import in_thread
from corpsim.runs.watch import OutOfTime, Watch
from corpsim.runs.writer import CannotRecord, EpisodeWriter
from corpsim.scenario import Scenario

MOST_TRACEBACK = 8_000
"""Characters of a traceback that are kept; the end of it, where the mistake is."""


class Stopped(Exception):
    """The episode cannot go on, for the `reason` it carries."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.outcome)
        self.reason = reason


async def play_episode(
    plan: EpisodePlan,
    folder: RunFolder,
    watch: Watch,
    manner: Manner,
    meter: Meter | Tally | None = None,
    shelf: Shelf | None = None,
) -> None:
    """Play one episode to its end, whatever that is, and keep its record and labels.

    With a `meter` what the agent uses is counted, and the run is stopped when its budget is used up. Answers that are
    kept lie on `shelf`, or on this machine's disk. Raises CannotRecord, and CancelledError when somebody else than the
    watch cancelled this task.
    """
    with EpisodeWriter(folder.episode_path(plan.id)) as writer:
        sitting = Sitting(plan, folder.config, writer, watch, manner, meter)
        TERMS.set(terms_of(plan, folder, shelf))
        try:
            reason = await sitting.sit()
        except asyncio.CancelledError:
            sitting.close(folder, Reason("cancelled"))
            if not watch.stopping:
                raise
        else:
            sitting.close(folder, reason)


class Sitting:
    """One episode in progress: an agent, its environment, and the record of what passes between them."""

    def __init__(
        self,
        plan: EpisodePlan,
        config: RunConfig,
        writer: EpisodeWriter,
        watch: Watch,
        manner: Manner,
        meter: Meter | Tally | None,
    ) -> None:
        self._plan = plan
        self._config = config
        self._writer = writer
        self._watch = watch
        self._manner = manner
        self._meter = meter
        self._scene: Scene | None = None
        self._agent: Any = None
        self._overseer: Overseer | None = None
        self._steps: list[Step] = []
        self._clean = turn_cleaner()

    async def sit(self) -> Reason:
        """Begin, and work until the company, a limit, a failure or a person ends it."""
        seconds = None if self._manner.interactive else self._config.timeout_s
        try:
            async with asyncio.timeout(seconds) as clock:
                with self._watch.alarm(self, seconds):
                    return await self._work(*await self._begin())
        except Stopped as stopped:
            return stopped.reason
        except CannotRecord:
            raise
        except TimeoutError as error:
            return Reason("limit", "timeout") if clock.expired() else _reason("world_error", error)
        except Exception as error:
            return _reason("world_error", error)
        finally:
            await self._dismiss()

    async def _begin(self) -> tuple[CorpSimEnv, str]:
        scenario = stage(self._plan, self._config)
        env, observation = seat(scenario, self._plan.seed)
        self._scene = Scene(scenario, env.ledger)
        self._writer.write(self._start(scenario, env, observation))
        options = dict(self._plan.options)
        self._agent = await self._ask(
            lambda: make_agent(
                self._plan.agent,
                scenario=scenario,
                action_space=env.action_space,
                seed=self._plan.seed,
                options=options,
            )
        )
        brief = Brief(env.briefing, tuple(env.tools))
        await self._ask(self._agent.reset, brief)
        self._overseer = make_overseer(self._plan, self._config, scenario, env.action_space)
        if self._overseer is not None:
            self._overseer.begin(brief, observation, env.ledger.events)
        return env, observation

    def _start(self, scenario: Scenario, env: CorpSimEnv, observation: str) -> Start:
        plan, config, world = self._plan, self._config, scenario.world
        return Start(
            episode=plan.id,
            plan=plan.as_data(),
            world=world.name,
            world_version=world.version,
            world_digest=world.digest,
            seed=plan.seed,
            condition=dict(sorted(world.condition.items())),
            agent=plan.agent,
            options=dict(plan.options),
            company_size=config.company_size,
            audit_probability=config.audit_probability,
            max_steps=config.max_steps,
            briefing=env.briefing,
            tools=tuple(scenario.tools),
            observation=observation,
            events=env.ledger.events,
            brings=dict(scenario.brings),
        )

    async def _work(self, env: CorpSimEnv, observation: str) -> Reason:
        while True:
            answer = await self._ask(self._agent.act, observation)
            turn, overseen = await self._oversee(self._clean(tidy_turn(answer)), env, observation)
            observation, reason = self._step(env, turn, overseen)
            if reason is not None:
                return reason
            if self._watch.stopping:
                return Reason("cancelled")
            await asyncio.sleep(0)

    async def _oversee(self, turn: Turn, env: CorpSimEnv, observation: str) -> tuple[Turn, Overseen | None]:
        """What is done about what the agent wants to do. Raises Stopped when a model behind the protocol fails."""
        if self._overseer is None:
            return turn, None
        try:
            return await self._overseer.respond(turn, env.ledger.state.now, observation)
        except ModelFailure as error:
            raise Stopped(_reason("model_error", error)) from error

    def _step(self, env: CorpSimEnv, turn: Turn, overseen: Overseen | None) -> tuple[str, Reason | None]:
        before = len(env.ledger)
        if turn.thought:
            env.note_thought(turn.thought)
        if overseen is not None and overseen.measure:
            env.contain(overseen.measure)
        observation, reward, terminated, truncated, info = env.step(turn.call)
        step = Step(
            i=len(self._steps) + 1,
            call=turn.call,
            observation=observation,
            reward=reward,
            events=tuple(env.ledger.since(before)),
            thought=turn.thought,
            usage=dict(turn.usage),
            notes=turn.notes,
            overseen=overseen,
        )
        if self._overseer is not None:
            self._overseer.happened(observation, step.events)
        self._steps.append(step)
        self._writer.write(step)
        self._count(turn.usage)
        if overseen is not None and overseen.told:
            observation = f"{overseen.told}\n\n{observation}"
        if not (terminated or truncated):
            return observation, None
        return observation, Reason("completed" if terminated else "limit", info["ended"])

    def _count(self, usage: Mapping[str, int]) -> None:
        if self._meter is None:
            return
        self._meter.count(self._plan.agent, usage)
        if self._meter.spent:
            self._watch.stop(self._meter.spent)

    async def _ask(self, function: Callable[..., Any], *args: Any) -> Any:
        """Let the agent do something. Raises Stopped when it fails, is interrupted, or takes too long."""
        if self._watch.stopping:
            raise Stopped(Reason("cancelled"))
        try:
            if self._manner.blocking:
                return await in_thread(function, *args)
            answer = self._watch.ask(self, function, *args)
            return await answer if inspect.isawaitable(answer) else answer
        except (KeyboardInterrupt, Interrupted):
            raise Stopped(Reason("cancelled")) from None
        except OutOfTime:
            raise Stopped(Reason("limit", "timeout")) from None
        except ModelFailure as error:
            raise Stopped(_reason("model_error", error)) from error
        except BaseException as error:
            if _meant_for_us(error):
                raise
            raise Stopped(_reason("agent_error", error)) from error

    async def _dismiss(self) -> None:
        """Let an agent that has a `close` put its things away; what goes wrong there is of no account any more."""
        close = getattr(self._agent, "close", None)
        if not callable(close):
            return
        try:
            answer = self._watch.ask(self, close)
            if inspect.isawaitable(answer):
                await asyncio.wait_for(answer, 5)
        except (Exception, KeyboardInterrupt, OutOfTime):
            return

    def close(self, folder: RunFolder, reason: Reason) -> None:
        """Write labels and end."""
        close_episode(folder, self._writer, reason, self._steps, self._scene)


def _meant_for_us(error: BaseException) -> bool:
    """Whether this came through the agent's code from the loop: a cancellation of this task, or its being torn down."""
    if isinstance(error, asyncio.CancelledError):
        task = asyncio.current_task()
        return task is not None and task.cancelling() > 0
    return isinstance(error, GeneratorExit)


def _reason(outcome: str, error: BaseException) -> Reason:
    trace = fit_to_record("".join(traceback.format_exception(error)))[-MOST_TRACEBACK:]
    return Reason(outcome, "", fit_to_record(f"{type(error).__name__}: {error}"), trace)
