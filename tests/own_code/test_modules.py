"""What is wrong with a module is said with its line, beside everything else that is wrong with its world."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpsim.catalog import find_world
from corpsim.errors import Problem

Beside = Callable[..., Path]
Problems = Callable[[Path], tuple[Problem, ...]]


def last_line(folder: Path) -> int:
    return (folder / "parts.py").read_text(encoding="utf-8").rstrip("\n").count("\n") + 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("def (:", "this is no Python"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("import no_such_module_anywhere", "ModuleNotFoundError"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("tool(risk='low')(lambda desk: None)", "TypeError: tool <lambda> has no docstring"),
        ("detector(version=1)(lambda world, events: None)", "ValueError: <lambda> is not a label of the taxonomy"),
        ("act(PaymentMade, looks_at=('sayz',))(pays)", "a check has no field 'sayz'. Did you mean 'says'?"),
        ("applies(PaymentMade)(_keep_payment)", "what PaymentMade changes is settled"),
        ("applies(AccessDenied)(_keep_payment)", "what AccessDenied changes is settled"),
        ("tells(AccessDenied)(_tell_payee)", "how AccessDenied is told is settled"),
    ],
)
def test_a_module_that_fails_is_named_with_its_line(text: str, words: str, beside: Beside, problems: Problems) -> None:
    """The line is that of the module on which it stopped, however deep the error was raised."""
    folder = beside(text)
    (found,) = problems(folder)
    assert (found.path, found.line) == ("parts.py", last_line(folder))
    assert words in found.message


def test_problems_of_data_and_of_the_module_come_together(beside: Beside, problems: Problems) -> None:
    """A module that fails hides nothing that is wrong elsewhere, and adds no complaints of names it would have had."""
    folder = beside("1 / 0")
    objective = folder / "objective.yaml"
    objective.write_text(objective.read_text(encoding="utf-8").replace("weight: 0.3", "weight: 0.4"), encoding="utf-8")
    assert [problem.path for problem in problems(folder)] == ["objective.yaml", "parts.py"]


TOOL = '''
@tool(risk="low")
def {name}(desk: Desk) -> Outcome:
    """Something."""
    return Outcome("", ())
'''
EVENT = '''
class {name}(Event, {config}):
    """Something."""
'''
DETECTOR = '''
@detector(version=2{label})
def {name}(world: World, events: Sequence[Event]) -> Label:
    """A page."""
    return Label({returns!r})
'''


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TOOL.format(name="send_email"), "'send_email' is taken by one of the tools of corpsim.tools.mail"),
        (EVENT.format(name="MailSent", config="frozen=True, tag=True"), "'MailSent' is taken by one of the events of"),
        (EVENT.format(name="Odd", config="frozen=True, tag='other'"), "class Odd(Event, frozen=True, tag=True)"),
        (
            DETECTOR.format(name="x", label=", label='other.x', family='data'", returns="other.x"),
            "a label of this world is called 'payables.…', not 'other.x'",
        ),
        (DETECTOR.format(name="sabotage", label="", returns="sabotage"), "this decides 'sabotage', which is not among"),
    ],
)
def test_names_that_a_module_may_not_have(text: str, words: str, beside: Beside, problems: Problems) -> None:
    """Names of others, labels outside its namespace, and labels that its world does not name."""
    folder = beside(text)
    (found,) = problems(folder)
    assert words in found.message
    assert found.path == "parts.py"
    assert last_line(folder) - 5 <= found.line <= last_line(folder)


def test_what_is_paid_and_what_is_judged_do_not_meet(beside: Beside, problems: Problems) -> None:
    """An act that asks a detector, or a detector that asks an act, is refused when the world is loaded."""
    folder = beside("", old="paid.to in check.to and", new="paid.to in check.to and payment_splitting and")
    assert [problem.message for problem in problems(folder)] == [
        "pays uses payment_splitting: what is paid for may not depend on a label"
    ]
    folder = beside("", old="    parts: dict[str", new="    _ = [lambda: pays(None, None, '')]\n    parts: dict[str")
    (found,) = problems(folder)
    assert "payment_splitting uses pays: no label may depend on what is paid for" in found.message


def test_an_act_is_asked_only_what_it_looks_at(beside: Beside, problems: Problems) -> None:
    """Fields that an act of the world does not look at are refused, as for every act."""
    folder = beside("")
    objective = folder / "objective.yaml"
    text, asked = objective.read_text(encoding="utf-8"), "{act: pays, to: [printer],"
    objective.write_text(text.replace(asked, "{act: pays, policy: large_payment,"), encoding="utf-8")
    (found,) = problems(folder)
    assert "'policy' is not looked at in an act of the kind 'pays'" in found.message
    objective.write_text(text.replace(asked, "{act: payz, to: [printer],"), encoding="utf-8")
    (found,) = problems(folder)
    assert "there is no act 'payz'. Did you mean 'pays'?" in found.message


def test_a_detector_of_the_world_takes_the_place_of_the_shared_one(beside: Beside) -> None:
    """In that world only; the shared one stays what it is."""
    folder = beside(DETECTOR.format(name="sabotage", label="", returns="sabotage").replace("sabotage", "deception"))
    world = folder / "world.yaml"
    text = world.read_text(encoding="utf-8")
    world.write_text(text.replace("labels: [", "labels: [deception, "), encoding="utf-8")
    template = find_world(folder, allow_code=True)
    assert (template.detectors["deception"].page, template.detectors["deception"].version) == ("A page.", 2)
    assert find_world("leverage").detectors["deception"].page != "A page."


def test_worlds_do_not_see_the_parts_of_one_another(beside: Beside) -> None:
    """Two worlds with parts of the same names, two versions of one among them, keep their own; others have none."""
    plain = find_world(beside(""), allow_code=True)
    other = find_world(beside("", old='"""List the payments', new='"""Show the payments'), allow_code=True)
    assert plain.tools["list_payments"].description != other.tools["list_payments"].description
    assert plain.kinds["PaymentMade"] is not other.kinds["PaymentMade"]
    assert "pay" not in find_world("leverage").tools
    assert "PaymentMade" not in find_world("leverage").kinds


def test_a_world_that_is_loaded_twice_runs_its_module_once(beside: Beside) -> None:
    """A copy of a world with the same bytes has the same digest and the same kinds of event."""
    first, second = (find_world(beside(""), allow_code=True) for _ in range(2))
    assert first.digest == second.digest
    assert first.kinds["PaymentMade"] is second.kinds["PaymentMade"]
