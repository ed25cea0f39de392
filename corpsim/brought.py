"""Code that a world or an installed package brings along: whose it is, and what is said when it fails.

Functions of this package are called as they are. Those of others go through `Checked`: what they raise and what they
return against their contract becomes a `WorldError` that names the file and the line.
"""

import inspect
import traceback
from collections.abc import Callable
from typing import Any

from corpsim.errors import CorpSimError, Refusal, WorldError

OURS = "corpsim"


def is_ours(thing: Any) -> bool:
    """Whether a function or a class is one of this package."""
    return str(thing.__module__).partition(".")[0] == OURS


def place_of(thing: Any) -> str:
    """Where a function or a class stands, as `file:line`; the name of its module where that cannot be told."""
    code = getattr(thing, "__code__", None)
    if code is not None:
        return f"{code.co_filename}:{code.co_firstlineno}"
    try:
        return f"{inspect.getsourcefile(thing)}:{inspect.getsourcelines(thing)[1]}"
    except (OSError, TypeError):
        return str(thing.__module__)


def check_takes(function: Callable[..., Any], *names: str) -> None:
    """Raises TypeError unless a function takes exactly these by position, whatever it calls them."""
    given = inspect.signature(function).parameters.values()
    count = sum(p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD) for p in given)
    if count != len(names):
        raise TypeError(
            f"{function.__name__} takes {count} arguments by position; it is called with {', '.join(names)}"
        )


class Checked:
    """A function of somebody else under a contract: `wrong(result, arguments)` says what is wrong with a result."""

    __slots__ = ("__wrapped__", "_what", "_wrong")

    def __init__(self, what: str, function: Callable[..., Any], wrong: Callable[[Any, tuple[Any, ...]], str]) -> None:
        self.__wrapped__ = function
        self._what = what
        self._wrong = wrong

    def __call__(self, *args: Any, **named: Any) -> Any:
        """Call it. Raises WorldError, and Refusal and CorpSimError as they come."""
        try:
            result = self.__wrapped__(*args, **named)
        except (CorpSimError, Refusal):
            raise
        except Exception as error:
            failed = f"{type(error).__name__}: {error}"
            raise WorldError(f"{self._what} failed at {_where(error, self.__wrapped__)}: {failed}") from error
        wrong = self._wrong(result, args)
        if wrong:
            raise WorldError(f"{self._what} ({place_of(self.__wrapped__)}) broke its contract: {wrong}")
        return result


def checked(
    what: str, function: Callable[..., Any], wrong: Callable[[Any, tuple[Any, ...]], str]
) -> Callable[..., Any]:
    """The function itself if it is ours, else under its contract. `what` names it, e.g. `the tool 'pay'`."""
    return function if is_ours(function) else Checked(what, function, wrong)


def _where(error: Exception, function: Callable[..., Any]) -> str:
    """The deepest line of the code that the function belongs to."""
    own = function.__code__.co_filename
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == own]
    return f"{own}:{lines[-1]}" if lines else place_of(function)
