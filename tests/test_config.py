"""config.yaml: everything has a default, and every slip is told with its line and its cure."""

from __future__ import annotations

import json

import pytest
import yaml
from pydantic import ValidationError

from made import Folder
from wsse_vision import reference
from wsse_vision.config import FORMATS, OVERRIDES, SLUGS, Config, Publication, read_config
from wsse_vision.model import HandwrittenError


def mistakes_of(folder: Folder, content: str) -> list[str]:
    """Return what is said about a config with this content."""
    folder.write("config.yaml", content)
    with pytest.raises(HandwrittenError) as told:
        read_config(folder.root)
    return told.value.mistakes


def test_a_folder_without_a_config_gets_the_defaults(folder: Folder) -> None:
    config = read_config(folder.root)
    assert config.slugs() == list(SLUGS)
    assert config.languages == ["en"]
    assert tuple(config.formats) == FORMATS
    assert config.paper == "a4"
    assert config.strict is False


@pytest.mark.parametrize(
    "content", ["", "\n\n", "# nothing but a remark\n", "---\n", "{}\n", "\ufeff# saved with a mark\n"]
)
def test_an_empty_file_stands_for_the_defaults(folder: Folder, content: str) -> None:
    folder.write("config.yaml", content)
    assert read_config(folder.root) == Config()


def test_there_are_eleven_publications_and_the_synthesis_comes_last() -> None:
    assert len(SLUGS) == len(set(SLUGS)) == 11
    assert SLUGS[-1] == "synthesis"


def test_only_the_synthesis_has_a_page_limit_of_its_own(folder: Folder) -> None:
    folder.write("config.yaml", "publications: {synthesis: {}, cartography: {}, interviews: {page_limit: 8}}")
    config = read_config(folder.root)
    assert [config.page_limit_of(s) for s in ("synthesis", "cartography", "interviews")] == [15, None, 8]


def test_the_page_limit_of_the_synthesis_can_be_changed(folder: Folder) -> None:
    folder.write("config.yaml", "publications: {synthesis: {page_limit: 20}}")
    assert read_config(folder.root).page_limit_of("synthesis") == 20


def test_a_list_of_names_is_enough_for_publications(folder: Folder) -> None:
    folder.write("config.yaml", "publications: [synthesis, interviews]")
    config = read_config(folder.root)
    assert config.slugs() == ["interviews", "synthesis"], "in the order of the catalogue, whatever the file says"
    assert config.publications["synthesis"] == Publication()


def test_a_publication_without_settings_has_the_defaults(folder: Folder) -> None:
    folder.write("config.yaml", "publications:\n  synthesis:\n  interviews: {version: '2.0'}\n")
    config = read_config(folder.root)
    assert [config.publications[s].version for s in config.slugs()] == ["2.0", "0.1"]


def test_a_publication_may_differ_in_languages_and_formats(folder: Folder) -> None:
    folder.write(
        "config.yaml",
        """
        languages: [en, fr]
        formats: [pdf, html]
        publications:
          synthesis: {languages: [pt], formats: [epub]}
          interviews: {}
        """,
    )
    config = read_config(folder.root)
    assert config.languages_of("synthesis") == ["pt"]
    assert config.formats_of("synthesis") == ["epub"]
    assert config.languages_of("interviews") == ["en", "fr"]
    assert config.formats_of("interviews") == ["pdf", "html"]


def test_an_unknown_key_is_refused_with_a_guess_and_the_allowed_ones(folder: Folder) -> None:
    [told] = mistakes_of(folder, "# settings\ntitle: A\nlanguage: [en]\n")
    assert told.startswith("config.yaml:3: language: unknown key; did you mean 'languages'?")
    assert all(name in told.split("allowed: ")[1] for name in Config.model_fields)


def test_an_unknown_key_of_a_publication_is_told_what_a_publication_knows(folder: Folder) -> None:
    [told] = mistakes_of(folder, "publications:\n  synthesis:\n    verson: '1.0'\n")
    assert told.startswith("config.yaml:3: publications.synthesis.verson: unknown key; did you mean 'version'?")
    assert sorted(told.split("allowed: ")[1].strip(")").split(", ")) == sorted(Publication.model_fields)


