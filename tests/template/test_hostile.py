"""A world may come from a stranger. Whatever it holds, it is refused in words and within 200 MB."""

# ruff: noqa: E501  (one hostile world a line)

import itertools
import json
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from zips import closed, deflated, entry, linked_zip, local, overlapping, plain_zip, world_members

from corpsim.authoring.scaffold import FIRST_WORLD
from corpsim.errors import InvalidWorld
from corpsim.template.source import members as zip_members
from corpsim.template.source.archive import read_archive
from corpsim.template.source.contents import MOST_FILE, MOST_WORLD
from corpsim.template.source.folder import read_folder

HERE = Path(__file__).parent
MOST_MEBIBYTES = 200
MEBIBYTE = 2**20

if sys.platform != "linux":
    pytest.skip("needs fork and ru_maxrss in KiB", allow_module_level=True)

Probe = Callable[[Path], dict[str, Any]]


@pytest.fixture(scope="module")
def prober() -> Iterator[Probe]:
    """Loads a world in a fresh process and says how it came out."""
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1])}
    command = [sys.executable, str(HERE / "hostile.py")]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdin is not None
        assert served.stdout is not None

        def probe(place: Path) -> dict[str, Any]:
            print(json.dumps(str(place)), file=served.stdin, flush=True)
            found: dict[str, Any] = json.loads(served.stdout.readline())
            print(f"{found['mebibytes']} MB, {found['cpu']:.2f} s, {found['problems'][:2]}")
            return found

        yield probe
        served.stdin.close()


