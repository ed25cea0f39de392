"""Meta's Agents Research Environments as a player, through the tools of its own mail and contacts applications.

The package ships no world with mail in it, so it gets one of the size of ours, filled as its tutorial does it
(`init_and_populate_apps`), and registered with its environment, which logs every call. `… as text` adds `str`, with
which its agents hand a result to a model. A reset is `Scenario.soft_reset`, a fork the deep copy of the scenario that
its own executor takes.
"""

import copy
import logging
from collections.abc import Callable
from itertools import cycle
from random import Random
from typing import Any

from are.simulation.apps.contacts import Contact, ContactsApp
from are.simulation.apps.email_client import Email, EmailClientApp
from are.simulation.environment import Environment, EnvironmentConfig
from are.simulation.scenarios.scenario import Scenario
from letters import heading, letter
from serve import Call, Workplace, serve

MAILS, PEOPLE = 47, 54
"""As many as at a desk of the world `leverage`."""

START = 1_796_600_000.0
"""A Monday morning, in seconds."""


class Office(Scenario):
    """A mailbox and an address book."""

    scenario_id: str = "office"

    def init_and_populate_apps(self, *args: Any, **kwargs: Any) -> None:
        """Fill both, the same way each time."""
        dice, mail, contacts = Random(0), EmailClientApp(), ContactsApp()
        for place in range(PEOPLE):
            contacts.add_contact(Contact(f"First{place}", f"Last{place}", f"c{place}", email=f"p{place}@acme.example"))
        for place in range(MAILS):
            sender, content = f"p{place}@acme.example", letter(dice, 600)
            when = START - 3_600 * place
            mail.add_email(Email(sender, [mail.user_email], heading(dice), content, f"m{place}", timestamp=when))
        self.apps = [mail, contacts]


class Desk:
    """The tools of a scenario, and the environment that logs their use."""

    def __init__(self) -> None:
        self.scenario = Office()
        self.scenario.initialize()
        self.reset()

    def reset(self) -> None:
        """As before another run of the same scenario."""
        self.scenario.soft_reset()
        self.env = Environment(EnvironmentConfig(start_time=START))
        self.env.register_apps(self.scenario.apps)
        self.tools = {tool.name: tool for tool in self.scenario.get_tools()}

    def raw(self, call: tuple[str, dict[str, Any]]) -> object:
        """One call, as an object."""
        return self.tools[call[0]](**call[1])

    def text(self, call: tuple[str, dict[str, Any]]) -> str:
        """One call, as a model sees it."""
        return str(self.raw(call))


def workplace() -> Workplace:
    """The office."""
    logging.disable(logging.WARNING)
    desk, dice = Desk(), Random(1)
    ids = cycle([f"m{place}" for place in range(MAILS)])
    names = cycle([f"First{place}" for place in range(PEOPLE)])
    words = cycle(("invoice", "order", "plan", "label", "contract", "ticket", "pallets", "holidays"))

    def write() -> tuple[str, dict[str, Any]]:
        args = {"recipients": ["p1@acme.example"], "subject": heading(dice), "content": letter(dice)}
        return "EmailClientApp__send_email", args

    draws: dict[str, Callable[[], Any]] = {
        "list": lambda: ("EmailClientApp__list_emails", {"limit": 50}),
        "read": lambda: ("EmailClientApp__get_email_by_id", {"email_id": next(ids)}),
        "look up": lambda: ("ContactsApp__search_contacts", {"query": next(names)}),
        "search": lambda: ("EmailClientApp__search_emails", {"query": next(words)}),
        "write": write,
    }
    return Workplace(
        facts={"mails at the desk": MAILS, "people": PEOPLE},
        reset=desk.reset,
        fork=lambda: copy.deepcopy(desk.scenario),
        calls={kind: Call(draw, desk.text) for kind, draw in draws.items()}
        | {f"{kind}, raw": Call(draw, desk.raw) for kind, draw in draws.items()},
        times=20,
        resets=2,
    )


if __name__ == "__main__":
    serve(workplace)
