"""A REFI-QDA project goes out, and comes back with nothing lost and every passage in its place."""

from __future__ import annotations

import io
import re
import uuid
from typing import Any

import pytest
from exported import GUID, edited, export, foreign, packed, selection, unpacked
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from made import Folder
from wsse_vision.exchange.codes import Code, codes_of
from wsse_vision.exchange.identity import guid
from wsse_vision.exchange.qdpx import Coded, Text, write_project
from wsse_vision.exchange.qdpxread import Returned, read_project
from wsse_vision.model import SourceError
from wsse_vision.sources.codebook import read_codebook

CODES = [
    Code("kind", "value", "Value", {"en": "Value"}, ""),
    Code("kind", "proposal", "Proposal", {"en": "Proposal"}, ""),
    Code("theme", "debt", "Debt", {"en": "Debt", "fr": "Dette"}, "What is owed."),
    Code("theme", "work", "Work", {"en": "Work"}, ""),
]


def written(*texts: Text, codes: list[Code] = CODES) -> bytes:
    """Return a project with these texts."""
    stream = io.BytesIO()
    coders = [coded.by for text in texts for coded in text.codings]
    write_project(stream, "A <project> & more", codes, coders, texts)
    return stream.getvalue()


def read(data: bytes) -> Returned:
    """Read a project that should come in without a problem."""
    found = read_project(data, "back.qdpx", CODES)
    assert found.problems == []
    return found


def qde(data: bytes) -> etree._Element:
    return etree.fromstring(unpacked(data)["project.qde"])


def test_what_is_exported_is_a_refi_qda_project(corpus_folder: Folder, schema: etree.XMLSchema) -> None:
    schema.assertValid(qde(export(corpus_folder.project)["project.qdpx"]))


def test_a_project_without_any_source_is_valid_as_well(folder: Folder, schema: etree.XMLSchema) -> None:
    folder.join()
    schema.assertValid(qde(export(folder.project)["project.qdpx"]))


def test_the_shipped_codebook_has_a_code_of_its_own_for_everything() -> None:
    from wsse_vision.home import HOME

    codes = codes_of(read_codebook(HOME / "sources" / "codebook.yaml"))
    names = [code.name.casefold() for code in codes]
    assert len(set(names)) == len(names) == len({code.guid for code in codes}) == 8 + 22


def test_every_guid_stands_for_one_thing_and_is_the_same_next_time(corpus_folder: Folder) -> None:
    first = export(corpus_folder.project)["project.qdpx"]
    guids = re.findall(rb' guid="([^"]+)"', unpacked(first)["project.qde"])
    assert len(set(guids)) == len(guids) > 20
    assert all(re.fullmatch(rb"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", g) for g in guids)
    (corpus_folder.project.outputs / "evidence" / "project.qdpx").unlink()
    assert export(corpus_folder.project)["project.qdpx"] == first


def test_a_passage_after_a_character_of_an_astral_plane_keeps_its_place() -> None:
    text = "𝔸🛶 row 🏴󠁧󠁢󠁳󠁣󠁴󠁿 the boat"
    start = text.index("boat")
    data = written(Text("s", "", text, [Coded("e", start, start + 4, "value", ("work",), "Bo")]))
    [node] = qde(data).iter("{*}PlainTextSelection")
    assert (node.get("startPosition"), node.get("endPosition")) == (str(start), str(start + 4))
    [decision] = read(data).decisions
    assert (decision["quote"], decision["start"]) == ("boat", start)
    assert decision["prefix"] == text[:start][-32:]


ANY = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), min_size=1, max_size=60)


@st.composite
def projects(draw: st.DrawFn) -> list[Text]:
    """Texts of any characters, each with passages coded by people."""
    texts = []
    for number in range(draw(st.integers(1, 3))):
        text = draw(ANY)
        ends = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=4, unique=True))
        spans = {(min(pair), max(pair)) for pair in ends if pair[0] != pair[1]}
        codings = [
            Coded(
                f"e{place}",
                start,
                end,
                draw(st.sampled_from(["value", "proposal"])),
                tuple(draw(st.permutations(["debt", "work"]))[: draw(st.integers(0, 2))]),
                draw(st.sampled_from(["Ann", "Bo & <Co>"])),
            )
            for place, (start, end) in enumerate(sorted(spans))
        ]
        texts.append(Text(f"source-{number}", "A description\nof it", text, codings))
    return texts