def test_a_key_like_nothing_else_gets_no_guess(folder: Folder) -> None:
    [told] = mistakes_of(folder, "zzz: 1\n")
    assert "did you mean" not in told


@pytest.mark.parametrize(
    ("content", "line", "allowed"),
    [
        ("paper: a5", 1, ["'a4'", "'letter'"]),
        ("title: A\nlanguages:\n  - en\n  - de\n", 4, ["'en'", "'fr'", "'es'", "'pt'"]),
        ("formats: [pdf, docx]", 1, ["'pdf'", "'html'", "'epub'"]),
        ("publications:\n  synthesis:\n    state: finished\n", 3, ["'draft'", "'final'"]),
    ],
)
def test_a_wrong_value_is_told_with_the_allowed_ones(
    folder: Folder, content: str, line: int, allowed: list[str]
) -> None:
    [told] = mistakes_of(folder, content)
    assert told.startswith(f"config.yaml:{line}: ")
    assert "is not allowed; allowed: " + ", ".join(allowed) in told


def test_an_unknown_publication_is_told_with_the_known_ones(folder: Folder) -> None:
    for content in ("publications: [synthesis, sinthesis]", "publications: {sinthesis: {}}"):
        [told] = mistakes_of(folder, content)
        assert "unknown publication sinthesis" in told
        assert all(slug in told for slug in SLUGS)


def test_every_mistake_is_told_at_once_each_with_its_line(folder: Folder) -> None:
    told = mistakes_of(folder, "paper: a5\nstrict: perhaps\nbatches: 0\n")
    assert [line.split(": ")[0] for line in told] == ["config.yaml:1", "config.yaml:2", "config.yaml:3"]
    assert all("\n" not in line for line in told)


@pytest.mark.parametrize("content", ["- en\n- fr\n", "just words\n", "17\n"])
def test_a_config_that_is_no_mapping_is_told_so(folder: Folder, content: str) -> None:
    [told] = mistakes_of(folder, content)
    assert told.startswith("config.yaml:1: the file: must be a mapping of keys to values")


def test_wrong_syntax_is_told_with_its_line(folder: Folder) -> None:
    [told] = mistakes_of(folder, "title: A\nlanguages: [en\npaper: a4\n")
    assert told.startswith(("config.yaml:2: ", "config.yaml:3: "))


@pytest.mark.parametrize("version", ["0.1", "1.0", "2.10", "1.2.3"])
def test_versions_are_two_or_three_numbers(version: str) -> None:
    assert Publication(version=version).version == version


@pytest.mark.parametrize("version", ["1", "v1.0", "1.0.0.0", "1.0-beta", "../1.0", "", "1.", "1 .0", "١.٢"])
def test_anything_else_is_no_version(version: str) -> None:
    with pytest.raises(ValidationError):
        Publication(version=version)


def test_a_version_without_quotes_is_a_number_and_refused(folder: Folder) -> None:
    [told] = mistakes_of(folder, "publications:\n  synthesis:\n    version: 1.10\n")
    assert told.startswith("config.yaml:3: publications.synthesis.version: ")
    assert "string" in told


@pytest.mark.parametrize("written", ["2005-10-31", "'2005-10-31'"])
def test_a_date_counts_with_and_without_quotes(folder: Folder, written: str) -> None:
    folder.write("config.yaml", f"date: {written}")
    assert read_config(folder.root).date == "2005-10-31"


@pytest.mark.parametrize("written", ["October 2005", "2005-10", "31.10.2005", "2005", "'2005-13-01'", "'2005-02-30'"])
def test_a_date_that_is_none_is_refused(folder: Folder, written: str) -> None:
    [told] = mistakes_of(folder, f"title: A\ndate: {written}\n")
    assert told.startswith("config.yaml:2: date: ")
    assert "YYYY-MM-DD" in told


