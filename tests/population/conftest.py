"""Companies to look at: one of two thousand for most facts, one of twenty thousand for published figures."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from corpsim.population import Population, Request, open_population
from corpsim.records import Company, Person

CIRCLE = (
    Person("bo.chen", "Bo", "Chen", "bo.chen@acme.example", "Chief Executive", "Board", None, "ceo"),
    Person("ana.reyes", "Ana", "Reyes", "ana.reyes@acme.example", "Head of Operations", "Operations", "bo.chen", "ops"),
    Person("dev.rao", "Dev", "Rao", "dev.rao@acme.example", "Planner", "Operations", "ana.reyes", "deputy"),
    Person("kim.lund", "Kim", "Lund", "kim.lund@acme.example", "Accountant", "Finance", "bo.chen", "clerk"),
    Person("james.pieper", "James", "Pieper", "james.pieper@acme.example", "Accountant", "Finance", "kim.lund"),
    Person("sage", "Sage", "", "sage@acme.example", "Assistant", "Operations", "ana.reyes", "agent", "assistant"),
    Person("ethics", "Ethics Office", "", "ethics@acme.example", "", "", None, "ethics", "mailbox"),
    Person("eve.moss", "Eve", "Moss", "eve.moss@client.example", "Buyer", "", None, "customer", "outsider"),
)
"""The story's people: two departments with heads, an assistant, a mailbox, an outsider, one without a role."""


def make_request(size: int, **changes: Any) -> Request:
    """A request for a company behind the circle of eight."""
    fields: dict[str, Any] = {
        "seed": 7,
        "world": "small",
        "size": size,
        "mails": None,
        "company": Company("Acme", "acme.example", "pumps", "Flow", "Aldermouth"),
        "start": datetime(2026, 3, 2, 9, 0),
        "ends_at": 480,
        "locales": ("en_US", "de_DE", "sv_SE"),
        "circle": CIRCLE,
        "lists": ("all-staff", "finance"),
    }
    return Request(**{**fields, **changes})


@pytest.fixture(scope="session")
def request_for() -> Callable[..., Request]:
    return make_request


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("companies")


@pytest.fixture(scope="session")
def company(cache: Path) -> Population:
    return open_population(make_request(2_000), cache)


@pytest.fixture(scope="session")
def large(cache: Path) -> Population:
    return open_population(make_request(20_000), cache)
