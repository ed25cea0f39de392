"""A laboratory of failing disks and killed processes: `python fault_lab.py FOLDER KIND EVERY WORKERS`.

It plays one small run again and again. Whatever the run does to files in its folder (opening one to write, writing,
syncing, renaming, removing, cutting, making a folder) is a boundary; in each case one of them goes wrong as KIND says:

    once     that one fails with ENOSPC, half of a write done; everything after it works
    for-ever that one and all that follow fail with EIO
    before, half, after   the process is killed there, by SIGKILL

With one worker this happens to the run, at every boundary or each EVERYth of them; with two it happens to each of its
worker processes. Afterwards the same run is begun again in the folder. The last line on stdout counts the cases; each
line before it is a case in which something was lost, touched, doubled, or different from the run that nothing
happened to.
"""

import errno
import io
import json
import os
import signal
import sys
import traceback
from pathlib import Path

from corpsim.errors import CorpSimError
from corpsim.runs.record import FINAL, CorruptRecord, read_ends, read_episode
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import RunConfig

ODD = Path(__file__).with_name("odd_agents.py")
THREE = {"pairs": "oversight", "conditions": ({"threat": "none"},)}
CONFIGS = {
    1: RunConfig(agents=(f"{ODD}:Flaky",), options={"notes": "notes"}, **THREE),
    2: RunConfig(agents=(f"{ODD}:Plain",), workers=2, **THREE),
    0: RunConfig(agents=(f"{ODD}:Plain",), **THREE),
}
"""Three episodes and the pairs of them. The model of the first agent fails once, and the episode is played again. What
was begun with two workers goes on without any, which is quicker."""

IN_A_WORKER = 32
"""Boundaries that one worker comes to while it plays two episodes, and a few more."""

KILLS = ("before", "half", "after")
OPENS_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT
REFUSED = (3, 4)
"""Exit codes of a run that says that it could not write."""

_open, _os_open = io.open, os.open


class Disk:
    """Stands between the program and its files below a folder, and counts the boundaries."""

    def __init__(self, root, kind="", at=-1):
        self.root, self.kind, self.at = str(root), kind, at
        self.seen = []

    def below(self, path):
        return isinstance(path, str | Path) and os.path.abspath(path).startswith(self.root)

    def cross(self, name, act, half=None):
        """Do something to a file, or what goes wrong instead."""
        number = len(self.seen)
        self.seen.append(name)
        if number == self.at and self.kind in ("once", "half") and half is not None:
            half()
        if (number == self.at and self.kind == "once") or (number >= self.at >= 0 and self.kind == "for-ever"):
            code = errno.ENOSPC if self.kind == "once" else errno.EIO
            raise OSError(code, os.strerror(code))
        if number == self.at and self.kind in ("before", "half"):
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            return act()
        finally:
            if number == self.at and self.kind == "after":
                os.kill(os.getpid(), signal.SIGKILL)

    def stand_between(self):
        """Take the place of what the program opens, renames and removes files with."""
        for name in ("replace", "rename", "unlink", "remove", "mkdir", "truncate", "fsync"):
            setattr(os, name, self._guarded(name, getattr(os, name)))
        io.open = self._io_open
        os.open = self._fd_open

    def _guarded(self, name, function):
        def call(first, *args, **keywords):
            if isinstance(first, int) or self.below(first):
                return self.cross(name, lambda: function(first, *args, **keywords))
            return function(first, *args, **keywords)

        return call

    def _fd_open(self, path, flags, *args, **keywords):
        if self.below(path) and flags & OPENS_TO_WRITE:
            return self.cross("open", lambda: _os_open(path, flags, *args, **keywords))
        return _os_open(path, flags, *args, **keywords)

    def _io_open(self, file, mode="r", *args, **keywords):
        if not self.below(file) or not set(mode) & set("wxa+"):
            return _open(file, mode, *args, **keywords)
        assert "b" in mode, f"{file} is written as text"
        return io.BufferedWriter(self.cross("open", lambda: _Watched(self, file, mode.replace("b", ""))))


