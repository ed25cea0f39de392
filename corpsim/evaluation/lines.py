"""Files of labelled examples, read line by line within bounds; everything that is wrong is told at once."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from corpsim.catalog import draw_condition, find_world
from corpsim.errors import CorpSimError, Problem, UnknownName, nearest, quoted
from corpsim.evaluation.casting import Casting
from corpsim.evaluation.form import Call, Change, Gold, Line, Past, Words
from corpsim.evaluation.past import Act, read_past
from corpsim.evaluation.wording import as_call, faults, strangers
from corpsim.label import PAIRED, TAXONOMY
from corpsim.template import Staged, Template, read_deeds, stage_deeds
from corpsim.template.format.complaint import explain

MOST_LINE = 4_000_000
"""Bytes of one line."""

MOST_LINES = 200_000
"""Lines of one file."""

MOST_TOLD = 1_000
"""Problems that are kept to be told; all are counted."""

SUFFIX = ".jsonl"
Told = tuple[str, str]


class InvalidExamples(CorpSimError):
    """Files with lines that are no labelled examples. `problems` say where and what would be right."""

    exit_code = 3

    def __init__(self, problems: Iterable[Problem], bad: int) -> None:
        self.problems = tuple(problems)
        told = [f"  {problem}" for problem in self.problems]
        super().__init__("\n".join([f"{bad} line{'s'[: bad != 1]} cannot be used:", *told]))


@dataclass(frozen=True, slots=True)
class Example:
    """A line that can be played: where it stands, what is right, and how to stage it.

    `refused` says of each call whether the company is meant to refuse it.
    """

    path: str
    number: int
    line: Line
    template: Template
    gold: dict[str, Gold]
    staged: partial[Staged]
    refused: tuple[bool, ...]

    @property
    def id(self) -> str:
        """What it is called; its place where it has no name."""
        return self.line.id or f"{Path(self.path).stem}:{self.number}"


class Batch(NamedTuple):
    """What was found in files: the examples, what is wrong with other lines, and how many those are."""

    examples: tuple[Example, ...]
    problems: tuple[Problem, ...]
    bad: int


def example_files(places: Iterable[Path]) -> list[Path]:
    """The files meant: each file itself, of a folder all `*.jsonl` below it in order. Raises UnknownName."""
    found: list[Path] = []
    for place in places:
        if place.is_dir():
            found += sorted(path for path in place.rglob(f"*{SUFFIX}") if path.is_file())
        elif place.is_file():
            found.append(place)
        else:
            raise UnknownName("file or folder", str(place), ())
    return list(dict.fromkeys(found))


def read_examples(files: Iterable[Path], *, allow_code: bool = False) -> Batch:
    """All examples of some files. Nothing in them is run; worlds from elsewhere run code only with `allow_code`."""
    examples: list[Example] = []
    problems: list[Problem] = []
    bad = 0
    known: dict[str, str] = {}
    for path in files:
        for number, raw in _raw_lines(path):
            try:
                examples.append(_read(str(path), number, raw, allow_code, known))
            except _Wrong as wrong:
                bad += 1
                problems += [Problem(str(path), number, _tell(*told)) for told in wrong.told]
                del problems[MOST_TOLD:]
    return Batch(tuple(examples), tuple(problems), bad)


class _Wrong(Exception):
    """A line that is no example: what is wrong, as (field, message)."""

    def __init__(self, told: Iterable[Told]) -> None:
        super().__init__()
        self.told = list(told)


def _tell(field: str, message: str) -> str:
    return f"{field}: {message}" if field else message


def _raw_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that are not empty, the overlong ones cut, numbered from 1."""
    with path.open("rb") as file:
        for number in range(1, MOST_LINES + 2):
            raw = file.readline(MOST_LINE + 1)
            while raw and not raw.endswith(b"\n") and (rest := file.readline(MOST_LINE)):
                if rest.endswith(b"\n"):
                    break
            if not raw:
                return
            if raw.strip():
                yield number, raw


def _read(path: str, number: int, raw: bytes, allow_code: bool, known: dict[str, str]) -> Example:
    if number > MOST_LINES:
        raise _Wrong([("", f"a file has at most {MOST_LINES:,} lines")])
    line, told = _parse(_load(raw))
    told += _taken_id(line, f"{path}:{number}", known)
    template = _attempt(told, "world", lambda: find_world(line.world, allow_code=allow_code)) if line.world else None
    if template is None:
        raise _Wrong([*told, *_unknown_labels(line)])
    told += [*_wrong_labels(line, template), *_wrong_words(line, template)]
    condition = _attempt(told, "condition", lambda: draw_condition(template, line.seed, line.condition))
    acts = _past(told, line, template, condition) if condition is not None else []
    steps = _attempt(
        told, "calls", lambda: read_deeds(template, _calls(line, template), recorded=line.cast is not None)
    )
    if told:
        raise _Wrong(told)
    deeds = [*(act.deed for act in acts), *steps]
    refused = [*(act.refused for act in acts), *(call.refused for call in line.calls)]
    refused += [words.refused for words in line.text]
    staged = partial(stage_deeds, template, deeds, seed=line.seed, condition=condition)
    try:
        staged()
    except KeyError as error:
        raise _Wrong([("", f"{{{error.args[0]}}} is not there in this company under this condition")]) from None
    return Example(path, number, line, template, _gold(line, template), staged, tuple(refused))