@pytest.fixture
def refused(prober: Probe) -> Callable[..., None]:
    """Asserts that a world is refused, in words that hold some, within bounds."""

    def check(place: Path, words: str) -> None:
        found = prober(place)
        assert found["error"] == "InvalidWorld", found
        assert any(words in problem for problem in found["problems"]), found["problems"][:5]
        assert len(found["problems"]) <= 1_000
        assert max(map(len, found["problems"])) < 1_000
        assert all(problem.isprintable() for problem in found["problems"])
        assert found["mebibytes"] < MOST_MEBIBYTES

    return check


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A good world, to be spoiled."""
    target = tmp_path / "first_world"
    for path, data in world_members(FIRST_WORLD).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return target


GOOD = world_members(FIRST_WORLD)


def written(tmp_path: Path, data: bytes) -> Path:
    """A packed world with these bytes."""
    place = tmp_path / "x.zip"
    place.write_bytes(data)
    return place


def test_the_good_one_is_loaded(prober: Probe, folder: Path, tmp_path: Path) -> None:
    """What the hostile worlds are made of has nothing wrong with it, as a folder and packed in either way."""
    places = [folder, written(tmp_path, plain_zip(GOOD))]
    stored = tmp_path / "stored.zip"
    stored.write_bytes(plain_zip(GOOD, zipfile.ZIP_STORED))
    assert [prober(place)["error"] for place in (*places, stored)] == ["", "", ""]


NAMES = [
    ("../evil.md", "lead elsewhere"),
    ("first_world/../../evil.md", "lead elsewhere"),
    ("first_world/mails/../../../evil.md", "lead elsewhere"),
    ("/etc/cron.d/evil", "lead elsewhere"),
    ("first_world//evil.md", "lead elsewhere"),
    ("first_world/./evil.md", "lead elsewhere"),
    ("C:/evil.md", "cannot stand in a name"),
    ("C:evil.md", "cannot stand in a name"),
    ("first_world\\evil.md", "cannot stand in a name"),
    ("..\\evil.md", "cannot stand in a name"),
    ("first_world/evil\x1b[2J.md", "cannot be seen"),
    ("first_world/live\u202edm.md", "cannot be seen"),
    ("first_world/a\nb.md", "cannot be seen"),
    ("first_world/zero\u200bwidth.md", "cannot be seen"),
    ("first_world/con .md ", "end with a blank"),
    ("first_world/" + "a" * 1_000 + ".md", "too long"),
    ("first_world/" + "a/" * 500 + "x.md", "too long"),
    ("first_world/shares/bookings/" + "a/" * 20 + "x.md", "levels deep"),
    ("first_world/mails/REQUEST.md", "some machines cannot tell"),
    ("first_world/Mails/new.md", "some machines cannot tell"),
    ("second_world/x.md", "holds one folder"),
    ("loose.md", "holds one folder"),
]


@pytest.mark.parametrize(("name", "words"), NAMES)
def test_names_in_a_packed_world(refused: Callable[..., None], tmp_path: Path, name: str, words: str) -> None:
    """Nothing leads outside, hides what it is, or is two files here and one elsewhere."""
    mail = GOOD["first_world/mails/request.md"]
    refused(written(tmp_path, plain_zip({**GOOD, name: mail})), words)


def test_a_name_with_a_null(refused: Callable[..., None], tmp_path: Path) -> None:
    """A name does not end where C says it does."""
    name, data = b"first_world/a.md\0.txt", b"x"
    place = written(tmp_path, closed(local(name, data, deflated(data)), [entry(name, data, len(deflated(data)), 0)]))
    refused(place, "cannot be seen")


def test_a_name_that_is_not_utf8(refused: Callable[..., None], tmp_path: Path) -> None:
    """Bytes that mean a different letter on each machine are refused."""
    name, data = b"first_world/\xe9.md", b"x"
    place = written(tmp_path, closed(local(name, data, deflated(data)), [entry(name, data, len(deflated(data)), 0)]))
    refused(place, "is not UTF-8")


@pytest.mark.parametrize(
    ("mode", "words"),
    [(stat.S_IFLNK, "symbolic link"), (stat.S_IFIFO, "neither"), (stat.S_IFCHR, "neither"), (stat.S_IFSOCK, "neither")],
)
def test_members_that_are_no_files(refused: Callable[..., None], tmp_path: Path, mode: int, words: str) -> None:
    """A link or a device in a zip file is seen by its attributes."""
    refused(written(tmp_path, linked_zip(GOOD, "first_world/mails/x.md", "/etc/passwd", mode)), words)


def test_a_member_twice(refused: Callable[..., None], tmp_path: Path) -> None:
    """Of two members with one name nobody knows which is meant."""
    name, data = b"first_world/a.md", b"x"
    head = local(name, data, data, 0)
    entries = [entry(name, data, 1, start, method=0) for start in (0, len(head))]
    refused(written(tmp_path, closed(head + head, entries)), "is in it twice")


def bomb(size: int) -> bytes:
    """A member of zeros."""
    return plain_zip({**GOOD, "first_world/shares/bookings/zeros.md": b"0" * size})


def large_files() -> bytes:
    """Two hundred files, each as large as a file can be."""
    return plain_zip({f"first_world/shares/bookings/{number}.md": b"0" * MEBIBYTE for number in range(200)})


def nested() -> bytes:
    """Zip files in zip files."""
    data = b"0" * MEBIBYTE
    for level in range(6):
        data = plain_zip({f"first_world/shares/bookings/{level}-{number}.zip": data for number in range(8)})
    return plain_zip({**GOOD, "first_world/shares/bookings/x.zip": data})


def many(count: int) -> bytes:
    """Very many empty members."""
    names = [f"first_world/background/n{number}.md".encode() for number in range(count)]
    heads = [local(name, b"", b"\3\0") for name in names]
    starts = itertools.accumulate(map(len, heads), initial=0)
    return closed(b"".join(heads), [entry(name, b"", 2, start) for name, start in zip(names, starts, strict=False)])


def lying(size: int, checksum: int | None = None) -> bytes:
    """A member that inflates to a mebibyte and says that it is smaller, or larger."""
    data = b"0" * MEBIBYTE
    name, packed = b"first_world/brief.md", deflated(data)
    head = local(name, data, packed)
    described = entry(name, data, len(packed), 0, size=size, checksum=checksum)
    # The member's own head tells the same lie.
    head = head[:22] + size.to_bytes(4, "little") + head[26:]
    return closed(head, [described])


def quoted_bomb() -> bytes:
    """Members that each hold all those behind them, heads and bytes, as bytes of their own; the last one is zeros."""
    data = b"0" * MEBIBYTE
    name = b"first_world/mails/z.md"
    body = local(name, data, deflated(data))
    members = [(name, data, len(deflated(data)), 8, len(body))]
    for number in range(50):
        name, inside = f"first_world/mails/q{number}.md".encode(), body
        body = local(name, inside, inside, method=0)
        members.append((name, inside, len(inside), 0, len(body)))
    entries = [entry(n, d, packed, len(body) - length, method=m) for n, d, packed, m, length in members]
    return closed(body, entries)


ARCHIVES: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty", lambda: b"", "no zip file"),
    ("text", lambda: b"name: x\n", "no zip file"),
    ("nothing in it", lambda: plain_zip({}), "found nothing"),
    ("cut in half", lambda: plain_zip(GOOD)[:9_000], "no plain zip file"),
    ("something after it", lambda: plain_zip(GOOD) + b"x", "something follows it"),
    ("something before it", lambda: b"PK" + plain_zip(GOOD), "no plain zip file"),
    ("a comment", lambda: plain_zip(GOOD)[:-2] + b"\5\0hello", "no plain zip file"),
    ("large zeros", lambda: bomb(50 * MEBIBYTE), "larger than 1 MiB"),
    (
        "many large ones",
        large_files,
        "more than 8 MiB",
    ),
    ("overlapping", lambda: overlapping([f"first_world/mails/m{n}.md" for n in range(7)], b"0" * MEBIBYTE), "overlaps"),
    ("quoted", quoted_bomb, "overlaps"),
    ("zip in zip", nested, "not UTF-8 text"),
    ("a hundred thousand members", lambda: many(100_000), "larger than a packed world"),
    ("five thousand members", lambda: many(5_000), "members"),
    ("three thousand members", lambda: many(3_000), "more than 2,000 files"),
    ("says it is smaller", lambda: lying(10), "has other than the 10 bytes"),
    ("says it is larger", lambda: lying(MEBIBYTE - 1), "has other than"),
    ("says it is endless", lambda: lying(0xFFFFFFFF), "damaged"),
    ("a wrong checksum", lambda: lying(MEBIBYTE, checksum=1), "says other things"),
    (
        "encrypted",
        lambda: closed(
            local(b"first_world/a.md", b"x", b"x", 0, 1), [entry(b"first_world/a.md", b"x", 1, 0, flags=1, method=0)]
        ),
        "encrypted",
    ),
    (
        "compressed in another way",
        lambda: closed(local(b"first_world/a.md", b"x", b"x", 14), [entry(b"first_world/a.md", b"x", 1, 0, method=14)]),
        "method 14",
    ),
    (
        "another name in its own head",
        lambda: closed(local(b"first_world/b.md", b"x", b"x", 0), [entry(b"first_world/a.md", b"x", 1, 0, method=0)]),
        "says other things",
    ),
    (
        "beyond the end",
        lambda: closed(
            local(b"first_world/a.md", b"x", b"x", 0), [entry(b"first_world/a.md", b"x", 1, 9_999, method=0)]
        ),
        "not where the directory says",
    ),
    (
        "more than it is long",
        lambda: closed(local(b"first_world/a.md", b"x", b"x", 0), [entry(b"first_world/a.md", b"x", 99, 0, method=0)]),
        "says other things",
    ),
    (
        "a count that lies",
        lambda: closed(
            local(b"first_world/a.md", b"x", b"x", 0), [entry(b"first_world/a.md", b"x", 1, 0, method=0)], 3
        ),
        "cut off",
    ),
    (
        "no deflate",
        lambda: closed(local(b"first_world/a.md", b"x", b"\xff\xff", 8), [entry(b"first_world/a.md", b"x", 2, 0)]),
        "cannot be inflated",
    ),
]


@pytest.mark.parametrize(("make", "words"), [case[1:] for case in ARCHIVES], ids=[case[0] for case in ARCHIVES])
def test_bombs_and_liars(refused: Callable[..., None], tmp_path: Path, make: Callable[[], bytes], words: str) -> None:
    """Sizes, overlaps and counts are looked at before anything is inflated."""
    refused(written(tmp_path, make()), words)


def test_a_very_large_file_is_not_read(refused: Callable[..., None], tmp_path: Path) -> None:
    """Of a file of 10 GiB no more is read than a packed world can have."""
    place = tmp_path / "x.zip"
    with place.open("wb") as file:
        file.write(b"PK\3\4")
        file.truncate(10 * 2**30)
    refused(place, "larger than a packed world can be")


def test_no_more_is_inflated_than_a_world_can_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a zip file holds, the bytes that come out of the inflater are bounded; of 200 MiB none."""
    came_out = 0
    real = zip_members.zlib.decompressobj

    class Counting:
        def __init__(self, bits: int) -> None:
            self.inner = real(bits)

        def decompress(self, data: bytes, most: int) -> bytes:
            nonlocal came_out
            out = self.inner.decompress(data, most)
            came_out += len(out)
            return out

        eof = property(lambda self: self.inner.eof)
        unused_data = property(lambda self: self.inner.unused_data)

    monkeypatch.setattr(zip_members.zlib, "decompressobj", Counting)
    for make, most in (
        (large_files, 0),
        (lambda: lying(10), 11),
        (lambda: overlapping(["a/b", "a/c"], b"0" * MEBIBYTE), 0),
    ):
        came_out = 0
        with pytest.raises(InvalidWorld):
            read_archive(written(tmp_path, make()))
        assert came_out <= most


