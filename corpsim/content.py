"""Where the content lies: the folders `worlds`, `agents` and `benchmarks` beside the package in a checkout, or inside
the package in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def content_folder(kind: str) -> Path:
    """The folder of `worlds`, `agents` or `benchmarks`. Raises FileNotFoundError for a broken installation."""
    for folder in (_PACKAGE / "_content" / kind, _PACKAGE.parent / kind):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"this installation of corpsim has no folder {kind!r}; reinstall it")
