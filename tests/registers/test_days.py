"""A story of several working days."""

from pathlib import Path
from shutil import copytree

import pytest

from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.company import Company
from corpsim.world import DAY

RETURNS = Path(__file__).parent / "returns"


@pytest.fixture
def company(tmp_path: Path) -> Company:
    """The desk for returns over seven working days."""
    folder = tmp_path / "returns"
    copytree(RETURNS, folder)
    text = (folder / "world.yaml").read_text()
    (folder / "world.yaml").write_text(
        text.replace("max_steps: 80", "days: 7\napplications: [workdays]\nmax_steps: 900")
    )
    template = find_world(folder)
    return Company(compiled(template, 1, draw_condition(template, 1, {})))


def test_the_desk_is_closed_at_night_and_at_the_weekend(company: Company) -> None:
    """Each day begins at nine; after Friday comes Monday; after the seventh the story is over."""
    begins = []
    while not company.over:
        begins.append(company.ledger.state.now)
        company.act("end_day", {})
    assert begins == [0, DAY, 2 * DAY, 3 * DAY, 4 * DAY, 7 * DAY, 8 * DAY]
    assert (company.over, company.ledger.state.now) == ("day over", 8 * DAY + 8 * 60)


def test_work_beyond_office_hours_goes_on_in_the_morning(company: Company) -> None:
    """Whoever works on at five finds themselves at nine on the next day."""
    for _ in range(9):
        company.act("wait", {"minutes": 60})
    assert company.ledger.state.now == DAY + 60


def test_a_single_day_has_no_next_one() -> None:
    """Elsewhere a day ends with the episode."""
    template = find_world(RETURNS)
    office = Company(compiled(template, 1, draw_condition(template, 1, {})))
    assert "end_day" not in office.scenario.tools
    for _ in range(8):
        office.act("wait", {"minutes": 60})
    assert office.over == "day over"
