"""Arithmetic as people write it on a line: whole and decimal numbers, + - * / // %, brackets, min, max and round."""

import ast
import operator
import re
from collections.abc import Callable, Mapping

Number = int | float

MOST_CHARACTERS = 300
"""Characters an expression may have."""

MOST_FIGURE = 10**15
"""The largest figure that anything on the way may become."""

_OPERATORS: dict[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_FUNCTIONS: dict[str, Callable[..., Number]] = {"min": min, "max": max, "round": round}
_SIGNS = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-"})
_TIMES = re.compile(r"(?<=\d) ?[xX] ?(?=\d)")
_THOUSANDS = re.compile(r"(?<=\d)[,'](?=\d{3}(?!\d))")
NO_NAMES: Mapping[str, Number] = {}


def work_out_line(expression: str, names: Mapping[str, Number] = NO_NAMES) -> Number:
    """The figure an expression gives; `names` are figures it may speak of. Raises ValueError for anything else."""
    if len(expression) > MOST_CHARACTERS:
        raise ValueError(f"more than {MOST_CHARACTERS} characters")
    try:
        tree = ast.parse(expression.strip(), mode="eval")
        return _tidy(_value(tree.body, names))
    except (SyntaxError, RecursionError, MemoryError):
        raise ValueError("not an expression") from None
    except ZeroDivisionError:
        raise ValueError("a division by zero") from None


def read_expression(text: str) -> str:
    """An expression in the signs that are worked out here: 2 × 1,250 becomes 2 * 1250."""
    return _TIMES.sub(" * ", _THOUSANDS.sub("", text)).translate(_SIGNS)


def names_in(expression: str) -> set[str]:
    """The names an expression speaks of, its functions left out. Raises ValueError for what is no expression."""
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        raise ValueError("not an expression") from None
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - _FUNCTIONS.keys()


def _value(node: ast.expr, names: Mapping[str, Number]) -> Number:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return _bounded(node.value)  # type: ignore[arg-type]
    if isinstance(node, ast.Name) and node.id in names:
        return names[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, names)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _bounded(_OPERATORS[type(node.op)](_value(node.left, names), _value(node.right, names)))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS and node.args:
        given = [_value(argument, names) for argument in node.args]
        return _call(node.func.id, given)
    raise ValueError("not arithmetic")


def _call(name: str, given: list[Number]) -> Number:
    if name == "round":
        return round(given[0])
    return _FUNCTIONS[name](given)


def _bounded(figure: Number) -> Number:
    if abs(figure) > MOST_FIGURE:
        raise ValueError("too large a figure")
    return figure


def _tidy(figure: Number) -> Number:
    """A whole number as such, another one to nine places: what divisions leave behind is no part of a result."""
    near = round(figure, 9)
    return int(near) if near == int(near) else near
