"""Running the Python module beside a world: under a name of its own, so that it shadows nothing and nothing shadows it.

Only `worlds.py` decides whose module may run. What is wrong with a module is said with its line, like everything else
that is wrong with a world.
"""

import linecache
import re
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator
from inspect import unwrap
from types import CodeType, ModuleType

from corpsim.errors import InvalidWorld, Problem
from corpsim.label import namespace_of
from corpsim.parts import Parts, parts_of, place
from corpsim.template import Code
from corpsim.template.code import CODE

_running = threading.RLock()
_modules: dict[str, ModuleType] = {}
"""Modules that ran, by name. The name holds the digest of the world, so two versions of one world are two modules."""


def run_code(code: Code) -> Parts:
    """Run a module, unless this very one has run already, and give its parts. Raises InvalidWorld."""
    world = re.sub(r"\W", "_", code.world)
    name = f"corpsim_world_{world}_{code.digest}"
    with _running:
        module = _modules.get(name)
        if module is None:
            module = _modules[name] = _run(code, name)
    parts = parts_of(module)
    problems = list(_check(parts, code))
    if problems:
        raise InvalidWorld(problems)
    return parts


def _run(code: Code, name: str) -> ModuleType:
    module = ModuleType(name)
    module.__file__ = code.path
    # Types are looked up, and functions unpickled, through this entry; tracebacks show the text that ran.
    sys.modules[name] = module
    linecache.cache[code.path] = (len(code.text), None, code.text.splitlines(keepends=True), code.path)
    try:
        exec(compile(code.text, code.path, "exec", dont_inherit=True), module.__dict__)  # noqa: S102  it is allowed to
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        raise InvalidWorld([_problem(error, code)]) from error
    return module


def _problem(error: BaseException, code: Code) -> Problem:
    """What stopped a module, at the deepest line of it that was reached."""
    if isinstance(error, SyntaxError) and error.filename == code.path:
        return Problem(CODE, error.lineno or 0, f"this is no Python: {error.msg}")
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == code.path]
    return Problem(CODE, lines[-1] if lines else 0, f"{type(error).__name__}: {error}")


def _check(parts: Parts, code: Code) -> Iterator[Problem]:
    """Labels of another namespace, and acts and detectors that know of each other."""
    for label, detector in parts.detectors.items():
        if namespace_of(label) not in ("", code.world):
            message = f"a label of this world is called '{code.world}.…', not {label!r}"
            yield Problem(CODE, _line(detector), message)
    for tag, kind in parts.events.items():
        if tag != kind.__name__ or not kind.__struct_config__.frozen:
            message = f"write it as `class {kind.__name__}(Event, frozen=True, tag=True)`"
            yield Problem(CODE, _line(kind), message)
    acts, detectors = ((unwrap(act.test) for act in parts.acts.values()), _deciders(parts))
    names = {function.__name__: function for function in acts}
    yield from _meetings(names.values(), detectors, "what is paid for may not depend on a label")
    yield from _meetings(detectors.values(), names, "no label may depend on what is paid for")


def _deciders(parts: Parts) -> dict[str, object]:
    functions = (unwrap(detector.decide) for detector in parts.detectors.values())
    return {function.__name__: function for function in functions}


def _meetings(these: Iterable[object], those: Iterable[str], why: str) -> Iterator[Problem]:
    for function in these:
        code: CodeType = function.__code__  # type: ignore[attr-defined]
        for name in sorted(_names(code) & set(those)):
            message = f"{function.__name__} uses {name}: {why}"  # type: ignore[attr-defined]
            yield Problem(CODE, code.co_firstlineno, message)


def _names(code: CodeType) -> set[str]:
    """The global names that a function mentions, inner functions included."""
    inner = (names for const in code.co_consts if isinstance(const, CodeType) for names in _names(const))
    return {*code.co_names, *inner}


def _line(part: object) -> int:
    line = place(part).rpartition(":")[2]
    return int(line) if line.isdecimal() else 0
