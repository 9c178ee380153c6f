"""Examples that others worked out by hand and published, to three decimals."""

import pytest

from labeling.agreement.nominal import alpha, kappa, percent, quick_alpha
from labeling.agreement.unitising import disagreements, parts, sizes_of, stretch


def where(n: int) -> dict:
    names = [f"d{number}" for number in range(n)]
    return {"ids": names, "groups": names}


# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): four observers, twelve units, values missing
OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "1233244125 1.".replace(" ", ""))


def test_alpha_of_four_observers_and_missing_values_is_krippendorffs():
    units = [[value for value in unit if value != "."] for unit in zip(*OBSERVERS, strict=True)]
    found = alpha(units, **where(12))
    assert found.value == pytest.approx(0.743, abs=0.0005)
    assert found.n == 11  # one value alone cannot be compared


def test_alpha_of_two_observers_and_two_values_is_krippendorffs():
    # the same paper, section A: ten units, Meg and Owen
    meg, owen = "0100000010", "1110010000"
    pairs = list(zip(meg, owen, strict=True))
    assert alpha(pairs, **where(10)).value == pytest.approx(0.095, abs=0.0005)
    assert quick_alpha(pairs, **where(10)).value == pytest.approx(0.095, abs=0.0005)
    assert percent(pairs, **where(10)).value == pytest.approx(0.6)


def table(*rows: tuple[int, ...]) -> list[tuple[str, str]]:
    return [(str(i), str(j)) for i, row in enumerate(rows) for j, n in enumerate(row) for _ in range(n)]


def test_kappa_is_cohens():
    # Cohen, "A Coefficient of Agreement for Nominal Scales" (1960), page 45
    pairs = table((88, 14, 18), (10, 40, 10), (2, 6, 12))
    assert kappa(pairs, **where(200)).value == pytest.approx(0.492, abs=0.0005)
    assert percent(pairs, **where(200)).value == pytest.approx(0.700)


def test_kappa_of_two_values_is_the_one_everybody_copies():
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed .7, expected .5
    assert kappa(table((20, 5), (10, 15)), **where(50)).value == pytest.approx(0.400, abs=0.0005)


def alpha_u(*stretches) -> float:
    observed = expected = 0.0
    for one in stretches:
        sizes = sizes_of([one])
        found = disagreements(parts([one], sizes), sizes)
        observed, expected = observed + found[0][0], expected + found[1][0]
    return 1 - observed / expected


def test_unitising_alpha_is_krippendorffs():
    # Krippendorff, Content Analysis (2nd edition 2004), page 254: a continuum of 300 from 150 on, categories c and k
    def places(*units: tuple[int, int]) -> list[tuple[int, int]]:
        return [(begin - 150, begin - 150 + length) for begin, length in units]

    c = stretch(300, places((225, 70), (370, 30)), places((220, 80), (355, 20), (400, 20)))
    k = stretch(300, places((180, 60), (300, 50)), places((180, 60), (300, 50)))
    assert c.apart == 50 + 850 + 400  # the three differences that the page names
    sizes = sizes_of([c])
    observed, expected = disagreements(parts([c], sizes), sizes)
    assert 2 * c.apart / (2 * 300**2) == observed[0] == pytest.approx(0.0144, abs=0.0001)
    assert expected[0] == pytest.approx(0.0532, abs=0.0001)
    assert alpha_u(c) == pytest.approx(0.7286, abs=0.0001)  # as printed
    assert alpha_u(k) == 1
    assert alpha_u(c, k) == pytest.approx(0.8591, abs=0.0005)  # printed from figures rounded before


def test_unitising_alpha_of_a_whole_continuum_is_krippendorffs():
    # Krippendorff, "On the reliability of unitizing contiguous data" (1995), page 57, example C: Gerret and Gill
    gerret, gill = [(2, 8), (10, 12), (14, 18), (20, 22)], [(0, 2), (4, 8), (10, 14), (16, 18), (20, 22)]
    by_half = stretch(12, *([(start // 2, end // 2) for start, end in one] for one in (gerret, gill)))
    sizes = sizes_of([by_half])
    observed, expected = disagreements(parts([by_half], sizes), sizes)
    assert observed[0] == pytest.approx(0.02777, abs=0.00001)
    assert expected[0] == pytest.approx(0.05494, abs=0.00001)
