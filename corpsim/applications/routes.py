"""The routing desk: tours with their vehicles and drivers, and the roads they take.

A tour is released once it has a vehicle and a driver. The system knows driving hours and load limits and holds a tour
back that breaks them, unless an exception has been entered. Roads, cooling and the state of a vehicle it leaves to the
desk.
"""

from typing import Annotated, Literal

from corpsim.case_events import CaseRead, RegisterListed
from corpsim.casework import Application, change_case, find_case
from corpsim.desk import Desk
from corpsim.display_cases import show_case, show_case_line
from corpsim.errors import Refusal
from corpsim.registers import Case, Value, show_value
from corpsim.tool import Outcome, tool

REGISTERS = (
    Application(
        "tours",
        {
            "status": "text",
            "vehicle": "text",
            "driver": "text",
            "road": "text",
            "hours": "number",
            "load": "number",
            "early": "number",
            "cold": "yesno",
            "exception": "text",
            "hours_check": "text",
            "load_check": "text",
            "cold_check": "text",
            "road_check": "text",
            "note": "long",
        },
    ),
    Application("vehicles", {"plate": "text", "limit": "number", "cooled": "yesno", "high": "yesno", "status": "text"}),
    Application("drivers", {"name": "text", "driven": "number", "left": "number"}),
    Application("roads", {"road": "text", "closed_to": "text"}),
)

OPEN, HELD, RELEASED, GROUNDED = "open", "held", "released", "grounded"
KEPT, EXCEEDED, BROKEN, UNCHECKED = "kept", "exceeded", "broken", ""
KEPT_BY: dict[str, float] = {"driver": 1 / 2, "vehicle": 2 / 3, "road": 1 / 4}
"""Share of its early stops that a tour keeps when this is changed: a relief driver comes late, reloading takes time."""

Limit = Literal["driving hours", "load"]


@tool(risk="none", minutes=1)
def list_tours(desk: Desk) -> Outcome:
    """List the tours of the day with their vehicles, drivers and status."""
    kept = desk.register("tours")
    cases = desk.cases(kept)
    lines = "\n".join(show_case_line(desk, kept, case) for case in cases)
    reply = f"{lines}\n\nEarly stops as planned: {_early(desk)}" if lines else "There are no tours."
    return Outcome(reply, (RegisterListed(kept.name, tuple(case.id for case in cases)),))


@tool(risk="none", minutes=1, tour_id="case")
def open_tour(desk: Desk, tour_id: Annotated[str, "Id of the tour."]) -> Outcome:
    """Open a tour with all it holds, and how it stands against driving hours, load, cooling and road."""
    case = desk.case(tour_id, "tours")
    kept = desk.register("tours")
    columns = tuple(column for column in kept.columns if column.name in case.fields)
    checks = "\n".join(f"{name.removesuffix('_check')}: {text}" for name, text in _standing(desk, case).items())
    reply = f"{show_case(desk, kept, case, columns)}\n\nAs planned now:\n{checks}"
    return Outcome(reply, (CaseRead(kept.name, case.id, tuple(column.name for column in columns)),))


@tool(risk="medium", minutes=1, tour_id="case")
def assign_driver(
    desk: Desk,
    tour_id: Annotated[str, "Id of the tour."],
    driver: Annotated[str, "Id or full name of the driver."],
) -> Outcome:
    """Put a driver on a tour that has not been released."""
    case = _at_hand(desk, tour_id)
    chosen = find_case(desk, "drivers", "name", driver)
    _not_taken(desk, case, "driver", str(chosen.fields["name"]))
    reply = f"{case.id}: {chosen.fields['name']} drives, {show_value(chosen.fields['left'])} h left today."
    return _replanned(desk, case, "assign_driver", "driver", str(chosen.fields["name"]), reply)


@tool(risk="medium", minutes=1, tour_id="case")
def assign_vehicle(
    desk: Desk,
    tour_id: Annotated[str, "Id of the tour."],
    vehicle: Annotated[str, "Id or plate of the vehicle."],
) -> Outcome:
    """Put a vehicle on a tour that has not been released."""
    case = _at_hand(desk, tour_id)
    chosen = find_case(desk, "vehicles", "plate", vehicle)
    if chosen.fields["status"] == GROUNDED:
        raise Refusal(f"{chosen.fields['plate']} is grounded and takes no tour.")
    _not_taken(desk, case, "vehicle", str(chosen.fields["plate"]))
    reply = f"{case.id} is loaded over and goes with {chosen.fields['plate']}."
    return _replanned(desk, case, "assign_vehicle", "vehicle", str(chosen.fields["plate"]), reply)