def test_a_day_that_no_calendar_has_is_told_with_its_line_also_without_quotes(folder: Folder) -> None:
    [told] = mistakes_of(folder, "title: A\ndate: 2005-02-30\n")
    assert told.startswith("config.yaml:2: ")


@pytest.mark.parametrize("content", ["languages: []", "formats: []", "publications: {synthesis: {languages: []}}"])
def test_an_empty_list_builds_nothing_and_is_refused(folder: Folder, content: str) -> None:
    assert mistakes_of(folder, content)


@pytest.mark.parametrize(
    "content",
    [
        "languages: [en, en]",
        "formats: [pdf, pdf]",
        "publications: {synthesis: {languages: [en, en]}}",
        "publications: {synthesis: {formats: [pdf, pdf]}}",
        "publications: {synthesis: {formats: []}}",
    ],
)
def test_naming_something_twice_or_nothing_at_all_is_refused(folder: Folder, content: str) -> None:
    assert mistakes_of(folder, content)


def test_settings_from_the_workflow_win(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("config.yaml", "title: From the file\npaper: a4\n")
    monkeypatch.setenv(OVERRIDES, '{"title": "From the call", "strict": true}')
    config = read_config(folder.root)
    assert (config.title, config.strict, config.paper) == ("From the call", True, "a4")


def test_settings_from_the_workflow_are_checked_as_well(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OVERRIDES, '{"titel": "A"}')
    with pytest.raises(HandwrittenError, match="did you mean 'title'"):
        read_config(folder.root)


def test_no_setting_is_without_a_description() -> None:
    for model in (Config, Publication):
        assert [name for name, info in model.model_fields.items() if not info.description] == []


def test_the_table_names_every_setting_with_its_default() -> None:
    table = reference.table()
    for name in [*Config.model_fields, *Publication.model_fields]:
        assert f"| `{name}` |" in table
    assert '| `paper` | `a4`, `letter` | `"a4"` |' in table
    assert f"| `batches` | whole number | `{Config().batches}` |" in table


def test_the_schema_refuses_what_the_program_refuses(folder: Folder) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(reference.text("schema", folder.project))
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema)
    for good in ({}, {"languages": ["pt"]}, {"publications": {"synthesis": {"version": "1.0"}}}):
        assert judge.is_valid(good)
        Config.model_validate(good)
    for bad in ({"titel": "A"}, {"paper": "a5"}, {"batches": 0}, {"publications": {"synthesis": {"verson": "1.0"}}}):
        assert not judge.is_valid(bad)
        with pytest.raises(ValidationError):
            Config.model_validate(bad)


def test_the_settings_in_use_can_be_shown_and_read_again(folder: Folder) -> None:
    folder.write("config.yaml", "title: Économie\npublications: [synthesis]\n")
    shown = yaml.safe_load(reference.text("show", folder.project))
    assert shown["title"] == "Économie"
    assert Config.model_validate(shown) == read_config(folder.root)


def test_each_language_of_a_publication_has_a_page_of_the_index(folder: Folder) -> None:
    folder.write("config.yaml", "languages: [es]\npublications: {synthesis: {languages: [en, pt]}, work-plan: {}}\n")
    assert read_config(folder.root).index_pages() == {"es": "index.html", "en": "index.en.html", "pt": "index.pt.html"}


@pytest.mark.parametrize("license", ["CC-BY-SA-4.0", "GPL-2.0+", "https://example.org/terms"])
def test_a_licence_is_an_identifier_or_an_address(folder: Folder, license: str) -> None:
    folder.write("config.yaml", f"license: {license}\n")
    assert read_config(folder.root).license == license


@pytest.mark.parametrize("license", ["all rights reserved", "ftp://example.org", "https://"])
def test_anything_else_is_no_licence(folder: Folder, license: str) -> None:
    [mistake] = mistakes_of(folder, f"title: x\nlicense: {license}\n")
    assert mistake.startswith("config.yaml:2:") and "SPDX identifier such as 'CC-BY-SA-4.0'" in mistake
