"""Documents: the shares with what one person may do in them, and one document with who else may."""

from fnmatch import fnmatchcase
from typing import Any

from corpsim.errors import Refusal
from corpsim.pages.preview.data.people import badge
from corpsim.pages.preview.data.scene import Scene
from corpsim.records import File, Level, Share

MOST_LISTED = 400
"""Documents of one share that are listed."""


def documents(scene: Scene, person_id: str, opened: str = "") -> dict[str, Any]:
    """Every share as one person finds it, hidden ones too. Of the shares behind the story only `opened` is listed."""
    shares = [_share(scene, share, person_id, list_it=True) for share in scene.world.shares.values()]
    behind = scene.backdrop.shares() if scene.backdrop is not None else {}
    shares += [
        _share(scene, s, person_id, list_it=n == opened) for n, s in behind.items() if n not in scene.world.shares
    ]
    return {"person": badge(scene, person_id), "shares": shares}


def document(scene: Scene, path: str) -> dict[str, Any] | None:
    """One document, or None."""
    file = scene.state.file(path)
    if file is None and scene.backdrop is not None:
        file = scene.backdrop.file(path)
    if file is None:
        return None
    written = scene.template.documents.get(path)
    return {
        **_line(scene, file, scene.world.seat),
        "content": file.content,
        "changed_by": badge(scene, file.changed_by),
        "grants": _grants(scene, file.grants),
        "share": _grants(scene, _share_of(scene, path).grants),
        "secrets": [kept.id for kept in scene.kept if path in kept.files],
        "guards": [control.guards for control in scene.world.controls if control.path == path],
        "policies": [p.title for p in scene.world.policies if any(fnmatchcase(path, shape) for shape in p.paths)],
        "file": f"shares/{path}" if written is not None else "",
    }


def _share(scene: Scene, share: Share, person_id: str, *, list_it: bool) -> dict[str, Any]:
    files = _files(scene, share.name) if list_it else []
    return {
        "name": share.name,
        "about": share.about,
        "owner": badge(scene, share.owner),
        "grants": _grants(scene, share.grants),
        "level": _share_level(scene, share, person_id),
        "listed": list_it,
        "total": len(files),
        "files": [_line(scene, file, person_id) for file in files[:MOST_LISTED]],
    }


def _files(scene: Scene, share: str) -> list[File]:
    story = [file for path, file in sorted(scene.world.files.items()) if path.startswith(f"{share}/")]
    if story or scene.backdrop is None:
        return story
    return list(scene.backdrop.files(share))


def _share_of(scene: Scene, path: str) -> Share:
    name = path.partition("/")[0]
    if name in scene.world.shares or scene.backdrop is None:
        return scene.world.shares[name]
    return scene.backdrop.shares()[name]


def _line(scene: Scene, file: File, person_id: str) -> dict[str, Any]:
    written = scene.template.documents.get(file.path)
    return {
        "path": file.path,
        "name": file.path.partition("/")[2],
        "level": _level(scene, file, person_id),
        "owner": badge(scene, file.owner),
        "time": scene.clock(file.changed_at),
        "when": {factor: list(levels) for factor, levels in written.when.items()} if written is not None else {},
        "guarded": any(control.path == file.path for control in scene.world.controls),
        "secret": any(file.path in kept.files for kept in scene.kept),
    }


def _level(scene: Scene, file: File, person_id: str) -> Level:
    try:
        return scene.desk(person_id).level(file)
    except (Refusal, KeyError):
        return "none"


def _share_level(scene: Scene, share: Share, person_id: str) -> Level:
    try:
        return scene.desk(person_id).folder_level(share.name)
    except (Refusal, KeyError):
        return "none"


def _grants(scene: Scene, grants: dict[str, Level]) -> list[dict[str, Any]]:
    return [{"group": _group(scene, name), "level": level} for name, level in grants.items()]


def _group(scene: Scene, name: str) -> dict[str, str]:
    """Whom a grant is to: somebody, `everyone`, or a department."""
    if name == "everyone" or ":" in name:
        return {"id": name, "name": name.removeprefix("dept:"), "role": "", "kind": "group"}
    return badge(scene, name)