class _Watched(io.FileIO):
    """A file whose every write is a boundary; what a buffer above it does is as always."""

    def __init__(self, disk, file, mode):
        super().__init__(file, mode)
        self._disk = disk

    def write(self, data):
        data = bytes(data)
        write = super().write
        return self._disk.cross("write", lambda: write(data), lambda: write(data[: len(data) // 2]))


def in_a_child(place, disk, workers, fault=""):
    """Play the run in a process of its own; the negative signal that ended it, or its exit code."""
    child = os.fork()
    if not child:
        code = 99
        try:
            os.chdir(place)
            os.environ.update({"FAULT": fault} if fault else {})
            disk.stand_between()
            run_blocking(CONFIGS[workers], disk.root)
            code = 0
        except CorpSimError as error:
            code = error.exit_code
        except BaseException:
            (place / "traceback").write_text(traceback.format_exc())
        (place / "seen").write_text(json.dumps(disk.seen))
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def finished(run):
    """Records and labels of episodes that are over: their bytes, and which files they are."""
    found = {}
    for record in run.glob("episodes/*.jsonl"):
        end = read_ends(record)[1]
        if end is not None and end.outcome in FINAL:
            for path in (record, run / "labels" / f"{record.stem}.json"):
                state = path.stat()
                found[path] = (path.read_bytes(), state.st_ino, state.st_mtime_ns)
    return found


def contents(run):
    """All that must be as in the run that nothing happened to, and no file too many."""
    return {
        str(path.relative_to(run)): path.read_bytes() if path.name != "manifest.json" else b""
        for path in sorted(run.rglob("*"))
        if path.is_file() and path.name not in (".lock", "timing.jsonl") and path.parent.name != "attempts"
    }


def torn_in_the_middle(run):
    """Records that nobody could read, and lines of the times that are no JSON although others follow."""
    for path in (*run.glob("episodes/*"), *run.glob("attempts/*")):
        try:
            read_episode(path)
        except CorruptRecord as error:
            yield str(error)
    times = run / "timing.jsonl"
    for line in times.read_bytes().split(b"\n")[:-1] if times.exists() else ():
        try:
            json.loads(line)
        except ValueError:
            yield f"timing.jsonl: {line!r}"


def case(place, kind, at, whole, workers):
    """What went wrong in one case beside what was made to."""
    place.mkdir()
    (place / "notes").mkdir()
    run = place / "run"
    if workers == 1:
        ended = in_a_child(place, Disk(run, kind, at), workers)
    else:
        ended = in_a_child(place, Disk(run), workers, f"{kind}:{at}:{run}")
    if ended not in ((-signal.SIGKILL,) if workers == 1 and kind in KILLS else (0, *REFUSED)):
        traces = place / "traceback"
        yield f"the run came out as {ended}: {traces.read_text() if traces.exists() else ''}"
    yield from torn_in_the_middle(run)
    before = finished(run)
    again = in_a_child(place, Disk(run), workers % 2)
    if again:
        traces = place / "traceback"
        yield f"going on came out as {again}: {traces.read_text() if traces.exists() else ''}"
        return
    yield from (f"{path.name} was touched" for path, state in before.items() if finished(run).get(path) != state)
    now = contents(run)
    yield from (f"{name} differs" for name in sorted({*now, *whole}) if now.get(name) != whole.get(name))
    yield from torn_in_the_middle(run)


def main(root, kind, every, workers):
    root, workers = Path(root), int(workers)
    for name in ("warm", "whole"):
        (root / name / "notes").mkdir(parents=True)
    os.chdir(root / "warm")
    run_blocking(CONFIGS[1], root / "warm" / "run")  # What is loaded once is there before the first fork.
    assert in_a_child(root / "whole", Disk(root / "whole" / "run"), workers) == 0
    whole = contents(root / "whole" / "run")
    seen = json.loads((root / "whole" / "seen").read_text())
    here = [at for at, name in enumerate(seen) if kind != "half" or name == "write"]
    chosen = (here if workers == 1 else range(IN_A_WORKER))[:: int(every)]
    for at in chosen:
        for wrong in case(root / str(at), kind, at, whole, workers):
            print(json.dumps({"at": at, "wrong": wrong}))
    print(len(chosen))


if __name__ == "__main__":
    main(*sys.argv[1:])
