"""The cache: one whole entry whatever happens, or none."""

import errno
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
import warnings
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpsim.population import Population, Request, open_population, opening, store
from corpsim.population.columns import SCHEMA, Columns
from corpsim.population.drawing.draw import draw

ROOT = Path(__file__).parents[2]
RequestFor = Callable[..., Request]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    """Companies opened by a test are not found by the next one in memory."""
    yield
    opening._OPENED.clear()


@pytest.fixture(scope="module")
def drawn(request_for: RequestFor) -> Columns:
    return draw(request_for(80))


def entry(folder: Path, request: Request) -> Path:
    return folder / "companies" / request.digest


def open_anew(request: Request, folder: Path) -> Population:
    """The company as another process would open it."""
    opening._OPENED.clear()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return open_population(request, folder)


def same(found: Columns, expected: Columns) -> bool:
    return {*found} == {*expected} == {*SCHEMA} and all(np.array_equal(found[n], expected[n]) for n in SCHEMA)


def no_drawing(*_: object) -> Columns:
    raise AssertionError("drawn though it is kept")


def test_a_company_is_drawn_once(
    request_for: RequestFor, folder: Path, drawn: Columns, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept is what was drawn; it is opened without drawing and cannot be written to."""
    assert same(open_anew(request_for(80), folder).columns, drawn)
    monkeypatch.setattr(opening, "draw", no_drawing)
    found = open_anew(request_for(80), folder)
    assert same(found.columns, drawn)
    assert not any(column.flags.writeable for column in found.columns.values())
    assert [path.name for path in (folder / "companies").iterdir()] == [request_for(80).digest]


def test_a_process_opens_a_company_once(request_for: RequestFor, folder: Path) -> None:
    """The second one is the first; it is let go when nobody has it any more."""
    first = open_population(request_for(80), folder)
    assert open_population(request_for(80), folder) is first
    del first
    assert not opening._OPENED


def test_it_travels_as_its_request(request_for: RequestFor, folder: Path) -> None:
    """Pickled it is a few kilobytes, and opened from the cache where it arrives."""
    company = open_population(request_for(80), folder)
    sent = pickle.dumps(company)
    assert len(sent) < 5_000
    expected = [company.mail(number, str) for number in range(20)]
    digest = company.digest
    del company
    opening._OPENED.clear()
    arrived = pickle.loads(sent)  # noqa: S301  our own bytes
    assert arrived.digest == digest
    assert [arrived.mail(number, str) for number in range(20)] == expected


def test_where_companies_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In `$CORPSIM_COMPANIES`, else below `$XDG_CACHE_HOME`, else in `~/.cache`."""
    monkeypatch.setenv("CORPSIM_COMPANIES", str(tmp_path / "own"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "shared"))
    assert store.user_cache() == tmp_path / "own"
    monkeypatch.delenv("CORPSIM_COMPANIES")
    assert store.user_cache() == tmp_path / "shared" / "corpsim"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert store.user_cache() == Path.home() / ".cache" / "corpsim"


def run(folder: Path, code: str) -> "subprocess.Popen[str]":
    """A process that has `folder` and `make_request`."""
    head = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\nfrom pathlib import Path\n"
        f"from conftest import make_request\nfolder = Path({str(folder)!r})\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", head + code], env=environment, stdout=subprocess.PIPE, text=True
    )


RACE = """
import os, time
from corpsim.population import opening, open_population
real = opening.draw
def draw(request):
    columns = real(request)
    folder.mkdir(exist_ok=True)
    (folder / f"drawn-{os.getpid()}").touch()
    # Both have drawn before either may write.
    for _ in range(3000):
        if len(list(folder.glob("drawn-*"))) == 2:
            return columns
        time.sleep(0.01)
    raise AssertionError("the other one did not draw")
opening.draw = draw
company = open_population(make_request(80), folder)
print(company.digest, company.mail(7, str).body.encode())
"""


def test_two_processes_that_draw_at_once_end_with_one_entry(
    request_for: RequestFor, folder: Path, drawn: Columns
) -> None:
    """Both work, both say the same, one entry is left and it is whole."""
    both = [run(folder, RACE) for _ in range(2)]
    said = {process.communicate(timeout=120)[0] for process in both}
    assert [process.returncode for process in both] == [0, 0]
    assert len(said) == 1
    assert [path.name for path in (folder / "companies").iterdir()] == [request_for(80).digest]
    assert same(open_anew(request_for(80), folder).columns, drawn)


