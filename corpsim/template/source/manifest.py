"""The label on a packed world: what is in it, and by which format it is to be read."""

import msgspec

MANIFEST = ".manifest.json"
"""Where it lies in the folder of a world; as its name begins with a dot it is no part of the world."""

FORMAT = 1
"""The version of the format of worlds that is read here. A change that older versions would misread raises it."""

MOST_MANIFEST = 4_096


class Manifest(msgspec.Struct, frozen=True):
    """Name and version of a world, the digest of its files, and the version of the format."""

    format: int
    name: str
    version: str
    digest: str


def check_manifest(data: bytes, digest: str) -> str:
    """What is wrong with a packed world whose files have this digest, by its manifest; or empty."""
    try:
        manifest = msgspec.json.decode(data[:MOST_MANIFEST], type=Manifest)
    except (msgspec.MsgspecError, RecursionError):
        return "this is no manifest of a packed world; pack it anew with `corpsim world pack`"
    if manifest.format > FORMAT:
        return (
            f"this world is written in format {manifest.format}, here format {FORMAT} is read; install a newer corpsim"
        )
    if manifest.digest != digest:
        return f"the files are not those that were packed: their digest is {digest}, not {manifest.digest[:40]!r}"
    return ""