def _past(told: list[Told], line: Line, template: Template, condition: dict[str, str]) -> list[Act]:
    """The calls that come before those of the line."""
    if line.after is None:
        return []
    if line.cast is not None:
        told.append(("after", "a recording has its own past; write `after` or `cast`"))
        return []
    past = line.after
    return _attempt(told, "after", lambda: read_past(past, template, condition)) or []


def _load(raw: bytes) -> Any:
    if len(raw) > MOST_LINE:
        raise _Wrong([("", f"the line is longer than {MOST_LINE:,} bytes")])
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise _Wrong([("", "the line is not written in UTF-8")]) from None
    except RecursionError:
        raise _Wrong([("", "the line is nested too deeply")]) from None
    except ValueError as error:
        raise _Wrong([("", f"the line is no JSON object: {error}")]) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose fields are each named once."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for number, name in enumerate(names) if name in names[:number])
        raise ValueError(f"the field {quoted(twice)} stands twice")
    return found


_PARTS: dict[str, type[BaseModel]] = {"calls": Call, "text": Words, "labels": Gold, "after": Past, "changes": Change}


def _parse(data: Any) -> tuple[Line, list[Told]]:
    """A line without those of its fields that are wrong, and what is wrong with them.

    The world is empty where it is wrong, and a cast that is wrong is one of nobody: names still are no placeholders.
    """
    if not isinstance(data, dict):
        raise _Wrong([("", 'a line is one JSON object, as {"world": "leverage", "labels": {"blackmail": true}, …}')])
    try:
        line, told, wrong = Line.model_validate(data), [], set()
    except ValidationError as error:
        told, wrong = list(_formulate(error)), {str(item["loc"][0]) for item in error.errors(include_url=False)}
        line = Line.model_validate({name: value for name, value in data.items() if name not in wrong})
        line = line.model_copy(update={name: empty for name, empty in _EMPTY.items() if name in wrong})
    if not (line.calls or line.text or line.after or wrong & {"calls", "text", "after"}):
        told.append(("calls", "nothing is done here; write calls, a text, or both"))
    if not line.labels and not line.complete and not wrong & {"labels", "complete"}:
        told.append(("labels", "nothing is labelled here; name a label, or say that the line is complete"))
    return line, told


_EMPTY: dict[str, Any] = {"world": "", "cast": {}}


def _formulate(error: ValidationError) -> Iterator[Told]:
    for item in error.errors(include_url=False):
        where = [part for part in item["loc"] if not (isinstance(part, str) and "[" in part)]
        message = explain(dict(item))
        if item["type"] == "too_long":
            message = f"these are too many; at most {item['ctx']['max_length']:,} have a place here"
        if item["type"] == "extra_forbidden":
            model = next((_PARTS[part] for part in reversed(where[:-1]) if part in _PARTS), Line)
            message += nearest(str(where[-1]), model.model_fields)
        yield ".".join(map(str, where)), message


def _attempt(told: list[Told], field: str, read: Any) -> Any:
    """What `read` gives, or None after noting what it complained of."""
    try:
        return read()
    except ValidationError as error:
        told += dict.fromkeys((".".join([field, *place]), message) for place, message in _placed(error))
    except CorpSimError as error:
        told.append((field, str(error)))
    return None


def _placed(error: ValidationError) -> Iterator[tuple[list[str], str]]:
    for item in error.errors(include_url=False):
        yield [str(part) for part in item["loc"]], explain(dict(item))


def _unknown_labels(line: Line) -> Iterator[Told]:
    """Labels that no world decides, as far as that can be said without one: those of a world have a point."""
    for name in line.labels:
        if name not in TAXONOMY and "." not in name:
            yield f"labels.{name[:60]}", f"there is no label {quoted(name)}.{nearest(name, TAXONOMY)}"


def _wrong_labels(line: Line, template: Template) -> Iterator[Told]:
    for name in line.labels:
        field = f"labels.{name[:60]}"
        if name in template.labels and name not in PAIRED:
            continue
        if name in TAXONOMY:
            yield field, f"nothing in the world {template.name!r} decides it.{nearest('', template.labels)}"
        else:
            yield field, f"there is no label {quoted(name)}.{nearest(name, template.labels)}"


def _wrong_words(line: Line, template: Template) -> Iterator[Told]:
    for number, words in enumerate(line.text):
        told = [*faults(words), *(strangers(words, template) if line.cast is None else ())]
        yield from ((f"text.{number}.{field}", message) for field, message in told)
    known = {*(template.index.roles or ()), "company"}
    for role in line.cast or {}:
        if role not in known:
            yield f"cast.{role[:60]}", f"there is no role {quoted(role)}.{nearest(role, known)}"


def _calls(line: Line, template: Template) -> list[tuple[str, dict[str, Any]]]:
    """The calls of a line, those of its texts behind the others; the names of a recording recast."""
    calls = [(call.tool, dict(call.args)) for call in line.calls]
    calls += [as_call(words, template) for words in line.text if not any(faults(words))]
    if line.cast is None:
        return calls
    casting = Casting(template, line.cast)
    return [(tool, casting.tree(args)) for tool, args in calls]


def _gold(line: Line, template: Template) -> dict[str, Gold]:
    if not line.complete:
        return dict(line.labels)
    decided = (name for name in template.labels if name not in PAIRED)
    return {**{name: Gold(present=False) for name in decided}, **line.labels}


def _taken_id(line: Line, place: str, known: dict[str, str]) -> Iterator[Told]:
    if line.id and (first := known.setdefault(line.id, place)) != place:
        yield "id", f"{quoted(line.id)} is the id of {first} already"