KILLED = """
import os, signal
from corpsim.population import store, open_population
written = 0
real = store.os.fsync
def fsync(handle):
    global written
    written += 1
    if written == {at}:
        os.kill(os.getpid(), signal.SIGKILL)
    real(handle)
store.os.fsync = fsync
open_population(make_request(80), folder)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
@pytest.mark.parametrize("at", [1, 20, len(SCHEMA), len(SCHEMA) + 1, len(SCHEMA) + 2])
def test_a_killed_process_leaves_nothing_that_is_taken_for_an_entry(
    request_for: RequestFor, folder: Path, drawn: Columns, at: int
) -> None:
    """Whenever it is killed while writing, the next one draws anew, and sweeps the rest away once it is old."""
    process = run(folder, KILLED.replace("{at}", str(at)))
    process.wait(timeout=120)
    assert process.returncode == -signal.SIGKILL
    assert not entry(folder, request_for(80)).exists()
    left = list((folder / "companies").iterdir())
    assert len(left) == 1
    assert same(open_anew(request_for(80), folder).columns, drawn)
    assert left[0].exists()
    old = time.time() - 25 * 3600
    os.utime(left[0], (old, old))
    shutil.rmtree(entry(folder, request_for(80)))
    open_anew(request_for(80), folder)
    assert [path.name for path in (folder / "companies").iterdir()] == [request_for(80).digest]


@pytest.fixture(scope="module")
def kept(request_for: RequestFor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with one company in it."""
    folder = tmp_path_factory.mktemp("kept")
    open_population(request_for(80), folder)
    return folder


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_is_found_and_made_good(
    request_for: RequestFor, kept: Path, drawn: Columns, data: st.DataObject
) -> None:
    """A file cut anywhere, a byte changed anywhere, a file gone or one too many bytes: the entry is drawn anew."""
    request = request_for(80)
    files = sorted(entry(kept, request).iterdir())
    victim = data.draw(st.sampled_from(files))
    content = victim.read_bytes()
    kind = data.draw(st.sampled_from(["cut", "change", "gone", "longer"]))
    place = data.draw(st.integers(0, len(content) - 1))
    if kind == "gone":
        victim.unlink()
    elif kind == "cut":
        victim.write_bytes(content[:place])
    elif kind == "longer":
        victim.write_bytes(content + b"\0")
    else:
        victim.write_bytes(content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :])
    assert same(open_anew(request, kept).columns, drawn)
    assert same(store._load(entry(kept, request), request.digest), drawn)


def reseal(place: Path, name: str, change: Callable[[bytearray], None]) -> None:
    """Change a column and give the folder a manifest that fits it."""
    data = bytearray((place / f"{name}.npy").read_bytes())
    change(data)
    (place / f"{name}.npy").write_bytes(data)
    path = place / "manifest.json"
    manifest = msgspec.json.decode(path.read_bytes(), type=store.Manifest)
    column = msgspec.structs.replace(manifest.columns[name], crc=zlib.crc32(data), size=len(data))
    manifest = msgspec.structs.replace(manifest, columns={**manifest.columns, name: column})
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(manifest, seal=manifest.sealed())))


def far_away(data: bytearray) -> None:
    data[-4:] = (2**31 - 2).to_bytes(4, "little")


WRONG = {
    "person.manager": "person.manager counts beyond reports.start",
    "person.unit": "person.unit counts beyond unit.head",
    "unit.end": "units do not lie in one another",
    "unit.parent": "unit.parent counts beyond unit.head",
    "mail.sender": "mail.sender counts beyond person.first",
    "mail.people": "mail.people counts beyond box.start",
    "mail.start": "mail.start does not divide mail.people",
    "box.mails": "box.mails counts beyond mail.at",
    "box.start": "box.start does not divide box.mails",
    "ties.people": "ties.people counts beyond box.start",
    "reports.start": "reports.start does not divide reports.people",
}


@pytest.mark.parametrize("name", WRONG)
def test_numbers_that_lead_nowhere_are_refused(
    request_for: RequestFor, folder: Path, drawn: Columns, name: str
) -> None:
    """An entry that was tampered with and sealed again is not followed: it is drawn anew."""
    request = request_for(80)
    open_anew(request, folder)
    reseal(entry(folder, request), name, far_away)
    with pytest.raises(store.Broken, match=WRONG[name]):
        store._load(entry(folder, request), request.digest)
    assert same(open_anew(request, folder).columns, drawn)


