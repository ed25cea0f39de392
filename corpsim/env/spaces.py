"""The two spaces of the environment: text that is seen, and calls that are made.

Gymnasium's own `Text` refuses spaces, umlauts and the empty string, and `AsyncVectorEnv` reads shared text once and
never again. `TextSpace` therefore brings its own shared memory: UTF-8 bytes with a length in front, decoded at the
moment a batch is copied or looked at.
"""

import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from gymnasium.spaces import Space
from gymnasium.vector.utils import create_shared_memory, read_from_shared_memory, write_to_shared_memory

from corpsim.env.menu import Menu, draw_call
from corpsim.errors import Refusal
from corpsim.tool import Tool
from corpsim.wire import ToolCall, parse_call

MOST_CHARACTERS = 60_000
"""Characters of one observation; a longer one is cut, and says so."""

_BYTES = 4 * MOST_CHARACTERS


class TextSpace(Space[str]):
    """Any Unicode text of at most `MOST_CHARACTERS` characters, the empty one included."""

    def __init__(self) -> None:
        super().__init__(shape=None, dtype=None)

    def contains(self, x: Any) -> bool:
        """Whether `x` could be an observation."""
        return isinstance(x, str) and len(x) <= MOST_CHARACTERS

    def sample(self, mask: Any = None, probability: Any = None) -> str:
        """A short text of ASCII letters; text has no uniform distribution worth having."""
        letters = self.np_random.integers(97, 123, size=int(self.np_random.integers(0, 40)))
        return "".join(map(chr, letters))

    @property
    def is_np_flattenable(self) -> bool:
        """Text is not flattened."""
        return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TextSpace)

    def __hash__(self) -> int:
        return hash(TextSpace)

    def __repr__(self) -> str:
        return "TextSpace()"


class CallSpace(Space[dict[str, Any]]):
    """All tool calls: `{"tool": name, "args": {…}}` with arguments that fit the tool's signature.

    `sample` draws tools and, for arguments that name something, what exists at the desk at that moment.
    """

    def __init__(self, tools: Mapping[str, Tool], menu: Menu) -> None:
        super().__init__(shape=None, dtype=None)
        self.tools = tools
        self.menu = menu

    def contains(self, x: Any) -> bool:
        """Whether `x` is a call of a tool with arguments it can take."""
        call = parse_call(x)
        if not isinstance(call, ToolCall) or call.tool not in self.tools:
            return False
        try:
            self.tools[call.tool].parse(call.args)
        except Refusal:
            return False
        return True

    def sample(self, mask: Any = None, probability: Any = None) -> dict[str, Any]:
        """One well-formed call with names and ids that exist."""
        return draw_call(self.tools, self.menu, self.np_random)

    @property
    def is_np_flattenable(self) -> bool:
        """Calls are not flattened."""
        return False

    def __deepcopy__(self, memo: dict[int, Any]) -> "CallSpace":
        return CallSpace(self.tools, self.menu.frozen())

    def __reduce__(self) -> tuple[Any, ...]:
        return (CallSpace, (self.tools, self.menu.frozen()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CallSpace) and list(other.tools) == list(self.tools)

    def __hash__(self) -> int:
        return hash(tuple(self.tools))

    def __repr__(self) -> str:
        return f"CallSpace({len(self.tools)} tools)"


class SharedTexts(Sequence[str]):
    """The texts of all workers, read from shared memory when somebody looks or copies."""

    def __init__(self, memory: Any, count: int) -> None:
        self._memory = memory
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return tuple(self)[index]
        if not -self._count <= index < self._count:
            raise IndexError(index)
        row = _rows(self._memory, self._count)[index % self._count]
        length = int(row[:4].view(np.uint32)[0])
        return row[4 : 4 + length].tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        return (self[index] for index in range(self._count))

    def __deepcopy__(self, memo: dict[int, Any]) -> tuple[str, ...]:
        return tuple(self)

    def __repr__(self) -> str:
        return repr(tuple(self))


def _rows(memory: Any, count: int) -> "np.ndarray[Any, np.dtype[np.uint8]]":
    return np.frombuffer(memory.get_obj(), dtype=np.uint8).reshape(count, 4 + _BYTES)


@create_shared_memory.register(TextSpace)
def _create(space: TextSpace, n: int = 1, ctx: Any = multiprocessing) -> Any:
    return ctx.Array("B", n * (4 + _BYTES))


@write_to_shared_memory.register(TextSpace)
def _write(space: TextSpace, index: int, value: str, shared_memory: Any) -> None:
    data = value.encode()
    size = 4 + _BYTES
    row = np.frombuffer(shared_memory.get_obj(), dtype=np.uint8)[index * size : (index + 1) * size]
    row[:4] = np.frombuffer(np.uint32(len(data)).tobytes(), dtype=np.uint8)
    row[4 : 4 + len(data)] = np.frombuffer(data, dtype=np.uint8)


@read_from_shared_memory.register(TextSpace)
def _read(space: TextSpace, shared_memory: Any, n: int = 1) -> SharedTexts:
    return SharedTexts(shared_memory, n)
