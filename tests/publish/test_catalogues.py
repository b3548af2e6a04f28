"""The catalogues of the translators: nothing is missing, unsure or broken in any language."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import script
from wsse_vision.publish.catalogue import ENTRIES
from wsse_vision.publish.language import Words

tool = script("tools/messages.py")
LANGUAGES = ["fr", "es", "pt"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    assert tool.mistakes(language) == []


def test_there_is_a_catalogue_for_each_language_but_that_of_the_messages() -> None:
    assert list(tool.LANGUAGES) == LANGUAGES


def test_messages_come_from_templates_pages_and_code() -> None:
    places = {name for message in tool.template() for name, _line in message.locations}
    assert {
        "templates/site/home.html.j2",
        "templates/html/page.html.j2",
        "templates/publications/layout.md.j2",
    } <= places
    assert "src/wsse_vision/publish/catalogue.py" in places


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A catalogue for French that a test may write, over three messages."""
    from babel.messages.catalog import Catalog

    def three() -> Catalog:
        messages = Catalog()
        for message in ("Contents", "Version {version}", ("%(n)s gap", "%(n)s gaps")):
            messages.add(message, locations=[("templates/a.j2", 0)])
        return messages

    monkeypatch.setattr(tool, "REPOSITORY", tmp_path)
    monkeypatch.setattr(tool, "TEMPLATES", tmp_path / "templates")
    monkeypatch.setattr(tool, "template", three)
    path: Path = tool.path_of("fr")
    path.parent.mkdir(parents=True)
    path.write_text(tool.updated("fr"), encoding="utf-8")
    return path


def fill(path: Path, *translations: str) -> None:
    """Write translations into the empty places of a catalogue, in their order."""
    head, body = path.read_text(encoding="utf-8").split("\n\n", 1)
    for translation in translations:
        for place in ('msgstr ""', 'msgstr[0] ""', 'msgstr[1] ""'):
            if place in body:
                body = body.replace(place, place[:-2] + f'"{translation}"', 1)
                break
    path.write_text(f"{head}\n\n{body}", encoding="utf-8")


def test_a_catalogue_with_everything_in_place_has_no_mistakes(catalogue: Path) -> None:
    fill(catalogue, "Sommaire", "Version {version}", "%(n)s vide", "%(n)s vides")
    assert tool.mistakes("fr") == []


def test_what_is_not_translated_is_told(catalogue: Path) -> None:
    fill(catalogue, "Sommaire")
    assert [line.split(": ", 1)[1] for line in tool.mistakes("fr")] == [
        "'Version {version}' has no translation",
        "'%(n)s gap' has no translation",
    ]


def test_a_placeholder_that_was_changed_is_told(catalogue: Path) -> None:
    fill(catalogue, "Sommaire", "Version {edition}", "%(n)s vide", "%(n) vides")
    assert [line.split(": ", 1)[1] for line in tool.mistakes("fr")] == [
        "'Version {version}' has other placeholders in its translation 'Version {edition}'",
        "'%(n)s gap' has other placeholders in its translation '%(n)s vide'",
    ]


def test_a_message_that_changed_is_told_until_somebody_has_looked(catalogue: Path) -> None:
    fill(catalogue, "Sommaire", "Version {version}", "%(n)s vide", "%(n)s vides")
    text = catalogue.read_text(encoding="utf-8").replace('msgid "Contents"', '#, fuzzy\nmsgid "Contents"')
    catalogue.write_text(text, encoding="utf-8")
    assert any("is marked fuzzy" in line for line in tool.mistakes("fr"))


def test_a_message_that_is_gone_makes_a_catalogue_out_of_date(catalogue: Path) -> None:
    with catalogue.open("a", encoding="utf-8") as stream:
        stream.write('\nmsgid "Gone"\nmsgstr "Parti"\n')
    assert "not up to date" in tool.mistakes("fr")[0]


def test_updating_twice_changes_nothing(catalogue: Path) -> None:
    fill(catalogue, "Sommaire", "Version {version}", "%(n)s vide", "%(n)s vides")
    once = tool.updated("fr")
    catalogue.write_text(once, encoding="utf-8")
    assert tool.updated("fr") == once


def test_an_f_string_is_refused_because_it_can_never_match(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text('a = f"{_(\'inside\')}"\nb = _(f"Version {a}")\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"module.py:2: an f-string"):
        list(tool._of_module(module))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.slug)
def test_every_publication_is_told_in_each_language(entry: object) -> None:
    from wsse_vision.home import HOME, Project
    from wsse_vision.publish.catalogue import Entry
    from wsse_vision.publish.language import words_of

    assert isinstance(entry, Entry)
    told = [entry.told(words) for words in (Words(), *(words_of(Project(HOME), x) for x in LANGUAGES))]
    assert len({one.title for one in told}) == 4
    assert not any("{" in one.subtitle for one in told)
    assert {one.slug for one in told} == {entry.slug}