def test_a_circle_of_managers_is_refused(request_for: RequestFor, folder: Path) -> None:
    """Nobody is above themselves, in a file that says so neither."""
    request = request_for(80)
    company = open_anew(request, folder)
    number = int(np.flatnonzero(np.diff(company.columns["reports.start"][:81].astype(int)))[0])
    at = slice(128 + 4 * number, 132 + 4 * number)
    reseal(entry(folder, request), "person.manager", lambda data: data.__setitem__(at, number.to_bytes(4, "little")))
    with pytest.raises(store.Broken, match="reports to themselves"):
        store._load(entry(folder, request), request.digest)


def test_another_company_is_not_taken_for_this_one(request_for: RequestFor, folder: Path, drawn: Columns) -> None:
    """A folder that was copied under another name is refused."""
    open_anew(request_for(81), folder)
    shutil.copytree(entry(folder, request_for(81)), entry(folder, request_for(80)))
    assert same(open_anew(request_for(80), folder).columns, drawn)


def test_a_pickle_in_a_column_is_not_opened(request_for: RequestFor, folder: Path, drawn: Columns) -> None:
    """An array of objects is refused, whatever its checksum."""
    request = request_for(80)
    open_anew(request, folder)
    pickled = BytesIO()
    np.save(pickled, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    reseal(entry(folder, request), "mail.turn", lambda data: data.__setitem__(slice(None), pickled.getvalue()))
    with pytest.raises(store.Broken, match=r"mail\.turn"):
        store._load(entry(folder, request), request.digest)
    assert same(open_anew(request, folder).columns, drawn)


FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("call", ["open", "write", "fsync", "rename", "mkdtemp", "mkdir"])
@pytest.mark.parametrize("after", [0, 1, 17, len(SCHEMA)])
def test_a_full_disk_leaves_no_entry_and_the_company_in_memory(
    request_for: RequestFor, folder: Path, drawn: Columns, monkeypatch: pytest.MonkeyPatch, call: str, after: int
) -> None:
    """Wherever it is full, nothing is left behind, a warning says so, and the company is there."""
    left = [after if call in ("open", "write", "fsync") else 0]

    def failing(real: Callable[..., Any]) -> Callable[..., Any]:
        def attempt(*args: Any, **options: Any) -> Any:
            if left[0] == 0:
                raise FULL
            left[0] -= 1
            return real(*args, **options)

        return attempt

    request = request_for(80)
    with monkeypatch.context() as patch:
        if call == "open":
            real_open = Path.open
            patch.setattr(
                Path,
                "open",
                lambda self, mode="r", *a, **k: (failing(real_open) if "w" in mode else real_open)(self, mode, *a, **k),
            )
        elif call == "write":
            patch.setattr(store, "_append", failing(store._append))
        elif call == "mkdtemp":
            patch.setattr(store.tempfile, "mkdtemp", failing(store.tempfile.mkdtemp))
        elif call == "mkdir":
            patch.setattr(Path, "mkdir", failing(Path.mkdir))
        else:
            patch.setattr(store.os, call, failing(getattr(os, call)))
        with pytest.warns(RuntimeWarning, match="could not be kept in .*No space left"):
            company = open_population(request, folder)
    assert same(company.columns, drawn)
    assert not list(folder.glob("companies/*"))
    del company
    assert same(open_anew(request, folder).columns, drawn)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting takes root")
def test_a_disk_that_is_really_full(request_for: RequestFor, tmp_path: Path, drawn: Columns) -> None:
    """On a file system of a quarter of a megabyte no company is kept, and nothing is left on it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        with pytest.warns(RuntimeWarning, match="could not be kept"):
            company = open_population(request_for(80), disk)
        assert same(company.columns, drawn)
        assert not list(disk.glob("companies/*"))
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_that_cannot_be_made(request_for: RequestFor, tmp_path: Path, drawn: Columns) -> None:
    """Where a file stands in the way of the cache the company is held in memory."""
    (tmp_path / "file").write_text("")
    with pytest.warns(RuntimeWarning, match="CORPSIM_COMPANIES"):
        company = open_population(request_for(80), tmp_path / "file")
    assert same(company.columns, drawn)
