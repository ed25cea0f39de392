"""The command line. stdout is data, stderr is talk; every command is one thin file that asks the floors below."""

from corpsim.cli.app import main

__all__ = ["main"]
