import pytest
from scipy.stats import t

from corpsim.stats.student import student_quantile


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 7, 8, 19, 20, 99, 300, 301, 5_000])
@pytest.mark.parametrize("probability", [0.5, 0.8, 0.95, 0.975, 0.9995])
def test_quantiles_are_those_of_scipy(probability: float, freedom: int) -> None:
    assert student_quantile(probability, freedom) == pytest.approx(t.ppf(probability, freedom), rel=2e-4, abs=1e-12)


@pytest.mark.parametrize(("probability", "freedom"), [(0.975, 0), (1, 3), (0.4, 3)])
def test_no_quantile(probability: float, freedom: int) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        student_quantile(probability, freedom)