@given(projects())
@example([Text("source-0", "A description\nof it", "\ufeff\ufeff𝔸b", [Coded("e", 2, 3, "value", (), "Ann")])])
def test_what_goes_out_comes_back_without_loss(texts: list[Text]) -> None:
    found = read(written(*texts))
    assert found.texts == {text.id: text.text for text in texts}
    assert set(found.descriptions.values()) == {"A description\nof it"}
    expected = [
        (t.id, c.start, c.end, t.text[c.start : c.end], c.kind, c.themes, c.by) for t in texts for c in t.codings
    ]
    keys = ("source", "start", "end", "quote", "kind")
    got = [(*(d[key] for key in keys), tuple(d["themes"]), d["by"]) for d in found.decisions]
    assert got == expected
    for d in found.decisions:
        text = found.texts[d["source"]]
        assert text[d["start"] : d["end"]] == d["quote"]
        assert text.startswith(d["prefix"] + d["quote"] + d["suffix"], d["start"] - len(d["prefix"]))


@given(st.text("a\n𝔸é", min_size=1), st.data())
def test_offsets_in_a_text_with_crlf_lead_to_the_same_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    raw = text.replace("\n", "\r\n")
    at = start + text.count("\n", 0, start), end + text.count("\n", 0, end)
    found = read(foreign(raw, selection(*at)))
    assert found.texts == {"a-notebook": text}
    assert found.decisions[0]["quote"] == text[start:end]


def test_a_coding_of_another_program_becomes_a_decision() -> None:
    note = "<Description>a remark</Description>"
    found = read(foreign("No debt is for ever.", selection(3, 7, extra=note)))
    assert found.decisions == [{
        "source": "a-notebook", "start": 3, "end": 7, "quote": "debt", "prefix": "No ", "suffix": " is for ever.",
        "kind": None, "themes": ["debt"], "by": "Bo", "note": "a remark",
    }]  # fmt: skip


def test_a_program_that_writes_a_selection_for_each_code_means_one_passage() -> None:
    codes = "".join(
        f'<Code guid="{GUID.format(n)}" name="{name}" isCodable="true"/>'
        for n, name in enumerate(("debt", "VALUE", "Dette"), 1)
    )
    found = read(foreign("No debt.", selection(3, 7) + selection(3, 7, 2) + selection(3, 7, 3), codes))
    [decision] = found.decisions
    assert (decision["kind"], decision["themes"]) == ("value", ["debt"]), "by English label, id, or label in French"


def test_a_code_that_was_renamed_over_there_is_known_by_its_description() -> None:
    codes = (
        f'<Code guid="{GUID.format(1)}" name="Owing" isCodable="true">'
        "<Description>What is owed.\n\nid: debt\nen: Debt</Description></Code>"
    )
    assert read(foreign("No debt.", selection(3, 7), codes)).decisions[0]["themes"] == ["debt"]


