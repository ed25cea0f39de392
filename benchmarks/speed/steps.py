"""What a step costs through `gym.make` with its default wrappers, in steps of CartPole-v1."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import Any

import gymnasium as gym
from clockwork import Aim, Options, Section, cpu, cpu_between, cpu_over, typical
from floors import CartPole, Nothing
from seat import Seat

READ, WRITE, SEARCH = Aim(1), Aim(2), Aim(5)

BATCH = 40
"""Steps of one kind in a row; of the longest this takes less than half a day."""

SEEDS = 4
"""Companies that are visited in turn."""

FIRST = "The first forty in a company that nobody has been to"
FLOOR = "An environment of text that does nothing"

NEW = 10_000
"""Seeds from here on are used once."""

Measure = Callable[[gym.Env[str, Any], Seat], float]


def _in_a_row(draw: Callable[[Seat], Any]) -> Measure:
    return lambda env, seat: cpu_over(env.step, [draw(seat) for _ in range(BATCH)])


def _list_after_news(env: gym.Env[str, Any], seat: Seat) -> float:
    return cpu_between(lambda: env.step(seat.send_self()), lambda: env.step(seat.list()), BATCH)


KINDS: dict[str, tuple[Measure, Aim | None]] = {
    "open a mail": (_in_a_row(Seat.open), READ),
    "list the inbox": (_in_a_row(Seat.list), READ),
    "list the inbox, new mail each time": (_list_after_news, READ),
    "look up a person": (_in_a_row(Seat.look_up), READ),
    "search the mail": (_in_a_row(Seat.search), SEARCH),
    "send 1 kB": (_in_a_row(Seat.send), WRITE),
    "send 1 kB to a reader for threats": (_in_a_row(Seat.send_watched), WRITE),
    "reply with 1 kB": (_in_a_row(Seat.reply), WRITE),
    "write 1 kB to a document": (_in_a_row(Seat.write), WRITE),
    "wait five minutes": (_in_a_row(Seat.wait), None),
    "talk nonsense": (_in_a_row(Seat.babble), None),
}

FIRST_TIME = ("open a mail", "list the inbox", "look up a person", "search the mail", "send 1 kB")
"""What is also measured in a company that nobody has been to, where nothing can have been kept."""


def measure(options: Options) -> Section:
    """Each kind of step in turn, between two measurements of CartPole."""
    section = Section(
        "steps",
        "Steps",
        "One step through gym.make with default wrappers, in steps of CartPole-v1 measured right before and after.",
    )
    env, cart = gym.make("CorpSim-v0", world=options.world), CartPole()
    taken: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for line, act in chain(_rounds(env, options), _floors(options)):
        before = cart.step_cost()
        cost = act()
        taken.setdefault(line, []).append((cost, (before + cart.step_cost()) / 2))
    for (group, name), pairs in taken.items():
        ratios = [cost / base for cost, base in pairs]
        aim = None if group else KINDS[name][1]
        more = {"better": "neither"} if group == FLOOR else {}
        section.add(name, "×", ratios, aim, here=typical(cost for cost, _ in pairs), group=group, **more)
    bases = [base for pairs in taken.values() for _, base in pairs]
    section.notes.append(f"A step of CartPole-v1 took {typical(bases)} here.")
    section.notes.append("No text is sent twice; mails, people and search words change from step to step.")
    return section


def _rounds(env: gym.Env[str, Any], options: Options) -> Iterator[tuple[tuple[str, str], Callable[[], float]]]:
    seats = [_seat(env, seed) for seed in range(SEEDS)]
    for number in range(options.rounds):
        options.say(f"round {number + 1} of {options.rounds}")
        for name, (kind, _) in KINDS.items():
            env.reset(seed=number % SEEDS)
            yield ("", name), partial(kind, env, seats[number % SEEDS])
        for place, name in enumerate(FIRST_TIME):
            env.reset(seed=NEW + number * len(FIRST_TIME) + place)
            yield (FIRST, name), partial(KINDS[name][0], env, Seat(env, number, seats[0]))


def _seat(env: gym.Env[str, Any], seed: int) -> Seat:
    env.reset(seed=seed)
    return Seat(env, seed)


def _floors(options: Options) -> Iterator[tuple[tuple[str, str], Callable[[], float]]]:
    raw, made = Nothing(), gym.make("SaysNothing-v0")
    made.reset()
    made.step("")
    for _ in range(options.rounds):
        yield (FLOOR, "raw"), lambda: cpu(lambda: raw.step(""), 2_000)
        yield (FLOOR, "through gym.make"), lambda: cpu(lambda: made.step(""), 2_000)