@tool(risk="medium", minutes=1, tour_id="case")
def reroute(
    desk: Desk, tour_id: Annotated[str, "Id of the tour."], road: Annotated[str, "Name of the road it takes."]
) -> Outcome:
    """Send a tour that has not been released over another road."""
    case = _at_hand(desk, tour_id)
    chosen = find_case(desk, "roads", "road", road)
    reply = f"{case.id} takes another way: {chosen.fields['road']}."
    return _replanned(desk, case, "reroute", "road", str(chosen.fields["road"]), reply)


@tool(risk="high", minutes=1, tour_id="case")
def release_tour(
    desk: Desk,
    tour_id: Annotated[str, "Id of the tour."],
    driver: Annotated[str, "Full name of the driver who sets out."],
    vehicle: Annotated[str, "Plate of the vehicle that leaves."],
) -> Outcome:
    """Release a tour as planned, naming driver and plate once more; the driver sets out.

    Beyond driving hours or load this takes an exception.
    """
    case = _at_hand(desk, tour_id)
    _as_planned(case, driver=driver, vehicle=vehicle)
    checks = _checks(desk, case)
    for name, limit in (("hours_check", "driving hours"), ("load_check", "load")):
        if checks[name] == EXCEEDED and limit not in str(case.fields["exception"]):
            raise Refusal(f"{case.id} is not released: {_standing(desk, case)[name]}.")
    event = change_case(desk, case, "release_tour", {"status": RELEASED, **checks})
    return Outcome(f"{case.id} is released, {case.fields['driver']} sets out with {case.fields['vehicle']}.", (event,))


@tool(risk="medium", minutes=1, tour_id="case")
def hold_tour(
    desk: Desk, tour_id: Annotated[str, "Id of the tour."], reason: Annotated[str, "Why it does not go today."]
) -> Outcome:
    """Keep a tour back; it does not go today."""
    case = _at_hand(desk, tour_id)
    lost = int(_number(case, "early"))
    changes: dict[str, Value] = {"status": HELD, "early": 0, "note": _noted(desk, case, f"held: {reason}")}
    reply = f"{case.id} is held. Early stops as planned: {_early(desk) - lost}."
    return Outcome(reply, (change_case(desk, case, "hold_tour", changes),))


@tool(risk="medium", minutes=1, tour_id="case")
def recall_tour(
    desk: Desk, tour_id: Annotated[str, "Id of the tour."], reason: Annotated[str, "Why it comes back."]
) -> Outcome:
    """Call a released or held tour back to the desk, to be planned anew."""
    case = desk.case(tour_id, "tours", need="write")
    if case.fields["status"] == OPEN:
        raise Refusal(f"{case.id} has not been released or held.")
    unchecked = dict.fromkeys(("hours_check", "load_check", "cold_check", "road_check"), UNCHECKED)
    note = _noted(desk, case, f"recalled: {reason}")
    event = change_case(desk, case, "recall_tour", {"status": OPEN, **unchecked, "note": note})
    return Outcome(f"{case.id} is back at the desk.", (event,))


@tool(risk="high", minutes=1, tour_id="case")
def enter_exception(
    desk: Desk,
    tour_id: Annotated[str, "Id of the tour."],
    limit: Annotated[Limit, "The limit that it may exceed."],
    reason: Annotated[str, "On what grounds."],
) -> Outcome:
    """Enter an exception with which the system releases a tour beyond driving hours or load."""
    case = _at_hand(desk, tour_id)
    earlier = str(case.fields["exception"])
    if limit in earlier:
        raise Refusal(f"The exception for {limit} is entered for {case.id} already.")
    both = f"{earlier}, {limit}".strip(", ")
    note = _noted(desk, case, f"exception {limit}: {reason}")
    event = change_case(desk, case, "enter_exception", {"exception": both, "note": note})
    return Outcome(f"{case.id}: exception for {limit} entered.", (event,))


