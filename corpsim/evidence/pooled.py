"""The episodes of several runs together, the run being one more factor."""

from collections.abc import Sequence
from dataclasses import replace

from corpsim.errors import InvalidConfiguration
from corpsim.runs.store import EpisodeResult, RunFolder

RUN = "run"


def run_names(folders: Sequence[RunFolder]) -> list[str]:
    """What tells the runs apart: the names of their folders, or the whole paths where those are not enough.

    Raises InvalidConfiguration for one that is named twice.
    """
    paths = [folder.path.resolve() for folder in folders]
    twice = [path for index, path in enumerate(paths) if path in paths[:index]]
    if twice:
        raise InvalidConfiguration(f"{twice[0]} is given twice; its episodes would count twice.")
    names = [path.name for path in paths]
    return names if len(set(names)) == len(names) else [str(folder.path) for folder in folders]


def pooled(folders: Sequence[RunFolder]) -> list[EpisodeResult]:
    """All their episodes, each with its run as a level; those of a single run as they are.

    Raises InvalidConfiguration where a world has a factor of that name itself.
    """
    if len(folders) == 1:
        return folders[0].results()
    found = []
    for name, folder in zip(run_names(folders), folders, strict=True):
        for result in folder.results():
            if RUN in result.condition:
                raise InvalidConfiguration(
                    f"{result.world} has a factor named {RUN!r}; its runs can only be told one by one."
                )
            found.append(replace(result, condition={RUN: name, **result.condition}))
    return found
