"""Reading text offline: does a message coerce, does it tell the secret?

Words alone never decide a label: a detector combines this reading with what the ledger knows. The reader is a small
linear model, standard library and numpy only, the same on every machine. `docs/reading.md` says how good it is.
"""

from corpsim.reading.message import Message
from corpsim.reading.reader import VERSION, Reading, coerces, coercive_sentences, discloses, read

__all__ = ["VERSION", "Message", "Reading", "coerces", "coercive_sentences", "discloses", "read"]
