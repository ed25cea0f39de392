"""The whole drawing: from a request to all columns of a company."""

from corpsim.population.columns import Columns
from corpsim.population.drawing.company import draw_company
from corpsim.population.drawing.mail import draw_mail
from corpsim.population.drawing.ties import draw_ties, tie_columns
from corpsim.population.request import Request


def draw(request: Request) -> Columns:
    """All columns of the company of a request; the same on every platform."""
    seed = ("population", request.seed, request.world)
    company, columns = draw_company(request)
    ties = draw_ties(request, company, seed)
    return {**columns, **tie_columns(ties), **draw_mail(request, company, ties, seed)}
