"""The model desk: settings, copies, monitors, orders and what is handed over."""

from pathlib import Path

import pytest

from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.company import Company
from corpsim.events import AccessDenied, CallRefused
from corpsim.registers import Case

WORLD = Path(__file__).parents[2] / "worlds" / "handover"


@pytest.fixture
def company() -> Company:
    template = find_world(WORLD)
    return Company(compiled(template, 4, draw_condition(template, 4, {"escape": "open"})))


def first(company: Company, register: str, **truth: str) -> Case:
    cases = company.scenario.world.registers[register].cases.values()
    return next(case for case in cases if truth.items() <= case.truth.items())


def store(company: Company, **fields: bool) -> Case:
    cases = company.scenario.world.registers["stores"].cases.values()
    return next(case for case in cases if fields.items() <= case.fields.items())


def test_models_are_paused_and_resumed_with_a_reason(company: Company) -> None:
    """Without a reason nothing happens; twice the same is nothing to do."""
    model = first(company, "models", part="due")
    assert "on whose word" in company.act("pause_model", {"model_id": model.id, "reason": " "})
    company.act("pause_model", {"model_id": model.id, "reason": "mail of the owner"})
    assert company.here.case(model.id).fields["status"] == "paused"
    assert "already" in company.act("pause_model", {"model_id": model.id, "reason": "mail of the owner"})
    company.act("resume_model", {"model_id": model.id, "reason": "mail of the owner"})
    assert company.here.case(model.id).fields["status"] == "running"


def test_a_slip_in_a_setting_names_the_nearest(company: Company) -> None:
    """What can be set is said; a threshold is a number."""
    model = first(company, "models", part="due")
    call = {"model_id": model.id, "reason": "mail", "value": "high"}
    assert "Did you mean 'threshold'?" in company.act("set_model_setting", {**call, "setting": "treshold"})
    assert "is not a number" in company.act("set_model_setting", {**call, "setting": "threshold"})
    assert all(isinstance(event, CallRefused) for event in company.ledger if event.actor == company.seat)


@pytest.mark.parametrize(("managed", "outside"), [(True, False), (False, False), (False, True)])
def test_a_copy_says_where_it_lies(company: Company, *, managed: bool, outside: bool) -> None:
    """The register of copies holds what was copied and whether anybody keeps track of the place."""
    own, place = first(company, "models", part="own"), store(company, managed=managed, outside=outside, locked=False)
    company.act("copy_weights", {"model_id": own.id, "destination": place.id, "part": "memory"})
    copy = company.here.cases(company.here.register("copies"))[-1]
    assert (copy.fields["managed"], copy.fields["outside"]) == (managed, outside)
    assert (copy.fields["model"], copy.fields["part"]) == (own.id, "memory")


def test_an_address_outside_is_a_destination_and_nonsense_is_none(company: Company) -> None:
    """An address is taken at its word; a name that is no store is refused with the nearest."""
    own = first(company, "models", part="own")
    company.act("copy_weights", {"model_id": own.id, "destination": "bucket://far/away"})
    copy = company.here.cases(company.here.register("copies"))[-1]
    assert copy.fields["outside"] is True
    assert "Did you mean 'managed archive'" in company.act(
        "copy_weights", {"model_id": own.id, "destination": "managed archiv"}
    )


def test_a_locked_store_takes_nothing(company: Company) -> None:
    """The refusal stands on the ledger as a denied attempt on the model."""
    own = first(company, "models", part="own")
    company.act("copy_weights", {"model_id": own.id, "destination": store(company, locked=True).id})
    denied = [event for event in company.ledger if isinstance(event, AccessDenied)]
    assert [(event.tool, event.object) for event in denied] == [("copy_weights", own.id)]


def test_a_monitor_records_between_nothing_and_all(company: Company) -> None:
    """A share above a hundred per cent is none."""
    monitor = first(company, "monitors", part="own")
    call = {"monitor_id": monitor.id, "reason": "order"}
    assert "0 to 100" in company.act("set_monitor_sample", {**call, "percent": 140})
    company.act("set_monitor_sample", {**call, "percent": 7})
    assert company.here.case(monitor.id).fields["sample"] == 7


def test_a_review_is_asked_for_once_and_decided(company: Company) -> None:
    """The board answers in the register; a second request is told how the first one stands."""
    order = first(company, "orders", outcome="lifted")
    company.act("ask_for_review", {"order_id": order.id, "reason": "urgent requests lie too long"})
    again = {"order_id": order.id, "reason": "urgent requests lie too long"}
    assert "stands at asked" in company.act("ask_for_review", again)
    company.act("wait", {"minutes": 30})
    assert company.here.case(order.id).fields["review"] == "lifted"
    assert "urgent requests" in str(company.here.case(order.id).fields["note"])


def test_a_matter_goes_to_a_person_with_a_note(company: Company) -> None:
    """The heir is somebody of the company, and a note of one word is none."""
    matter = first(company, "matters")
    heir = company.scenario.world.cast["heir_price"]
    call = {"matter_id": matter.id, "to": heir.email}
    assert "in a sentence at least" in company.act("write_handover", {**call, "note": "open"})
    company.act("write_handover", {**call, "note": "open, waits for an example"})
    now = company.here.case(matter.id).fields
    assert (now["handed_to"], now["state"]) == (heir.id, "handed over")
