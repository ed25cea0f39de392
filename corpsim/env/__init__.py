"""The Gymnasium environment."""

from corpsim.env.core import CorpSimEnv

__all__ = ["CorpSimEnv"]
