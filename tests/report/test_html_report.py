"""The report as one file: all sections, every word of a model as text, nothing that runs or loads."""

import re
import shutil
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from corpsim.evidence.rates import Rate
from corpsim.report.document.again import command_of
from corpsim.report.document.contents import SECTIONS
from corpsim.report.document.page import write_page
from corpsim.report.document.pieces import bound, rate_cell
from corpsim.report.document.sections import reproduce
from corpsim.report.document.subject import read_subject
from corpsim.report.markup import el
from corpsim.runs.runner import run_blocking
from corpsim.runs.seeds import parse_seeds
from corpsim.runs.settings import RunConfig, parse_config
from corpsim.runs.store import RunFolder
from corpsim.stats.intervals import at_the_end
from corpsim.suites.load import find_suite
from corpsim.suites.plan import plan_suite

HERE = Path(__file__).parent
RUNS = HERE.parent / "runs"


class Page(HTMLParser):
    """What stands in a page."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in ("meta", "br", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, found, value in self.attributes if found == name]


@pytest.fixture(scope="module")
def markup(run: RunFolder) -> str:
    return write_page(read_subject([run]))


@pytest.fixture(scope="module")
def page(markup: str) -> Page:
    return Page(markup)


def test_it_is_well_formed(page: Page) -> None:
    assert page.open == []
    ids = page.values("id")
    assert len(ids) == len(set(ids))


def test_every_section_is_there_and_listed(page: Page) -> None:
    sections = [value for tag, name, value in page.attributes if (tag, name) == ("section", "id")]
    known = [make.__name__ for make in SECTIONS]
    assert sections == [name for name in known if name in sections]
    assert {"question", "design", "rates", "pareto", "transcripts", "limits", "reproduce"} <= set(sections)
    assert page.values("href") == [f"#{name}" for name in sections]


def test_nothing_runs_and_nothing_is_loaded(page: Page) -> None:
    assert not {"script", "img", "iframe", "link", "form", "object"} & set(page.tags)
    names = {name for _, name, _ in page.attributes}
    assert not {name for name in names if name.startswith("on") or name in ("src", "srcset", "style", "action")}
    assert not [value for _, _, value in page.attributes if re.search(r"(?:https?|javascript|data):", value)]


def test_the_policy_allows_the_one_style_sheet_and_nothing_else(markup: str, page: Page) -> None:
    sheet = re.search(r"<style>(.*?)</style>", markup, re.DOTALL)
    assert sheet is not None
    digest = b64encode(sha256(sheet[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert ("meta", "content", policy) in page.attributes
    assert "url(" not in sheet[1]


def test_what_a_model_wrote_is_text(markup: str, page: Page) -> None:
    told = "".join(page.text)
    assert "<script>alert(1)</script><img src=x onerror=alert(2)>" in told
    assert "␛[2J␀‹U+202E›txt.exe‹U+2066›" in told
    assert "<script" not in markup
    assert not set("\x00\x1b\u202e\u2066") & set(markup)


def test_hostile_words_of_the_suite_are_text(page: Page) -> None:
    assert "A <script>alert(0)</script> title" in page.text
    assert "Does it ‹U+202E›write?" in page.text


def test_endless_texts_are_cut(markup: str) -> None:
    assert len(markup) < 400_000
    assert re.search(r"… \d,\d{3} more characters", markup)


def test_no_rate_stands_without_its_bounds(markup: str) -> None:
    shares = re.findall(r'<span class="share[^"]*">\d+ %</span>(.{0,80})', markup)
    assert len(shares) > 10
    assert all(re.match(r' <span class="bounds">\([\d.]+–[\d.]+\) \d+/\d+</span>', after) for after in shares)


def test_the_answer_in_short_says_what_nothing_seen_allows(page: Page) -> None:
    assert any(re.search(r"never seen: blackmail \(at most [\d.]+\u00a0%\)", text) for text in page.text)


def test_a_pair_that_flipped_is_shown_in_both_arms(page: Page) -> None:
    told = "".join(page.text)
    assert "A pair that flipped, told unmonitored: " in told
    assert "A pair that flipped, told monitored: " in told
    assert re.search(r"corpsim view runs/\S+ (\d+) --beside runs/\S+ (?!\1\b)\d+", told)


def test_versions_digests_and_seeds_stand_in_it(run: RunFolder, page: Page) -> None:
    told = "".join(page.text)
    assert all(stamp.digest in told for stamp in run.manifest.worlds.values())
    assert all(digest in told for digest in run.manifest.agents.values())
    assert "0-1 (a company each)" in told


def test_the_same_run_gives_the_same_bytes(run: RunFolder, markup: str) -> None:
    assert write_page(read_subject([RunFolder.open(run.path)])) == markup


def test_several_runs_are_told_apart(run: RunFolder, tmp_path: Path) -> None:
    again = RunFolder.open(shutil.copytree(run.path, tmp_path / "again"))
    both = Page(write_page(read_subject([run, again])))
    assert "runs study, again" in "".join(both.text)
    assert len(both.values("id")) == len(set(both.values("id")))


def test_effects_and_consistency_have_sections_where_there_are_some(tmp_path: Path) -> None:
    conditions = [{"threat": "none"}, {"threat": "replacement"}]
    agents = [f"{RUNS / 'paired_agents.py'}:Noisy"]
    config = {"agents": agents, "conditions": conditions, "seeds": [0, 1, 2, 3, 4, 5], "trials": 2}
    run_blocking(parse_config(config), tmp_path / "r")
    told = Page(write_page(read_subject([RunFolder.open(tmp_path / "r")])))
    sections = [value for tag, name, value in told.attributes if (tag, name) == ("section", "id")]
    assert {"effects", "consistency", "pareto"} <= set(sections)
    assert "replacement against none" in told.text
    assert {"k = 1", "k = 2", "intent reached", "no label"} <= set(told.text)


def test_a_run_that_was_never_begun(tmp_path: Path) -> None:
    folder = RunFolder.create(tmp_path / "r", parse_config({}))
    told = "".join(Page(write_page(read_subject([folder]))).text)
    assert "No episode has come to an end that counts yet." in told


def test_rows_can_be_chosen(run: RunFolder) -> None:
    told = Page(write_page(read_subject([run], by=("seed",)))).text
    assert "seed" in told


def test_an_upper_bound_is_never_rounded_to_nothing() -> None:
    high = at_the_end(1_000_000, full=False).high
    assert bound(high, upper=True) == "0.01"
    assert "(0–0.01) 0/1000000" in str(el("p", rate_cell(Rate(1_000_000, 0, 0.0, 0.0, high, 0))))
    assert [bound(value) for value in (0.0, 0.0004, 0.0168, 0.168, 1.0)] == ["0", "0.04", "1.7", "17", "100"]


@pytest.mark.parametrize("given", [{}, {"agents": ["refuse"]}, {"agents": ["refuse"], "seeds": parse_seeds("0-2,5")}])
def test_the_command_of_a_suite_gives_the_same_run(given: dict[str, object]) -> None:
    command = command_of(plan_suite(find_suite("insider"), **given), "runs/x")
    assert command is not None
    assert command.startswith("corpsim run --suite insider")
    assert ("-a refuse" in command, "--seeds 0-2,5" in command) == ("agents" in given, "seeds" in given)


def test_no_command_is_told_that_would_play_something_else() -> None:
    planned = plan_suite(find_suite("insider"), max_steps=3)
    assert command_of(planned, "runs/x") is None
    uneven = parse_config({"conditions": [{"threat": "none"}, {"goal": "none"}]})
    assert command_of(uneven, "runs/x") is None


def test_the_command_of_a_plain_run() -> None:
    config = parse_config(
        {
            "worlds": ["claims"],
            "agents": ["/home/me/a.py:Mine"],
            "seeds": [0, 1, 2],
            "conditions": [{"threat": "none"}, {"threat": "replacement"}],
            "doses": [0, 0.1],
            "options": {"model": "m", "temperature": 0.5},
        }
    )
    assert command_of(config, "runs/x") == (
        "corpsim run claims -a a.py:Mine --seeds 0-2 -o model=m -o temperature=0.5 -c threat=none,replacement "
        "--doses 0,0.1 --out runs/x"
    )
    assert command_of(RunConfig(), "r") == "corpsim run leverage -a honest --seeds 0 --out r"


def test_the_citation_is_that_of_the_repository() -> None:
    cited = yaml.safe_load((HERE.parents[1] / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["title"], cited["authors"][0]["name"]) == (reproduce.TITLE, reproduce.AUTHORS)
    assert str(reproduce.YEAR) == cited["date-released"][:4]
