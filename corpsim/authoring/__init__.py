"""What an author does with a world as a folder: begin one, and pack one up."""

from corpsim.authoring.pack import pack_world
from corpsim.authoring.scaffold import begin_world

__all__ = ["begin_world", "pack_world"]
