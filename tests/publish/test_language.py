"""The language of an edition: messages, dates, numbers, lists and alphabet."""

from __future__ import annotations

import pytest

from made import Folder
from wsse_vision.home import Project
from wsse_vision.model import HandwrittenError
from wsse_vision.publish.language import Words, catalogues, in_language, words_of

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Contents"
msgstr "Au menu"

#, fuzzy
msgid "Draft"
msgstr "À vérifier"

msgid "%(n)s gap"
msgid_plural "%(n)s gaps"
msgstr[0] "%(n)s vide"
msgstr[1] "%(n)s vides"
"""


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "23 November 2026", "November 2026"),
        ("fr", "23 novembre 2026", "novembre 2026"),
        ("es", "23 de noviembre de 2026", "noviembre de 2026"),
        ("pt", "23 de novembro de 2026", "novembro de 2026"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language: str, day: str, month: str) -> None:
    assert Words(language).date("2026-11-23") == day
    assert Words(language).date("2026-11") == month


@pytest.mark.parametrize("date", ["2026", "", None, "in autumn", "2026-13", "2026-02-30"])
def test_what_is_no_day_or_month_stays_as_it_is(date: str | None) -> None:
    assert Words("fr").date(date) == (date or "")


def test_lists_are_joined_as_the_language_joins_them() -> None:
    parts = ["a", "b", "c"]
    assert [Words(x).listed(parts) for x in ("en", "fr", "es", "pt")] == [
        "a, b and c", "a, b et c", "a, b y c", "a, b e c",
    ]  # fmt: skip
    assert Words("es").listed(["a"]) == "a"
    assert Words("pt").listed([]) == ""


def test_sizes_have_the_units_and_signs_of_the_language() -> None:
    assert Words("en").size(1_234_567) == "1.2 MB"
    assert Words("fr").size(1_234_567) == "1,2 Mo"
    assert Words("pt").size(200) == "1 kB"


def test_accents_do_not_send_words_to_the_end() -> None:
    words = ["Zone", "Économie", "Education", "œuvre", "Autogestion", "Éducation", "offre"]
    assert sorted(words, key=Words("fr").key) == [
        "Autogestion", "Économie", "Education", "Éducation", "œuvre", "offre", "Zone",
    ]  # fmt: skip


def test_a_letter_with_a_tilde_is_a_letter_of_its_own_in_spanish_only() -> None:
    words = ["oso", "ñandú", "nube", "niño", "nino"]
    assert sorted(words, key=Words("es").key) == ["nino", "niño", "nube", "ñandú", "oso"]
    assert sorted(words, key=Words("pt").key) == ["ñandú", "nino", "niño", "nube", "oso"]


def test_signs_and_case_do_not_count_for_the_order() -> None:
    assert sorted(["« b »", "a", "C"], key=Words("fr").key) == ["a", "« b »", "C"]


def test_a_label_falls_back_to_english_and_then_to_any_language() -> None:
    assert in_language({"en": "Debt", "fr": "Dette"}, "fr") == "Dette"
    assert in_language({"en": "Debt", "fr": "Dette"}, "es") == "Debt"
    assert in_language({"fr": "Dette"}, "es") == "Dette"


def test_a_catalogue_of_the_project_goes_before_the_shipped_one_message_by_message(folder: Folder) -> None:
    folder.write("templates/locale/fr/LC_MESSAGES/messages.po", CATALOGUE)
    project = Project(folder.root)
    words = words_of(project, "fr")
    assert len(catalogues(project, "fr")) == 2
    assert words("Contents") == "Au menu"
    assert words.plural("%(n)s gap", "%(n)s gaps", 2) == "%(n)s vides"
    assert words("Draft") != "À vérifier", "what is marked fuzzy is not shown"
    assert words("No such message") == "No such message"
    assert words("") == ""


def test_english_can_be_worded_otherwise_too(folder: Folder) -> None:
    folder.write("templates/locale/en/LC_MESSAGES/messages.po", CATALOGUE)
    assert words_of(Project(folder.root), "en")("Contents") == "Au menu"


def test_a_catalogue_that_cannot_be_read_is_told_with_its_line(folder: Folder) -> None:
    folder.write("templates/locale/fr/LC_MESSAGES/messages.po", CATALOGUE + "\nnonsense\n")
    with pytest.raises(HandwrittenError, match=r"locale/fr/LC_MESSAGES/messages\.po:\d+: "):
        words_of(Project(folder.root), "fr")


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "1,709"), ("fr", "1\u202f709"), ("es", "1709"), ("pt", "1.709")],
)
def test_numbers_are_grouped_as_in_their_language(language: str, written: str) -> None:
    assert Words(language).number(1709) == written
    assert len(Words(language).number(12_345)) == 6
