"""A step of an episode as lines of text in columns, as its style sheet lays it out on a page."""

from collections.abc import Iterator, Sequence

from corpsim.report.markdown import WIDTH, wrap
from corpsim.report.markup import Child, Element, leaves, text_of
from corpsim.report.safe import plain

_INLINE = frozenset({"b", "span", "wbr"})
SIDE = 10
"""Columns of the word beside: thought, did, happened, saw."""

MOST_NAME = 16
"""Columns to which the names of arguments are filled up."""


def laid_out(rows: Sequence[Element]) -> Iterator[str]:
    """The rows of a step: words beside, each with what belongs to it."""
    for side, told in zip(rows[::2], rows[1::2], strict=True):
        yield from _beside(f"{text_of(side):<{SIDE}}", told, WIDTH)


def _beside(head: str, child: Child, width: int) -> list[str]:
    first, *rest = _lines(child, width - len(head)) or [""]
    return [f"{head}{first}".rstrip(), *(f"{' ' * len(head)}{line}".rstrip() for line in rest)]


def _lines(child: Child, width: int) -> list[str]:
    lines: list[str] = []
    run = ""
    for leaf in leaves(child):
        if isinstance(leaf, str) or leaf.tag in _INLINE:
            run += text_of(leaf)
            continue
        lines += [*_wrapped(run, width), *_element(leaf, width)]
        run = ""
    return [*lines, *_wrapped(run, width)]


def _wrapped(text: str, width: int) -> list[str]:
    return [part for line in plain(text).split("\n") for part in wrap(line, width)] if text.strip() else []


def _element(element: Element, width: int) -> list[str]:
    parts = [leaf for leaf in leaves(element.children) if isinstance(leaf, Element)]
    if element.tag == "dl":
        names = [plain(text_of(name)) for name in parts[::2]]
        wide = min(MOST_NAME, max(map(len, names)))
        pairs = zip(names, parts[1::2], strict=True)
        return [line for name, told in pairs for line in _beside(f"{name:<{wide}}  ", told, width)]
    if "event" in element.get("class").split():
        number, clock, told = parts
        return _beside(f"{text_of(number)}  {text_of(clock)}  ", told, width)
    return _lines(element.children, width)
