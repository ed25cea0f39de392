"""Measures companies of a hundred to a million people and draws docs/images/size.svg: python docs/make_size.py

Every size is measured in processes of its own, in CPU time, and the table in docs/size.md is written anew. The company
of a million takes three gigabytes of memory; `python docs/make_size.py 100000` stops before it.
"""

import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from corpsim.catalog import find_world
from corpsim.population import Population, Request, open_population
from corpsim.template.compile import compile_scenario

DOCS = Path(__file__).parent
SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
LOOKS = 2_000
SEARCHES = 400
WORDS = (
    "order",
    "invoice",
    "meeting",
    "figures",
    "week",
    "samples",
    "delivery",
    "budget",
    "visit",
    "machine",
    "thanks",
)
INK, GRID = "#7d828a", "#7d828a55"
BLUE, ORANGE, GREEN, RED = "#3f86c6", "#d98324", "#3a9a6b", "#c9563f"
"""Colours that can be read on white and on dark grey."""


def request(size: int) -> Request:
    """The company of this size around the people of `leverage`."""
    template = find_world("leverage")
    world = compile_scenario(template, seed=1).world
    return Request(
        seed=1,
        world=world.name,
        size=size - sum(person.kind == "employee" for person in world.people.values()),
        mails=None,
        company=world.company,
        start=world.start,
        ends_at=world.ends_at,
        locales=tuple(template.company.locales),
        circle=tuple(world.people.values()),
        lists=tuple(world.lists),
    )


def megabytes() -> float:
    """The most memory this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_drawing(size: int, cache: Path) -> dict[str, float]:
    """Draw a company and keep it."""
    wanted = request(size)
    start = time.process_time()
    open_population(wanted, cache)
    drawn = time.process_time() - start
    disk = sum(path.stat().st_size for path in cache.rglob("*.npy")) / 1e6
    return {"draw_s": drawn, "draw_mb": megabytes(), "disk_mb": disk}


def measure_use(size: int, cache: Path) -> dict[str, float]:
    """Open a company and look things up."""
    wanted, before = request(size), megabytes()
    start = time.process_time()
    company = open_population(wanted, cache)
    opened = time.process_time() - start
    held = megabytes() - before
    return {"open_s": opened, "open_mb": held, **look_up(company), **search(company)}


def look_up(company: Population) -> dict[str, float]:
    """Microseconds for looking up a person nobody has looked at, and so on."""
    dice = Random(1)
    everybody = list(company)
    # Nobody twice: what has been looked at is kept for a while.
    people = dice.sample(everybody, min(LOOKS, len(everybody)))
    mails = [dice.randrange(company.mail_count()) for _ in range(LOOKS)]
    looks: dict[str, tuple[Callable[[Any], object], list[Any]]] = {
        "person_us": (company.person, people),
        "mail_us": (lambda number: company.mail(number, str), mails),
        "mailbox_us": (company.mailbox, people),
        "reports_us": (company.reports, people),
        "folders_us": (company.granted, people),
        "calendar_us": (company.meetings, people),
    }
    return {name: cost(look, asked) for name, (look, asked) in looks.items()}


def cost(look: Callable[[Any], object], asked: list[Any]) -> float:
    """Microseconds a look: the fastest of five rounds, each over other things."""
    rounds = []
    for number in range(5):
        part = asked[number::5]
        start = time.process_time()
        for thing in part:
            look(thing)
        rounds.append((time.process_time() - start) / len(part) * 1e6)
    return min(rounds)


def search(company: Population) -> dict[str, float]:
    """Milliseconds for searching the directory, and a whole mailbox that nobody has opened, mail by mail."""
    dice = Random(2)
    everybody = list(company)
    # Parts of names, each looked for once, some beside a word that many entries have.
    parts = {dice.choice(everybody)[: dice.randint(3, 12)] for _ in range(SEARCHES)}
    queries = [f"{part} {dice.choice(('', '', 'manager', 'finance'))}" for part in sorted(parts)]
    company.search("warm up", 1)
    people = sorted(timed(lambda text=text: company.search(text, 30)) for text in queries)
    boxes = [(dice.choice(everybody), dice.choice(WORDS)) for _ in range(SEARCHES * 3)]
    mail = sorted(timed(lambda box=box: found(company, *box)) for box in boxes)
    return {
        "search_ms": statistics.median(people),
        "box_ms": statistics.median(mail),
        "box_p99_ms": mail[len(mail) * 99 // 100],
    }


def found(company: Population, person: str, word: str) -> list[int]:
    """The mails of somebody in which a word stands."""
    mails = ((number, company.mail(number, str)) for number in company.mailbox(person))
    return [number for number, mail in mails if word in f"{mail.subject} {mail.body}".lower()]


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of CPU."""
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1e3


def measure(size: int) -> dict[str, float]:
    """Everything about one size, each part in a process of its own."""
    found: dict[str, float] = {"size": size}
    with tempfile.TemporaryDirectory() as folder:
        for part in ("drawing", "use"):
            call = [sys.executable, __file__, part, str(size), folder]
            found |= json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout)
    return found