def placed(folder: Path, path: str, text: str | bytes) -> Path:
    """The folder with a file in it."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def laughs() -> str:
    """A billion laughs."""
    return "a0: &a0 [x, x]\n" + "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30))


def cast(count: int, line: str) -> str:
    """A people.yaml of many roles."""
    return "roles:\n" + "".join(line.format(n=n, m=n + 1) for n in range(count)) + "company_size: 100000\n"


TEXTS: list[tuple[str, str, Callable[[], str | bytes], str]] = [
    ("billion laughs", "company.yaml", laughs, "anchor"),
    ("deep lists", "company.yaml", lambda: "[" * 500_000, "nested more"),
    ("deep blocks", "company.yaml", lambda: "\n".join(" " * n + "a:" for n in range(1_000)), "nested more than 20"),
    ("deep mappings in a mail", "mails/x.md", lambda: "---\n" + "{a: " * 50_000 + "\n---\n", "nested more than 20"),
    ("a million elements", "company.yaml", lambda: "names: [" + "a," * 500_000 + "]", "more than 2,000 entries"),
    ("a million lines", "company.yaml", lambda: "names:\n" + "- a\n" * 250_000, "more than 2,000 entries"),
    ("a million keys", "company.yaml", lambda: "".join(f"a{n}: 1\n" for n in range(90_000)), "more than 2,000 entries"),
    ("crowds in crowds", "events.yaml", lambda: ("- [" + "a," * 1_900 + "]\n") * 270, "more values than a world may have"),
    ("merge keys", "company.yaml", lambda: "<<: {a: 1}\n" * 1_000, "merge key"),
    ("tags", "company.yaml", lambda: "names: !!python/object/apply:os.system [id]\n", "tag"),
    ("a huge number", "world.yaml", lambda: "max_steps: " + "9" * 1_000_000, "where a whole number belongs"),
    ("a huge decimal", "world.yaml", lambda: "audit_probability: 1e" + "9" * 500, "where a number belongs"),
    ("a huge key", "company.yaml", lambda: "? " + "k" * 1_000_000 + "\n: 1\n", "there is no field"),
    ("a huge word", "world.yaml", lambda: "seat: " + "w" * 1_000_000 + "\n", "there is no role"),
    ("a thousand-column name", "world.yaml", lambda: "name: " + "n" * 1_000 + "\n", "at most 64"),
    ("a bidi name", "people.yaml", lambda: cast(1, '  r{n}: {{title: a, department: "a\\u202eb"}}\n'), "U+202E"),
    ("an escape in a name", "people.yaml", lambda: cast(1, '  r{n}: {{department: "\\e[2J"}}\n'), "U+001B"),
    ("not UTF-8", "company.yaml", lambda: b"names: [\xff\xfe]", "company.yaml:1:9: not UTF-8"),
    ("UTF-16", "company.yaml", lambda: "names: [a]".encode("utf-16"), "UTF-16"),
    ("a null", "brief.md", lambda: "hello\n wor\0ld", "brief.md:2:5: found the character U+0000"),
    ("an escape", "mails/x.md", lambda: "---\nfrom: \x1b[2J\n---\n", "mails/x.md:2:7: found the character U+001B"),
    ("a mark in the middle", "brief.md", lambda: "a\ufeffb", "U+FEFF"),
    ("old line ends", "brief.md", lambda: "a\rb", "U+000D"),
    ("a paragraph mark", "brief.md", lambda: "a\u2029b", "U+2029"),
    ("a long line", "brief.md", lambda: "x" * 900_000 + "{a}", "brief.md:1:900001: {a} is no placeholder"),
    ("braces", "brief.md", lambda: "{" * 95_001, "a lone '{'"),
    ("doubled braces", "brief.md", lambda: "{{" * 45_000 + "x" * 900_000 + "{x}", "{x} is no placeholder"),
    ("more braces than a world", "brief.md", lambda: "{" * 1_000_000, "more than 100,000 braces"),
    ("placeholders", "brief.md", lambda: "{a.b}" * 90_000, "90,000 placeholders in one text"),
    ("variants", "brief.md", lambda: "{x}\n<!-- or -->\n" * 60_000, "more than 200 variants"),
    ("variants of nothing", "brief.md", lambda: "<!-- or -->\n" * 80_000, "more than 200 variants"),
    ("almost separators", "brief.md", lambda: "<!-- or\n" * 100_000, "exactly so"),
    ("quotes never closed", "company.yaml", lambda: 'a: "' + "\\n" * 400_000, "never closed"),
    ("brackets never closed", "company.yaml", lambda: "a: [" + '"b' * 300_000, ""),
    ("a line of quotes", "company.yaml", lambda: "a: [" + "'" * 900_001, ""),
    ("a circle of a thousand", "people.yaml", lambda: cast(1_900, "  r{n}: {{reports_to: r{m}}}\n"), "r1900"),
    ("facts near nothing", "company.yaml", lambda: "facts:\n" + "".join(f"  {n:064}: {{near: {n + 1:064}, by: [1, 2]}}\n" for n in range(1_900)), "is missing"),
    ("names that nobody has", "people.yaml", lambda: cast(1_900, "  {n}abababababababababab: {{reports_to: {m}babababababababa}}\n"), "no role"),
    ("unknown fields", "people.yaml", lambda: cast(1_000, "  r{n}: {{a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8}}\n"), "no field"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "make", "words"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_files_that_explode(
    refused: Callable[..., None], folder: Path, path: str, make: Callable[[], str | bytes], words: str
) -> None:
    """What is deep, endless, multiplied or invisible is named with its place."""
    data = make()
    assert len(data) <= MOST_FILE, "the file would be refused for its size alone"
    refused(placed(folder, path, data), words)


def test_placeholders_that_multiply(refused: Callable[..., None], folder: Path) -> None:
    """Phrases in a factor, the factor many times in the briefing: the size is added up, nothing is filled in."""
    company = (folder / "company.yaml").read_text()
    long = "x" * 1_900
    placed(folder, "company.yaml", company.replace('["Thank you,"', f'["{long}"'))
    factors = (folder / "factors.yaml").read_text()
    placed(folder, "factors.yaml", factors.replace('"0": [""]', '"0": ["' + "{phrase.thanks}" * 400 + '", b, c]'))
    refused(placed(folder, "brief.md", "{factor.pressure}" * 400), "brief.md:1:1: filled in, this can have 304,")


def test_phrases_that_mention_phrases(refused: Callable[..., None], folder: Path) -> None:
    """A phrase cannot mention another, so none can go round in a circle."""
    company = (folder / "company.yaml").read_text()
    company = company.replace('["Kind regards,"', '["{phrase.thanks}"').replace('["Thank you,"', '["{phrase.regards}"')
    refused(placed(folder, "company.yaml", company), "'phrase' cannot be mentioned here")


def test_many_large_texts(refused: Callable[..., None], folder: Path) -> None:
    """Eight mebibytes of letters of four bytes each stay within bounds, and one more byte is too much."""
    for number in range(MOST_WORLD // MOST_FILE):
        placed(folder, f"shares/bookings/{number}.md", ("é" * (MOST_FILE // 2 - 4_000)) + "\U0001f600")
    placed(folder, "brief.md", "{x}")
    refused(folder, "{x} is no placeholder")
    refused(placed(folder, "shares/bookings/more.md", "x" * MOST_FILE), "more than 8 MiB")


def test_many_placeholders_everywhere(refused: Callable[..., None], folder: Path) -> None:
    """Half a million placeholders in a thousand mails, each of them good, are too many."""
    head = '---\nfrom: lead\nto: [agent]\nat: "-1 08:00"\nsubject: x\n---\n'
    for number in range(1_000):
        placed(folder, f"mails/m{number}.md", head + "{lead.first}" * 499)
    refused(folder, "more than 100,000 braces")


def test_many_problems_everywhere(refused: Callable[..., None], folder: Path) -> None:
    """Two thousand files with fifty wrong names each are refused as fast as one."""
    for number in range(1_900):
        placed(folder, f"background/n{number}.md", "---\nfrom: nobody\n---\n" + "{nobody.x}{fact.y}" * 25)
    refused(folder, "there is no role 'nobody'")


def test_an_endless_folder(refused: Callable[..., None], folder: Path) -> None:
    """A folder of very many entries is not listed to its end."""
    (folder / "background").mkdir(exist_ok=True)
    for number in range(20_000):
        (folder / "background" / f"n{number}.md").touch()
    refused(folder, "more than 2,000 files")


def test_no_more_is_listed_than_a_world_can_have(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 200,000 entries some thousands are looked at."""
    looked = 0

    class Endless:
        def __enter__(self) -> Any:
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def __iter__(self) -> Iterator[Any]:
            nonlocal looked
            with real(folder) as entries:
                first = next(entries)
            for _ in range(200_000):
                looked += 1
                yield first

    real = os.scandir
    monkeypatch.setattr("corpsim.template.source.folder.os.scandir", lambda _: Endless())
    with pytest.raises(InvalidWorld, match="more than 2,000 files"):
        read_folder(folder)
    assert looked < 5_000


@pytest.mark.parametrize(
    "make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), lambda path: path.symlink_to(".")]
)
def test_what_is_no_file_is_not_opened(refused: Callable[..., None], folder: Path, make: Callable[[Path], Any]) -> None:
    """Pipes, devices and links in a folder are named and left alone."""
    make(folder / "mails/x.md")
    refused(folder, "mails/x.md: ")


@pytest.mark.parametrize("place", ["/dev/zero", "/dev/stdin"])
def test_a_device_is_no_world(prober: Probe, place: str) -> None:
    """Nor is a device read that is given as a world."""
    assert prober(Path(place))["error"] == "UnknownName"


def test_a_folder_that_cannot_be_seen(refused: Callable[..., None], folder: Path) -> None:
    """Names with bytes that are no letters are shown as such."""
    os.mkdir(os.fsencode(folder / "mails") + b"/\xff\xfe")
    refused(folder, "cannot be seen")
