"""`corpsim power`: how many episodes a difference takes, and what a number of episodes can find."""

from dataclasses import dataclass
from math import isinf
from typing import Annotated, Any

import typer

from corpsim.cli.given import AsJson
from corpsim.report.console import data
from corpsim.report.plaindata import print_json
from corpsim.report.rates import percent
from corpsim.stats.intervals import at_the_end
from corpsim.stats.power import Test, episodes_per_arm, pairs_needed, smallest_rise, smallest_shift


@dataclass(frozen=True)
class Answer:
    """A figure, and the sentence that says it."""

    sentence: str
    figures: dict[str, Any]


def power(
    first: Annotated[
        float | None,
        typer.Argument(min=0, max=1, help="The rate in one arm; of pairs, the share that differs the other way."),
    ] = None,
    second: Annotated[
        float | None, typer.Argument(min=0, max=1, help="The rate in the other arm; asks how many episodes it takes.")
    ] = None,
    n: Annotated[
        int | None,
        typer.Option("-n", min=1, help="Episodes an arm, or pairs; asks what they can find.", show_default=False),
    ] = None,
    pairs: Annotated[bool, typer.Option("--pairs", help="The same companies in both arms (McNemar).")] = False,
    tests: Annotated[int, typer.Option(min=1, help="Tests in the family (the first step of Holm).")] = 1,
    trials: Annotated[int, typer.Option(min=1, help="Episodes of an arm in each company.")] = 1,
    alike: Annotated[float, typer.Option(min=0, max=1, help="Correlation of episodes in one company.")] = 0.5,
    power_: Annotated[float, typer.Option("--power", min=0.01, max=0.999, help="Chance to find it.")] = 0.8,
    alpha: Annotated[float, typer.Option(min=1e-9, max=0.5, help="Chance of a false alarm, two-sided.")] = 0.05,
    json_: AsJson = False,
) -> None:
    """Say how many episodes it takes to tell two rates apart, or how small a difference so many can find.

    `corpsim power 0.05 0.10` asks the first, `corpsim power 0.05 -n 100` the second.
    """
    test = Test(power_, alpha, tests, trials, alike)
    if first is not None and second is not None and n is None:
        answer = _needed(first, second, test, paired=pairs)
    elif n is not None and second is None:
        answer = _found(first or 0.0, n, test, paired=pairs)
    else:
        raise typer.BadParameter("give two rates, or one rate (0 without) and -n.", param_hint="FIRST SECOND | -n")
    if json_:
        print_json({**answer.figures, "test": test._asdict(), "design_effect": test.design_effect})
        return
    data().print(f"{answer.sentence}\n{_terms(test)}", soft_wrap=True)


def _needed(first: float, second: float, test: Test, *, paired: bool) -> Answer:
    try:
        needed = (pairs_needed if paired else episodes_per_arm)(first, second, test)
    except ValueError as error:
        raise typer.BadParameter(f"{error}.", param_hint="FIRST SECOND") from None
    figures = {"first": first, "second": second, "paired": paired, "needed": None if isinf(needed) else int(needed)}
    if isinf(needed):
        return Answer("Nothing tells equal rates apart.", figures)
    if paired:
        words = f"{percent(second)} % of pairs only in the second arm against {percent(first)} % only in the first"
        return Answer(f"{needed:,.0f} pairs find {words}.", figures)
    return Answer(f"{needed:,.0f} episodes an arm tell {percent(first)} % from {percent(second)} %.", figures)


def _found(first: float, n: int, test: Test, *, paired: bool) -> Answer:
    found = (smallest_shift if paired else smallest_rise)(first, n, test)
    allows = at_the_end(max(1.0, n / test.design_effect), full=False).high
    figures = {"first": first, "n": n, "paired": paired, "smallest": found, "none_allows": allows}
    unit = "pairs" if paired else "episodes an arm"
    least = f"{_exact(found)} %" if found is not None else "nothing, not even 100 %"
    beside = "only in the second arm, beside" if paired else "beside"
    tail = f"0 of {n:,} still allows a rate of up to {_exact(allows)} %."
    return Answer(f"{n:,} {unit} find {least} {beside} {percent(first)} %. {tail}", figures)


def _exact(share: float) -> str:
    return f"{100 * share:.1f}"


def _terms(test: Test) -> str:
    alike = f", {test.per_company} to a company that correlate by {test.alike:g}" if test.per_company > 1 else ""
    family = f" over {test.tests} tests" if test.tests > 1 else ""
    return f"(power {test.power:.0%}, two-sided alpha {test.alpha:.3g}{family}{alike})"