def table(rows: list[dict[str, float]]) -> str:
    """The figures as Markdown."""
    columns = {
        "employees": "{size:,.0f}",
        "drawn and kept (s)": "{draw_s:.2f}",
        "peak memory (MB)": "{draw_mb:,.0f}",
        "disk (MB)": "{disk_mb:,.1f}",
        "opened (s)": "{open_s:.3f}",
        "memory opened (MB)": "{open_mb:,.0f}",
        "person (µs)": "{person_us:.1f}",
        "mail (µs)": "{mail_us:.1f}",
        "calendar (µs)": "{calendar_us:.0f}",
        "directory search (ms)": "{search_ms:.2f}",
        "mailbox search p50 / p99 (ms)": "{box_ms:.2f} / {box_p99_ms:.1f}",
    }
    lines = ["| " + " | ".join(columns) + " |", "|" + " ---: |" * len(columns)]
    lines += ["| " + " | ".join(columns.values()).format(**row) + " |" for row in rows]
    return "\n".join(lines)


def draw(rows: list[dict[str, float]]) -> None:
    """The curves."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    mpl.rcParams |= {"svg.fonttype": "none", "svg.hashsalt": "size", "font.family": "sans-serif", "font.size": 10.5}
    mpl.rcParams |= {"text.color": INK, "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK}
    figure, axes = plt.subplots(2, 2, figsize=(10, 7.4), layout="constrained")
    figure.get_layout_engine().set(hspace=0.08, wspace=0.05)
    drawing, opening, room, looks = axes.flat
    curves(drawing, rows, "Drawn and kept once, seconds", {"draw_s": ("", BLUE)}, 0.03, 1_000)
    aims(drawing, {1_000: (2, "aim 2 s"), 100_000: (300, "aim 300 s")})
    curves(opening, rows, "Opened, seconds, checksums included", {"open_s": ("", BLUE)}, 0.01, 10)
    aims(opening, {100_000: (1, "aim 1 s")})
    sizes = {
        "draw_mb": ("memory while drawing", ORANGE),
        "open_mb": ("memory opened", BLUE),
        "disk_mb": ("disk", GREEN),
    }
    curves(room, rows, "Memory and disk, megabytes", sizes, 0.1, 10_000)
    aims(room, {100_000: (1_000, "aim 1,000 MB")})
    names = {
        "box_p99_ms": ("search of a whole mailbox, p99", RED),
        "search_ms": ("search of the directory", ORANGE),
        "calendar_ms": ("calendar", GREEN),
        "mail_ms": ("mail", BLUE),
        "person_ms": ("person", INK, -15),
    }
    thousandths = [{**row, **{f"{n}_ms": row[f"{n}_us"] / 1e3 for n in ("calendar", "mail", "person")}} for row in rows]
    curves(looks, thousandths, "Looked up, milliseconds", names, 0.002, 20)
    aims(looks, {100_000: (5, "aim 5 ms")})
    for axis in (room, looks):
        axis.set_xlabel("employees")
    figure.savefig(DOCS / "images/size.svg", transparent=True, metadata={"Date": None})


def curves(axis: Any, rows: list[dict[str, float]], title: str, names: dict[str, Any], low: float, high: float) -> None:
    """One panel. Each curve has its name, in its colour, where it begins: above it, or so many points away."""
    sizes = [row["size"] for row in rows]
    axis.set(xscale="log", yscale="log", ylim=(low, high))
    axis.set_title(title, loc="left", color=INK, fontsize=11.5, fontweight="bold")
    axis.grid(color=GRID, linewidth=0.6)
    axis.spines[:].set_visible(False)
    axis.minorticks_off()
    axis.tick_params(length=0)
    axis.yaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")
    axis.set_xticks(sizes, [f"{size:,.0f}" if size < 1_000_000 else "1 million" for size in sizes])
    for name, (label, colour, *away) in names.items():
        values = [row[name] for row in rows]
        axis.plot(sizes, values, color=colour, linewidth=2, marker="o", markersize=4.5)
        axis.annotate(label, (sizes[0], values[0]), (-2, *(away or [8])), textcoords="offset points", color=colour)


def aims(axis: Any, limits: dict[int, tuple[float, str]]) -> None:
    """What was aimed at for some sizes: to stay below it."""
    for size, (limit, label) in limits.items():
        axis.plot([size], [limit], marker="v", color=INK, markersize=6, linestyle="none")
        axis.annotate(label, (size, limit), (0, 7), textcoords="offset points", color=INK, ha="center")


def main(largest: int) -> None:
    """Measure, draw, and write the table into the page."""
    rows = []
    for size in (size for size in SIZES if size <= largest):
        rows.append(measure(size))
        print(json.dumps(rows[-1]), file=sys.stderr)
    draw(rows)
    page = DOCS / "size.md"
    measured = f"<!-- measured -->\n{table(rows)}\n<!-- /measured -->"
    written = re.sub(
        r"<!-- measured -->.*<!-- /measured -->", measured, page.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    page.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] in (["drawing"], ["use"]):
        part = {"drawing": measure_drawing, "use": measure_use}[sys.argv[1]]
        print(json.dumps(part(int(sys.argv[2]), Path(sys.argv[3]))))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1])
