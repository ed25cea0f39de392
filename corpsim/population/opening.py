"""Opening a company: from the cache, or drawn and kept there first; the same one is opened once in a process."""

import warnings
from pathlib import Path
from weakref import WeakValueDictionary

from corpsim.population.columns import Columns
from corpsim.population.drawing.draw import draw
from corpsim.population.population import Population
from corpsim.population.request import Request
from corpsim.population.store import Broken, load_or_make, user_cache

_OPENED: WeakValueDictionary[tuple[str, Path], Population] = WeakValueDictionary()


def open_population(request: Request, cache: Path | None = None) -> Population:
    """The company of a request, from the cache (None: that of the user), where it is drawn and kept first if need be.

    If nothing can be kept there, the company is drawn and held in memory, and a warning says so.
    """
    place = (user_cache() if cache is None else Path(cache)).absolute()
    known = _OPENED.get((request.digest, place))
    if known is not None:
        return known
    opened = Population(request, _columns(request, place), (open_population, (request, place)))
    return _OPENED.setdefault((request.digest, place), opened)


def _columns(request: Request, place: Path) -> Columns:
    try:
        return load_or_make(place, request.digest, request, lambda: draw(request))
    except (OSError, Broken) as error:
        warnings.warn(
            f"A company of {request.size:,} could not be kept in {place} ({error}). It is drawn anew and held in "
            "memory; set CORPSIM_COMPANIES to a folder that can be written.",
            RuntimeWarning,
            stacklevel=3,
        )
        return draw(request)
