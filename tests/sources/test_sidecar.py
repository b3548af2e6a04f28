"""Sidecars: one slip does not lose the rest, and is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from made import Folder
from wsse_vision.sources.sidecar import IDENTIFYING, Sidecar, read_sidecar

SHOWN = "sources/notebooks/a.yaml"


def read(folder: Folder, content: str | bytes) -> tuple[Sidecar, list[str], list[str]]:
    """Return what comes of a sidecar with this content."""
    path: Path = folder.write(SHOWN, content)
    return read_sidecar(path, SHOWN)


def test_a_sidecar_says_what_the_document_does_not(folder: Folder) -> None:
    sidecar, mistakes, refused = read(
        folder,
        """
        title: "  Working together "
        authors: [A. Author, B. Author]
        date: 2004-02-29
        language: en
        status: specimen
        themes: [work, debt]
        cites: [key-1]
        workshop: 2
        role: report
        """,
    )
    assert (mistakes, refused) == ([], [])
    assert sidecar.title == "Working together"
    assert sidecar.authors == ["A. Author", "B. Author"]
    assert (sidecar.date, sidecar.workshop, sidecar.role, sidecar.status) == ("2004-02-29", 2, "report", "specimen")
    assert (sidecar.themes, sidecar.cites) == (["work", "debt"], ["key-1"])


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "title:\nauthors:\n"])
def test_an_empty_sidecar_says_nothing(folder: Folder, content: str) -> None:
    assert read(folder, content) == (Sidecar(), [], [])


def test_one_author_needs_no_list(folder: Folder) -> None:
    assert read(folder, "authors: A. Author")[0].authors == ["A. Author"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2004", "2004"),
        ("'2004'", "2004"),
        ("2004-02", "2004-02"),
        ("2004-02-29", "2004-02-29"),
        ("'2004-02-29'", "2004-02-29"),
    ],
)
def test_a_date_may_be_a_year_a_month_or_a_day(folder: Folder, written: str, read_as: str) -> None:
    assert read(folder, f"date: {written}")[0].date == read_as


@pytest.mark.parametrize(
    "written", ["spring 2004", "'04-02-2004'", "20040229", "'2004-2'", "'2004-13'", "'2004-02-31'"]
)
def test_a_date_that_is_none_is_told_and_left_out(folder: Folder, written: str) -> None:
    sidecar, [told], _ = read(folder, f"title: A\ndate: {written}\n")
    assert told.startswith(f"{SHOWN}:2: date: ")
    assert (sidecar.title, sidecar.date) == ("A", None)


def test_a_number_for_a_text_is_taken_as_it_is_written(folder: Folder) -> None:
    assert read(folder, "title: 1984\nage: 40\n")[0].title == "1984"


def test_one_mistake_does_not_lose_the_rest(folder: Folder) -> None:
    sidecar, mistakes, _ = read(folder, "titel: B\ntitle: A\nworkshop: 7\nregion: Asia\n")
    assert (sidecar.title, sidecar.region, sidecar.workshop) == ("A", "Asia", None)
    assert mistakes[0].startswith(f"{SHOWN}:3: workshop: ") or mistakes[1].startswith(f"{SHOWN}:3: workshop: ")
    assert any(told.startswith(f"{SHOWN}:1: titel: unknown key; did you mean 'title'?") for told in mistakes)


@pytest.mark.parametrize(
    ("content", "key", "allowed"),
    [
        ("status: finished", "status", ["'specimen'", "'draft'", "'final'"]),
        ("role: minutes", "role", ["'preparatory'", "'report'"]),
        ("consent: yes please", "consent", ["'public'", "'anonymous'", "'internal'"]),
    ],
)
def test_a_wrong_value_is_told_with_the_allowed_ones(
    folder: Folder, content: str, key: str, allowed: list[str]
) -> None:
    _, [told], _ = read(folder, content)
    assert told.startswith(f"{SHOWN}:1: {key}: ")
    assert ", ".join(allowed) in told


def test_yes_is_no_statement_of_consent(folder: Folder) -> None:
    """YAML reads a bare ``yes`` as true, which says nothing of what was agreed to."""
    sidecar, [told], _ = read(folder, "consent: yes")
    assert sidecar.consent is None
    assert "consent" in told


def test_what_a_refused_key_held_is_handed_back_since_it_may_name_somebody(folder: Folder) -> None:
    _, _, refused = read(
        folder,
        """
        full_name: Brenuela Tostaviri
        contact: {mail: b@example.org, phones: ["+55 123"]}
        sons: [Aurelio, Benedita]
        shoe_size: 41
        """,
    )
    assert sorted(refused) == ["+55 123", "Aurelio", "Benedita", "Brenuela Tostaviri", "b@example.org"]


def test_a_name_written_in_a_wrong_shape_is_handed_back(folder: Folder) -> None:
    sidecar, mistakes, refused = read(folder, "name: {first: Brenuela, last: Tostaviri}\ntrade: baker\n")
    assert sidecar.name is None and sidecar.trade == "baker"
    assert len(mistakes) >= 1
    assert sorted(refused) == ["Brenuela", "Tostaviri"]


@pytest.mark.parametrize(
    "content",
    [
        b"title: [A\nname: B\n",
        b"title: A\ntitle: B\n",
        b"just words",
        b"- a\n- b\n",
        b"title: \xe9\n",
        b"a: &x b\nc: *x\n",
    ],
)
def test_a_sidecar_that_cannot_be_read_is_told_and_counts_for_nothing(folder: Folder, content: bytes) -> None:
    sidecar, [told], refused = read(folder, content)
    assert sidecar == Sidecar()
    assert told.startswith(f"{SHOWN}:")
    assert "nothing of this sidecar was used" in told
    assert refused == []


def test_every_field_says_what_it_is_for() -> None:
    assert [name for name, info in Sidecar.model_fields.items() if not info.description] == []


def test_the_identifying_fields_are_fields() -> None:
    assert set(IDENTIFYING) <= set(Sidecar.model_fields)
