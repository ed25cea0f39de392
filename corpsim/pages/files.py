"""The front end of the pages: files that lie in this package, each served under its own path and nothing else."""

from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

KINDS = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


def front_end(page: str) -> list[Route]:
    """The routes of a page's front end: `/` is its `index.html`, and the base that all pages share is beside it."""
    root = files("corpsim.pages") / "static"
    found = {f"/{name}/{path}": file for name in ("base", page) for path, file in _walk(root / name)}
    index = found.pop(f"/{page}/index.html")
    return [_route("/", index), *(_route(path, file) for path, file in sorted(found.items()))]


def _walk(folder: Traversable, before: str = "") -> list[tuple[str, Traversable]]:
    inside = [(f"{before}{entry.name}", entry) for entry in folder.iterdir()]
    below = [found for path, entry in inside if entry.is_dir() for found in _walk(entry, f"{path}/")]
    return [(path, entry) for path, entry in inside if path.rpartition(".")[2] in KINDS] + below


def _route(path: str, file: Traversable) -> Route:
    kind = KINDS[file.name.rpartition(".")[2]]

    async def give(request: Request) -> Response:
        try:
            return Response(file.read_bytes(), media_type=kind)
        except OSError:
            return PlainTextResponse("This file of the page is gone; is corpsim being reinstalled?\n", 500)

    return Route(path, give)
