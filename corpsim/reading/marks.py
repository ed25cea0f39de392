"""The private characters of plain text, and which scripts write no spaces."""

from corpsim.reading.message import ROLES

MARKS = {role: chr(0xE000 + i) for i, role in enumerate(ROLES)}
"""Each role is one private-use character, a word of its own in every language."""

TIME, NUMBER = "\ue010", "\ue011"
"""What stands for a clock time and for a number."""

SPACELESS = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Thai, kana and Chinese characters, as the inside of a character class."""
