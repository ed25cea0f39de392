"""One file of a world as its model, beside the raw data that knows the lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from corpsim.errors import Problem, nearest
from corpsim.template.format.complaint import explain
from corpsim.template.index import Index
from corpsim.template.source.strict_yaml import line_at

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Sheet(Generic[M]):
    """A file that fits the format. `path` is relative to the world's folder."""

    path: str
    data: Any
    model: M

    def problem(self, message: str, *where: int | str) -> Problem:
        """A problem of the value at a path of keys and positions in this file."""
        return Problem(self.path, line_at(self.data, where), message)


def read_sheet(path: str, data: Any, model: type[M], index: Index, problems: list[Problem]) -> Sheet[M] | None:
    """The sheet of a file; where it does not fit the format its problems are noted and there is none."""
    if data is None:
        problems.append(Problem(path, 1, "the file is empty"))
        return None
    try:
        return Sheet(path, data, model.model_validate(data, context=index))
    except ValidationError as error:
        problems.extend(_formulate(path, data, model, error))
        return None


def _formulate(path: str, data: Any, model: type[BaseModel], error: ValidationError) -> Iterator[Problem]:
    for item in error.errors(include_url=False):
        where = item["loc"]
        message = explain(dict(item))
        if item["type"] == "extra_forbidden":
            message += nearest(str(where[-1]), _fields_at(model, where[:-1]))
        yield Problem(path, line_at(data, where, item.get("ctx", {}).get("offset", 0)), message)


def _fields_at(model: type[BaseModel], where: tuple[int | str, ...]) -> set[str]:
    """Names of the fields that could stand at a path inside a model."""
    models = _inside({model})
    for part in where:
        # A position in a list or the key of a mapping leads to no field: what it holds is in `models` already.
        models = _inside({found for m in models for found in _models_below(m, part)}) or models
    return {field.alias or name for m in models for name, field in m.model_fields.items()}


def _models_below(model: type[BaseModel], part: int | str) -> set[type[BaseModel]]:
    fields = (field for name, field in model.model_fields.items() if (field.alias or name) == part)
    return {found for field in fields for found in _models_in(field.annotation)}


def _inside(models: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """The models, those that only wrap a list or a mapping replaced by what is in it."""
    roots = {m for m in models if "root" in m.model_fields}
    return (models - roots) | {found for m in roots for found in _models_below(m, "root")}


def _models_in(annotation: Any) -> set[type[BaseModel]]:
    """The models in an annotation, through lists, mappings and unions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {model for part in get_args(annotation) for model in _models_in(part)}
