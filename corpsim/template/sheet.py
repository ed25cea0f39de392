"""One file of a world as its model, beside the page that knows where everything stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from corpsim.errors import MOST_PROBLEMS, Problem, nearest
from corpsim.template.format.complaint import explain
from corpsim.template.index import Index
from corpsim.template.source.page import Page

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Sheet(Generic[M]):
    """A file that fits the format."""

    page: Page
    model: M

    @property
    def path(self) -> str:
        """Where it lies in the world."""
        return self.page.path

    def problem(self, message: str, *where: int | str, on_key: bool = False) -> Problem:
        """A problem of the value at a path of keys and positions in this file, or of its key."""
        return self.page.problem(message, *where, on_key=on_key)


def read_sheet(page: Page, model: type[M], index: Index | None, problems: list[Problem]) -> Sheet[M] | None:
    """The sheet of a file; where it does not fit the format its problems are noted and there is none."""
    if page.data is None:
        problems.append(Problem(page.path, 1, "the file is empty", 1))
        return None
    try:
        return Sheet(page, model.model_validate(page.data, context=index))
    except ValidationError as error:
        problems.extend(_formulate(page, model, error))
        return None


def _formulate(page: Page, model: type[BaseModel], error: ValidationError) -> Iterator[Problem]:
    for item in islice(error.errors(include_url=False), MOST_PROBLEMS + 1):
        where, context = item["loc"], item.get("ctx", {})
        message = explain(dict(item))
        unknown = item["type"] == "extra_forbidden"
        if unknown:
            message += nearest(str(where[-1]), _fields_at(model, where[:-1]) - {"body"})
        on_key = unknown or "[key]" in where or context.get("on_key", False)
        yield page.problem(message, *where, offset=context.get("offset"), on_key=on_key)


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
