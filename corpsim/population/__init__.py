"""The rest of a large company: people, reporting lines, mail, chat, documents and calendars, drawn from a seed.

`open_population(request)` gives a `corpsim.backdrop.Backdrop`. What it holds is drawn once, kept in a cache under the
digest of the request as columns of whole numbers, and mapped into memory by every process that opens it.
"""

from corpsim.population.describing import Description, describe
from corpsim.population.opening import open_population
from corpsim.population.population import Population
from corpsim.population.request import Request

__all__ = ["Description", "Population", "Request", "describe", "open_population"]
