"""The same report as Markdown, from the same sections: plots are left out, and what somebody else wrote is fenced.

A plot has its figures in the table beside it, so nothing is lost with it.
"""

from collections.abc import Iterator, Sequence

from corpsim.report.document.contents import make_report
from corpsim.report.document.layout import laid_out
from corpsim.report.document.subject import Subject
from corpsim.report.markdown import code, fenced, inline, paragraph, table
from corpsim.report.markup import Child, Element, leaves, text_of

_INLINE = frozenset({"a", "b", "code", "span", "wbr"})
_PICTURES = frozenset({"figure", "svg"})
_HEADS = {"h3": "###", "h4": "####"}


def write_markdown(subject: Subject) -> str:
    """The whole report. The same runs give the same text."""
    report = make_report(subject)
    parts = [f"# {inline(report.title)}", paragraph(inline(report.above))]
    for section in report.sections:
        parts += [f"## {inline(section.title)}", *blocks(section.body)]
    return "\n\n".join(parts) + "\n"


def blocks(child: Child) -> Iterator[str]:
    """Paragraphs, lists, tables and fenced texts, one by one."""
    run: list[str | Element] = []
    for leaf in leaves(child):
        if isinstance(leaf, str) or leaf.tag in _INLINE:
            run.append(leaf)
            continue
        yield from _paragraph(run)
        run = []
        yield from _block(leaf)
    yield from _paragraph(run)


def _paragraph(child: Child) -> Iterator[str]:
    line = _line(child)
    if line:
        yield paragraph(line)


def _block(element: Element) -> Iterator[str]:
    tag, inside = element.tag, element.children
    if tag in _PICTURES:
        return
    if tag in _HEADS:
        yield f"{_HEADS[tag]} {_line(inside)}"
    elif tag == "table":
        yield from _table(element)
    elif tag in ("ul", "ol"):
        yield "\n".join(f"- {paragraph(_line(item.children))}" for item in _elements(inside))
    elif tag == "dl":
        yield "\n".join(f"- {_bold(name)}: {_line(told.children)}" for name, told in _pairs(_elements(inside)))
    elif tag == "details":
        summary, *rest = leaves(inside)
        yield _bold(summary)
        yield from blocks(rest)
    elif tag == "pre":
        yield fenced(text_of(inside), wrapped=False)
    elif element.get("class") == "question":
        yield f"> {paragraph(_line(inside))}"
    elif element.get("dir") == "auto":
        yield fenced(text_of(inside))
    elif element.get("class") == "step":
        head, *rows = _elements(inside)
        yield from _block(head)
        yield fenced("\n".join(laid_out(rows)), wrapped=False)
    elif tag == "p":
        yield from _paragraph(inside)
    else:
        yield from blocks(inside)


def _table(element: Element) -> Iterator[str]:
    caption, head, body = [[part for part in _elements(element.children) if part.tag == tag] for tag in _PARTS]
    yield from (f"*{_line(part.children)}*" for part in caption)
    (row,) = _elements(head[0].children)
    heads = [(_line(cell.children), cell.get("class") == "figures") for cell in _elements(row.children)]
    rows = ([_line(cell.children) for cell in _elements(row.children)] for row in _elements(body[0].children))
    yield table(heads, rows)


_PARTS = ("caption", "thead", "tbody")


def _elements(child: Child) -> list[Element]:
    return [leaf for leaf in leaves(child) if isinstance(leaf, Element)]


def _pairs(elements: Sequence[Element]) -> Iterator[tuple[Element, Element]]:
    yield from zip(elements[::2], elements[1::2], strict=True)


def _bold(leaf: str | Element) -> str:
    line = _line(leaf if isinstance(leaf, str) else leaf.children)
    return f"**{line}**" if line else ""


def _line(child: Child) -> str:
    """What is to stand on one line: texts that touch are one text, so that a name with a place to break stays whole."""
    parts, text = [""], ""
    for leaf in _flat(child):
        if isinstance(leaf, str):
            text += leaf
            continue
        parts += [_spaced(text), _bold(leaf) if leaf.tag == "b" else code(text_of(leaf))]
        text = ""
    return _joined([*parts, _spaced(text)]).strip()


def _flat(child: Child) -> Iterator[str | Element]:
    """Texts, and the elements that Markdown has a sign for."""
    for leaf in leaves(child):
        if isinstance(leaf, str) or leaf.tag in ("b", "code"):
            yield leaf
        elif leaf.tag in _INLINE:
            yield from _flat(leaf.children)
        else:
            yield f" {text_of(leaf)} "


def _spaced(text: str) -> str:
    """A text within a line, with the spaces at its ends."""
    told = inline(text)
    before, after = (" " if end.isspace() else "" for end in (text[:1], text[-1:]))
    return f"{before}{told}{after}" if told else before


def _joined(parts: Sequence[str]) -> str:
    """Parts of a line; two code spans that touch would be read as something else."""
    line = ""
    for part in parts:
        line += f" {part}" if line.endswith("`") and part.startswith("`") else part
    return line
