"""What can be known before the first episode: that every world, condition and agent of a run can be made."""

from corpsim.catalog import draw_condition, find_world, make_agent, misnamed_agent
from corpsim.errors import CorpSimError, InvalidConfiguration, UnknownName, UnknownNames
from corpsim.runs.design import EpisodePlan
from corpsim.runs.overseer import make_overseer
from corpsim.runs.record import read_ends
from corpsim.runs.secrecy import fit_to_record
from corpsim.runs.settings import RunConfig, difference
from corpsim.runs.staging import seat, stage
from corpsim.runs.store import RunFolder
from corpsim.template import Template


def check_plans(config: RunConfig) -> None:
    """Make every agent in every world that it will meet, until it was made under each of their levels once.

    Raises UnknownNames with all worlds and agents that do not exist, else what is wrong with the first that fails.
    """
    _check_names(config)
    seen: dict[tuple[str, str, str], set[tuple[str, str]]] = {}
    for plan in config.plans():
        template = find_world(plan.world, allow_code=config.allow_code)
        levels = draw_condition(template, plan.seed, plan.condition).items()
        met = seen.setdefault((plan.world, plan.agent, plan.protocol), set())
        if not met or not levels <= met:
            met.update(levels)
            _try(plan, config)


def _check_names(config: RunConfig) -> None:
    worlds: dict[str, Template] = {}
    agents: dict[str, dict[str, Template]] = {}
    problems = []
    for name in config.worlds:
        try:
            worlds[name] = find_world(name, allow_code=config.allow_code)
        except UnknownName as error:
            problems.append(str(error))
    for block in config.blocks():
        for agent in block.agents:
            agents.setdefault(agent, {}).update({name: worlds[name] for name in block.worlds if name in worlds})
    problems += [wrong for agent, where in agents.items() if (wrong := misnamed_agent(agent, where))]
    if problems:
        raise UnknownNames(problems)


def _try(plan: EpisodePlan, config: RunConfig) -> None:
    scenario = stage(plan, config)
    env, _ = seat(scenario, plan.seed)
    try:
        make_agent(
            plan.agent, scenario=scenario, action_space=env.action_space, seed=plan.seed, options=dict(plan.options)
        )
    except CorpSimError:
        raise
    except Exception as error:
        reason = fit_to_record(f"{type(error).__name__}: {error}")
        raise InvalidConfiguration(f"the agent {plan.agent!r} cannot be made: {reason}") from error
    make_overseer(plan, config, scenario, env.action_space)


def check_records(folder: RunFolder) -> None:
    """Raises InvalidConfiguration when episodes on disk are not those that the manifest asks for."""
    plans = {plan.id: plan for plan in folder.plans}
    strange = sorted(path.stem for path in (folder.path / "episodes").glob("*.jsonl") if path.stem not in plans)
    lines = [f"  {episode}: is not part of the run" for episode in strange]
    for episode, plan in plans.items():
        path = folder.episode_path(episode)
        start = read_ends(path)[0] if path.exists() else None
        if start is not None:
            lines.extend(difference(start.plan, plan.as_data(), episode))
    if lines:
        head = f"{folder.path}: the manifest does not fit the episodes that are there (record → manifest):"
        raise InvalidConfiguration("\n".join([head, *lines[:20]]))
