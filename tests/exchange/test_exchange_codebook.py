"""The codebook as .qdc goes out and comes back; codebooks of others make sense as well."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from wsse_vision.exchange.codes import codes_of
from wsse_vision.exchange.qdc import codebook_bytes, read_codebook_file
from wsse_vision.home import HOME
from wsse_vision.model import KINDS, LANGUAGES
from wsse_vision.sources.codebook import Codebook, read_codebook


def back(codebook: Codebook) -> dict[str, Any]:
    """Send a codebook out and read what comes back."""
    return read_codebook_file(codebook_bytes(codes_of(codebook)), "back.qdc")


def test_the_shipped_codebook_comes_back_with_ids_labels_and_meanings() -> None:
    codebook = read_codebook(HOME / "sources" / "codebook.yaml")
    result = back(codebook)
    assert result["problems"] == []
    assert [(t["id"], t["label"], t["description"]) for t in result["themes"]] == [
        (t.id, {language: t.label[language] for language in LANGUAGES}, t.scope_in("en")[1]) for t in codebook.themes
    ]
    assert [k["id"] for k in result["kinds"]] == list(KINDS)
    meanings = {kind.id: kind.meaning for kind in codebook.kinds}
    assert {k["id"]: k["description"] for k in result["kinds"]} == meanings


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z", "Cn"]), min_size=1).map(
    lambda text: f"w{text}"
)
LABELS = st.dictionaries(st.sampled_from(LANGUAGES), WORDS, min_size=1)


@given(st.lists(st.tuples(LABELS, st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))), min_size=1))
def test_any_codebook_comes_back_even_when_themes_share_a_label(given: list[tuple[dict[str, str], str]]) -> None:
    themes = [
        {"id": f"t{n}", "label": label, "scope": scope, "terms": {"en": ["x"]}}
        for n, (label, scope) in enumerate(given)
    ]
    codebook = Codebook.model_validate({"themes": themes})
    result = back(codebook)
    assert [(t["id"], t["label"], t["description"]) for t in result["themes"]] == [
        (t.id, dict(t.label), t.scope_in("en")[1].strip().replace("\ufffe", "").replace("\uffff", "").strip())
        for t in codebook.themes
    ]
    names = [code.name.casefold() for code in codes_of(codebook)]
    assert len(set(names)) == len(names)


def test_a_theme_called_like_a_kind_or_a_group_gets_a_name_of_its_own() -> None:
    themes = [{"id": i, "label": {"en": en}, "terms": {"en": ["x"]}} for i, en in (("v", "value"), ("t", "Themes"))]
    codebook = Codebook.model_validate({"themes": themes})
    assert [code.name for code in codes_of(codebook)][-2:] == ["value (theme)", "Themes (theme)"]
    assert [t["label"] for t in back(codebook)["themes"]] == [{"en": "value"}, {"en": "Themes"}]


def test_what_elements_have_and_the_codebook_no_longer_describes_is_a_code_all_the_same() -> None:
    codebook = Codebook.model_validate({"themes": [{"id": "a", "label": {"en": "A"}, "terms": {"en": ["x"]}}]})
    codes = codes_of(codebook, [("theme", "gone"), ("theme", "a"), ("kind", "value")])
    assert [code.id for code in codes] == [*KINDS, "a", "gone"]


def test_the_file_is_a_codebook_in_two_groups() -> None:
    root = etree.fromstring(codebook_bytes(codes_of(read_codebook(HOME / "sources" / "codebook.yaml"))))
    assert root.tag == "{urn:QDA-XML:codebook:1.0}CodeBook"
    groups = root.findall("{*}Codes/{*}Code")
    assert [(g.get("name"), g.get("isCodable")) for g in groups] == [("Kinds", "false"), ("Themes", "false")]
    assert {code.get("isCodable") for group in groups for code in group} == {"true"}
    assert [child.tag.split("}")[1] for child in groups[0][0]] == ["Description"]


FOREIGN = b"""<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>
<Code guid="1" name="Kinds" isCodable="false"><Code guid="2" name="Value" isCodable="true"/>
<Code guid="3" name="Rumour" isCodable="true"/></Code>
<Code guid="4" name="Sea" isCodable="false"><Code guid="5" name="P\xc3\xaache c\xc3\xb4ti\xc3\xa8re" isCodable="true">
<Description>Fishing near the shore.</Description><Code guid="6" name="Nets" isCodable="true"/></Code></Code>
<Code guid="7" name="nets" isCodable="true"/><Code guid="8ab" name="\xe6\xb5\xb7" isCodable="true"/>
</Codes><Sets><Set guid="9" name="S"/></Sets></CodeBook>"""


def test_a_codebook_of_others_becomes_themes_with_ids_made_from_names() -> None:
    result = read_codebook_file(FOREIGN, "theirs.qdc")
    assert [k["id"] for k in result["kinds"]] == ["value"]
    assert [(t["id"], t["name"], t["group"]) for t in result["themes"]] == [
        ("rumour", "Rumour", "Kinds"),
        ("peche_cotiere", "Pêche côtière", "Sea"),
        ("nets", "Nets", "Sea / Pêche côtière"),
        ("nets_2", "nets", ""),
        ("theme_8ab", "海", ""),
    ]
    assert result["themes"][1]["description"] == "Fishing near the shore."
    assert [problem.split(": ")[0] for problem in result["problems"]] == ["theirs.qdc:3", "theirs.qdc"]
