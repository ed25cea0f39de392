"""HTML and SVG that cannot be broken out of: elements are objects, and everything else is text.

There is no way to hand in markup as a string. Text goes through `safe.plain`, so that control and direction characters
are visible signs, and is escaped; names of tags and attributes are checked; nothing that runs or loads is written.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Union

from corpsim.report.safe import plain

Child = Union["Element", str, int, float, None, Iterable["Child"]]
Value = str | int | float | bool | None

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_REFUSED = frozenset(
    {"script", "iframe", "object", "embed", "link", "base", "form", "img", "image", "use", "foreignObject"}
)
_VOID = frozenset({"meta", "br", "hr", "col", "wbr"})
_LOADS = frozenset({"src", "srcset", "action", "formaction", "data", "poster", "style", "xlink-href"})


@dataclass(frozen=True, slots=True)
class Element:
    """A tag with its attributes and what is in it. Make one with `el`."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple[Child, ...]

    def __str__(self) -> str:
        return "".join(_written(self))

    def get(self, name: str) -> str:
        """The value of an attribute; empty where it is not there."""
        return dict(self.attributes).get(name, "")


def el(tag: str, *children: Child, **attributes: Value) -> Element:
    """An element. `class_` is `class` and `stroke_width` is `stroke-width`; None and False leave an attribute out.

    Raises ValueError for a tag or an attribute that runs or loads something, and for a link that leaves the page.
    """
    if not _NAME.fullmatch(tag) or tag in _REFUSED:
        raise ValueError(f"<{tag}> has no place in a report")
    given = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
    return Element(tag, tuple((n, _value(n, v)) for n, v in given if v is not None and v is not False), children)


def _value(name: str, value: Value) -> str:
    if not _NAME.fullmatch(name) or name.lower().startswith("on") or name.lower() in _LOADS:
        raise ValueError(f"the attribute {name!r} has no place in a report")
    text = "" if value is True else number(value) if isinstance(value, int | float) else str(value)
    if name == "href" and not text.startswith("#"):
        raise ValueError(f"a report links to its own places only, not to {text!r}")
    return text


def number(value: float) -> str:
    """A figure as short as it can be with two decimals: where something is drawn."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def leaves(child: Child) -> Iterator[str | Element]:
    """What is handed in as one row of texts and elements, for those who write something other than HTML."""
    if isinstance(child, str | Element):
        yield child
    elif isinstance(child, int | float):
        yield number(child)
    elif child is not None:
        for inner in child:
            yield from leaves(inner)


def text_of(child: Child) -> str:
    """The text in it, without the elements around it."""
    return "".join(leaf if isinstance(leaf, str) else text_of(leaf.children) for leaf in leaves(child))


def _written(child: Child) -> Iterator[str]:
    if child is None:
        return
    if isinstance(child, Element):
        yield f"<{child.tag}"
        for name, value in child.attributes:
            yield f' {name}="{escape(plain(value))}"'
        yield ">"
        yield from _inside(child)
    elif isinstance(child, str):
        yield escape(plain(child), quote=False)
    elif isinstance(child, int | float):
        yield number(child)
    else:
        for inner in child:
            yield from _written(inner)


def _inside(element: Element) -> Iterator[str]:
    if element.tag in _VOID:
        return
    if element.tag == "style":
        yield from (_sheet(child) for child in element.children)
    else:
        yield from _written(element.children)
    yield f"</{element.tag}>"


def _sheet(child: Child) -> str:
    """A style sheet, which HTML reads without character references. Raises ValueError for what would end or load."""
    text = str(child)
    if "<" in text or "url(" in text or "@import" in text:
        raise ValueError("a style sheet of a report holds no markup and loads nothing")
    return text
