from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from ingest_tools import archive, shown

from wsse_vision.ingest import archive as archives
from wsse_vision.ingest import readers
from wsse_vision.model import SourceError


def changed(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """Change one part of an office file."""
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    entries[part] = change(entries[part].decode()).encode()
    path.write_bytes(archive(entries))
    return path


def code(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        readers.read(path)
    return caught.value.code


def test_entities_are_never_resolved(made: Callable[[str, str], Path], tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    path = changed(
        made("a.docx", "Some text."),
        "word/document.xml",
        lambda xml: xml.replace("?>", f'?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>', 1).replace(
            "Some text", "&e;"
        ),
    )
    assert code(path) == "external-entity"


def test_hidden_text_of_word_is_left_out(made: Callable[[str, str], Path]) -> None:
    path = changed(
        made("a.docx", "Open words.\n\nMore."),
        "word/document.xml",
        lambda xml: xml.replace(
            "More.</w:t></w:r>", "More.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
        ),
    )
    assert [text for _, text in shown(readers.read(path))] == ["Open words.", "More."]


def test_hidden_text_of_odt_is_left_out(made: Callable[[str, str], Path]) -> None:
    def hide(xml: str) -> str:
        style = (
            '<style:style style:name="Hid" style:family="text">'
            '<style:text-properties text:display="none"/></style:style>'
        )
        xml = xml.replace("</office:automatic-styles>", f"{style}</office:automatic-styles>")
        return xml.replace("qqq", '<text:span text:style-name="Hid">qqq </text:span>')

    path = changed(made("a.odt", "Start qqq end."), "content.xml", hide)
    assert [text for _, text in shown(readers.read(path))] == ["Start end."]


def test_an_odt_with_a_password(made: Callable[[str, str], Path]) -> None:
    path = changed(
        made("a.odt", "x"),
        "META-INF/manifest.xml",
        lambda xml: xml.replace("</manifest", "<manifest:encryption-data/></manifest"),
    )
    assert code(path) == "encrypted"


def test_tracked_deletions_are_dropped(made: Callable[[str, str], Path]) -> None:
    path = changed(
        made("a.docx", "Kept."),
        "word/document.xml",
        lambda xml: xml.replace(
            "</w:p>",
            '<w:del w:id="1" w:author="a" w:date="2020-01-01T00:00:00Z"><w:r>'
            "<w:delText>gone</w:delText></w:r></w:del></w:p>",
        ),
    )
    assert shown(readers.read(path)) == [("paragraph", "Kept.")]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ({"../evil": b"x"}, "unsafe-archive"),
        ({"/etc/x": b"x"}, "unsafe-archive"),
        ({"C:\\x": b"x"}, "unsafe-archive"),
        ({"bomb": b"\0" * (30 * 2**20)}, "too-large"),
    ],
)
def test_archives_that_mean_harm(entries: dict[str, bytes], expected: str) -> None:
    with pytest.raises(SourceError) as caught:
        archives.open_archive(archive(entries))
    assert caught.value.code == expected


def test_archives_with_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "ENTRIES", 3)
    with pytest.raises(SourceError, match="4 parts"):
        archives.open_archive(archive({str(number): b"" for number in range(4)}))


def test_a_part_that_is_damaged() -> None:
    data = bytearray(archive({"a.xml": b"<a>" + bytes(range(256)) * 20}))
    data[60:90] = b"\xff" * 30
    opened = archives.open_archive(bytes(data))
    with pytest.raises(SourceError) as caught:
        archives.read_entry(opened, "a.xml")
    assert caught.value.code == "damaged"
    assert archives.read_entry(opened, "absent") == b""


def test_a_workbook_keeps_sheets_cells_and_whole_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook([["Name", "Members"], ["Sol", 12]]))
    document = readers.read(path)
    assert shown(document)[0] == ("heading", "Sheet")
    assert [(b.row, b.column, b.text) for b in document.blocks if b.role == "cell"] == [
        (0, 0, "Name"), (0, 1, "Members"), (1, 0, "Sol"), (1, 1, "12")
    ]  # fmt: skip


def test_a_giant_table_is_cut_and_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wsse_vision.ingest.workbook.CELLS", 5)
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook([[f"r{row}", row] for row in range(4)]))
    document = readers.read(path)
    assert sum(block.role == "cell" for block in document.blocks) == 5
    assert [notice.code for notice in document.notices] == ["table-cut"]
    assert "8 cells; the first 5" in document.notices[0].message


def workbook(rows: list[list[str | int]]) -> bytes:
    """Return a small xlsx file."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    cells = "".join(
        f'<row r="{r}">'
        + "".join(
            f'<c r="{chr(65 + c)}{r}" t="inlineStr"><is><t>{v}</t></is></c>'
            if isinstance(v, str)
            else f'<c r="{chr(65 + c)}{r}"><v>{v}</v></c>'
            for c, v in enumerate(row)
        )
        + "</row>"
        for r, row in enumerate(rows, 1)
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">'
        f'<sheets><sheet name="Sheet" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made_archive:
        for name, content in parts.items():
            made_archive.writestr(name, content)
    return buffer.getvalue()
