"""Measures of agreement, against numbers reckoned by hand."""

from __future__ import annotations

import pytest

from wsse_vision.review.agreement import agreement, alpha, kappa, positive
from wsse_vision.review.apply import Opinion


def two(*pairs: tuple[str, str]) -> dict[int, dict[str, str]]:
    return {n: {"ana": a, "bo": b} for n, (a, b) in enumerate(pairs)}


def test_kappa_of_a_table_in_the_books() -> None:
    # Two readers, 50 proposals: both yes 20, both no 15, only the first yes 5, only the second 10: kappa 0.4.
    table = two(*[("y", "y")] * 20, *[("n", "n")] * 15, *[("y", "n")] * 5, *[("n", "y")] * 10)
    assert kappa(table) == pytest.approx(0.4)
    binary = {unit: {who: said == "y" for who, said in of.items()} for unit, of in table.items()}
    assert positive([binary]) == pytest.approx(40 / 55)


def test_alpha_of_krippendorffs_own_example() -> None:
    # Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", B: two observers, ten units, binary: 0.095.
    first, second = "0100000000", "1110010100"
    assert alpha(two(*zip(first, second, strict=True))) == pytest.approx(0.095, abs=0.001)


def test_alpha_bears_with_what_not_everybody_decided_on() -> None:
    ratings = {1: {"ana": "a", "bo": "a"}, 2: {"ana": "b", "bo": "b"}, 3: {"ana": "a"}}
    assert alpha(ratings) == pytest.approx(1.0)


def test_measures_that_are_not_defined_are_none() -> None:
    assert kappa(two(("a", "a"), ("a", "a"))) is None
    assert alpha(two(("a", "a"), ("a", "a"))) is None
    assert positive([{1: {"ana": False, "bo": False}}]) is None


def test_the_report_has_a_row_for_each_code_and_every_disagreement() -> None:
    ana = {
        "e1": Opinion("value", frozenset({"work"})),
        "e2": Opinion("policy", frozenset()),
        "e3": Opinion(None, frozenset()),
    }
    bo = {"e1": Opinion("value", frozenset({"debt"})), "e2": Opinion("proposal", frozenset())}
    report = agreement({"ana": ana, "bo": bo})
    assert [row.code for row in report.rows] == [
        "all kinds", "kind value", "kind proposal", "kind policy", "all themes", "theme debt", "theme work",
    ]  # fmt: skip
    assert [(d.element, d.code) for d in report.disagreements] == [
        ("e1", "theme debt"), ("e1", "theme work"), ("e2", "kind"),
    ]  # fmt: skip
    value = report.rows[1]
    assert (value.units, value.given, value.kappa, value.positive) == (2, 2, 1.0, 1.0)
    assert "ana policy, bo proposal" in report.as_text()
    assert report.as_json()["coders"] == ["ana", "bo"]


def test_one_coder_alone_agrees_with_nobody() -> None:
    assert "No element" in agreement({"ana": {"e1": Opinion("value", frozenset())}}).as_text()