@pytest.mark.parametrize(
    ("selections", "codes", "more", "told"),
    [
        (selection(3, 7), f'<Code guid="{GUID.format(1)}" name="Boats" isCodable="true"/>', "", "'Boats' is no kind"),
        (selection(3, 7, 7), "", "", "does not define"),
        (selection(3, 70), "", "", "outside its text"),
        (selection("x", 7), "", "", "outside its text"),
        (selection(7, 3), "", "", "outside its text"),
        (f'<PlainTextSelection guid="{GUID.format(3)}" startPosition="0" endPosition="2"/>', "", "", "without a code"),
        (f'<Coding guid="{GUID.format(3)}"/>', "", "", "code of the whole"),
        (
            selection(3, 7) + selection(3, 7, 2),
            f'<Code guid="{GUID.format(1)}" name="value"/><Code guid="{GUID.format(2)}" name="proposal"/>',
            "",
            "has 2 kinds by Bo",
        ),
        ("", "", '<Sources><PictureSource guid="x" name="a photograph"/></Sources>', "a photograph"),
        ("", "", "<Links><Link/></Links>", "1 links were not taken over"),
        ("", "", f'<Notes><Note guid="{GUID.format(4)}"/></Notes>', "1 notes stand by no passage"),
        (selection(3, 7).replace(f' creatingUser="{GUID.format(9)}"', ""), "", "", "names nobody"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_over_is_told_with_its_line(selections: str, codes: str, more: str, told: str) -> None:
    found = read_project(foreign("No debt.", selections, codes, more), "back.qdpx", CODES)
    [problem] = found.problems
    assert told in problem
    assert re.match(r"back\.qdpx/project\.qde:\d+: ", problem) and "\n" not in problem


def test_a_note_on_a_passage_comes_with_it() -> None:
    note = f'<NoteRef targetGUID="{GUID.format(4)}"/>'
    text = selection(3, 7).replace("</PlainTextSelection>", note + "</PlainTextSelection>")
    more = f'<Notes><Note guid="{GUID.format(4)}"><PlainTextContent>Ask Ann.</PlainTextContent></Note></Notes>'
    assert read(foreign("No debt.", text, "", more)).decisions[0]["note"] == "Ask Ann."


def test_a_text_that_is_not_in_the_file_is_told() -> None:
    entries = unpacked(foreign("No debt.", selection(3, 7)))
    found = read_project(packed({"project.qde": entries["project.qde"]}), "back.qdpx", CODES)
    assert "is not in the file" in found.problems[0]
    outside = edited(packed(entries), ("internal://t.txt", "relative:///../../secret.txt"))
    assert "is not in the file" in read_project(outside, "back.qdpx", CODES).problems[0]


BOMB = b'<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><Project xmlns="urn:QDA-XML:project:1.0">&b;</Project>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"no archive", "damaged"),
        (packed({"other.xml": b"<x/>"}), "wrong-format"),
        (packed({"project.qde": b"<Project/>"}), "wrong-format"),
        (packed({"project.qde": b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>'}), "wrong-format"),
        (packed({"project.qde": b'<Project xmlns="urn:QDA-XML:project:1.0"><a>'}), "damaged"),
        (packed({"project.qde": b""}), "damaged"),
        (packed({"project.qde": BOMB}), "unsafe-xml"),
        (packed({"project.qde": BOMB.decode().encode("utf-16")}), "unsafe-xml"),
        (packed({"project.qde": b'<Project xmlns="urn:QDA-XML:project:1.0">' + b"<a>" * 9999}), "too-large"),
        (packed({"project.qde": b"<Project/>", "../../x": b""}), "unsafe-archive"),
        (packed({"project.qde": b" " * 60 * 2**20}), "too-large"),
    ],
)
def test_what_is_no_project_or_means_harm_is_refused_in_a_line(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_project(data, "back.qdpx", CODES)
    assert caught.value.code == code
    assert re.match(r"back\.qdpx[:/]", str(caught.value)) and "\n" not in str(caught.value)


@given(st.binary(max_size=200))
def test_no_garbage_makes_the_reader_fall(garbage: bytes) -> None:
    for data in (garbage, packed({"project.qde": garbage})):
        with pytest.raises(SourceError):
            read_project(data, "back.qdpx", CODES)


def test_a_wrong_passage_or_line_end_is_never_written() -> None:
    wrong: list[dict[str, Any]] = [{"end": 9}, {"start": -1}, {"start": 2, "end": 2}]
    for change in wrong:
        coded = Coded(**{"id": "e", "start": 0, "end": 2, "kind": None, "themes": (), "by": "Bo", **change})
        with pytest.raises(ValueError, match="outside"):
            written(Text("s", "", "abc", [coded]))
    with pytest.raises(ValueError, match="LF"):
        written(Text("s", "", "a\r\nb"))


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=3))
def test_a_guid_is_the_uuid_of_what_it_names(parts: list[str]) -> None:
    namespace = uuid.uuid5(uuid.NAMESPACE_DNS, "wsse-vision.exchange")
    assert guid(*parts) == str(uuid.uuid5(namespace, "\n".join(parts)))