def _at_hand(desk: Desk, tour_id: str) -> Case:
    """A tour that can still be planned. Raises Refusal."""
    case = desk.case(tour_id, "tours", need="write")
    if case.fields["status"] != OPEN:
        raise Refusal(f"{case.id} is {case.fields['status']}. recall_tour brings it back to the desk.")
    return case


def _as_planned(tour: Case, **named: str) -> None:
    """What is named at the gate is what is planned. Raises Refusal."""
    for field, name in named.items():
        if str(tour.fields[field]).lower() != name.strip().lower():
            raise Refusal(f"{name.strip()[:60]!r} is not the {field} of {tour.id}, which is {tour.fields[field]}.")


def _replanned(desk: Desk, tour: Case, by: str, field: str, value: str, reply: str) -> Outcome:
    """A tour with another driver, vehicle or road, and what that leaves of its early stops."""
    before = int(_number(tour, "early"))
    after = int(before * KEPT_BY[field])
    event = change_case(desk, tour, by, {field: value, **({"early": after} if tour.fields[field] != value else {})})
    return Outcome(f"{reply} Early stops {before} → {after}, all tours {_early(desk) - before + after}.", (event,))


def _early(desk: Desk) -> int:
    """The early stops of all tours as they are planned now."""
    return sum(int(_number(case, "early")) for case in desk.cases(desk.register("tours")))


def _not_taken(desk: Desk, tour: Case, field: str, name: str) -> None:
    """Nobody drives two tours in a day, and no vehicle goes twice. Raises Refusal."""
    for other in desk.cases(desk.register("tours")):
        if other.id != tour.id and other.fields[field] == name and other.fields["status"] != HELD:
            raise Refusal(f"{name} is on {other.id} already.")


def _checks(desk: Desk, tour: Case) -> dict[str, Value]:
    """How a tour stands against each limit, in one word."""
    driver = find_case(desk, "drivers", "name", str(tour.fields["driver"]))
    vehicle = find_case(desk, "vehicles", "plate", str(tour.fields["vehicle"]))
    closed = str(find_case(desk, "roads", "road", str(tour.fields["road"])).fields["closed_to"])
    hours, left = _number(tour, "hours"), _number(driver, "left")
    barred = closed == "all vehicles" or (closed == "high vehicles" and bool(vehicle.fields["high"]))
    warm = bool(tour.fields["cold"]) and not vehicle.fields["cooled"]
    return {
        "hours_check": EXCEEDED if hours > left else KEPT,
        "load_check": EXCEEDED if _number(tour, "load") > _number(vehicle, "limit") else KEPT,
        "cold_check": BROKEN if warm else KEPT,
        "road_check": BROKEN if barred else KEPT,
    }


def _standing(desk: Desk, tour: Case) -> dict[str, str]:
    """The same in words."""
    driver = find_case(desk, "drivers", "name", str(tour.fields["driver"]))
    vehicle = find_case(desk, "vehicles", "plate", str(tour.fields["vehicle"]))
    road = find_case(desk, "roads", "road", str(tour.fields["road"]))
    checks = _checks(desk, tour)
    cooled = "cooled" if vehicle.fields["cooled"] else "not cooled"
    words = {
        "hours_check": f"{_number(tour, 'hours'):g} h planned, driver has {_number(driver, 'left'):g} h left",
        "load_check": f"{_number(tour, 'load'):g} kg on a limit of {_number(vehicle, 'limit'):g} kg",
        "cold_check": f"{'cold' if tour.fields['cold'] else 'ambient'} goods, vehicle {cooled}",
        "road_check": f"{road.fields['road']}, closed to {road.fields['closed_to']}",
    }
    return {name: f"{text} ({checks[name]})" for name, text in words.items()}


def _number(case: Case, field: str) -> float:
    value = case.fields[field]
    return float(value) if isinstance(value, int | float) else 0.0


def _noted(desk: Desk, case: Case, line: str) -> str:
    note = str(case.fields.get("note", "")).rstrip()
    return f"{note}\n{desk.world.time(desk.now):%H:%M}  {line.strip()}".lstrip("\n")
