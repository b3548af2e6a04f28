"""The numbers of proposals."""

from __future__ import annotations

import pytest

from wsse_vision.extract.labels import label_alone, label_at_start

WORDS = ("proposal", "proposta")


@pytest.mark.parametrize(
    ("text", "in_proposals", "label", "rest"),
    [
        ("06.02 Open the books.", False, "06.02", "Open the books."),
        ("06.02. Open", False, "06.02", "Open"),
        ("W1.01 – Open", False, "W1.01", "Open"),
        ("P3: Open", False, "P3", "Open"),
        ("Proposal 4: Open", False, "4", "Open"),
        ("Proposta n.º 4. Abrir", False, "4", "Abrir"),
        ("3. Open", True, "3", "Open"),
        ("3) Open", True, "3", "Open"),
        ("(2.1) Open", True, "2.1", "Open"),
        ("3. Open", False, None, None),
        ("2004 was dry", True, None, None),
        ("Open 3. books", True, None, None),
        ("06.02", True, None, None),
    ],
)
def test_label_at_start(text: str, in_proposals: bool, label: str | None, rest: str | None) -> None:
    found = label_at_start(text, 0, len(text), WORDS, in_proposals)
    assert found == (None if label is None else (label, text.index(str(rest))))


@pytest.mark.parametrize(
    ("cell", "label"),
    [("11.04", "11.04"), (" W1.02 ", "W1.02"), ("3.", "3"), ("Number", None), ("12 cows", None)],
)
def test_label_alone(cell: str, label: str | None) -> None:
    assert label_alone(cell) == label


def test_a_code_behind_a_typed_list_number_is_the_label() -> None:
    text = "8. 15.08 Let social money be issued against goods."
    assert label_at_start(text, 0, len(text), (), True) == ("15.08", 9)
