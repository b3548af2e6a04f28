"""Made documents in the formats that are zip archives, written part by part.

Each function returns the bytes of a file.
"""

from __future__ import annotations

import io
import zipfile
from html import escape
from itertools import groupby

from blocks import Block, Made, as_html

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DC = "http://purl.org/dc/elements/1.1/"
_TYPES = "application/vnd.openxmlformats-officedocument"


def packed(parts: dict[str, str]) -> bytes:
    """Return a zip archive of texts, the same bytes each time; ``mimetype`` is stored as it is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (2004, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode())
    return buffer.getvalue()


def _types(parts: dict[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in parts.items()
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>"
    )


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    """Return a part of relations: id, kind and target."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{kind if "/" in kind else _OFFICE + "/" + kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _office(made: Made, main: str, parts: dict[str, str], types: dict[str, str]) -> bytes:
    core = (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="{_DC}">'
        f"<dc:title>{escape(made.title)}</dc:title><dc:creator>{escape(made.author)}</dc:creator>"
        f"<dc:language>{made.language}</dc:language></cp:coreProperties>"
    )
    top = {
        "r1": ("officeDocument", main),
        "r2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    }
    return packed(
        {"[Content_Types].xml": _types(types), "_rels/.rels": _relations(top), "docProps/core.xml": core, **parts}
    )


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES = (
    f'{_XML}<w:styles {_W}><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
        for n in (1, 2, 3)
    )
    + "</w:styles>"
)
_NUMBERING = (
    f'{_XML}<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def docx(made: Made) -> bytes:
    """A Word document with styles for headings, real lists and tables."""
    body = "".join(_word(block) for block in made.blocks)
    parts = {
        "word/document.xml": f"{_XML}<w:document {_W}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERING,
        "word/_rels/document.xml.rels": _relations(
            {"r1": ("styles", "styles.xml"), "r2": ("numbering", "numbering.xml")}
        ),
    }
    kinds = {f"word/{name}.xml": f"wordprocessingml.{kind}" for name, kind in
             (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))}  # fmt: skip
    return _office(made, "word/document.xml", parts, kinds)


def _word(block: Block) -> str:
    if block.role == "table":
        rows = ("".join(f"<w:tc>{_word(Block('paragraph', cell))}</w:tc>" for cell in row) for row in block.rows)
        return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    looks = ""
    if block.role == "heading":
        looks = f'<w:pPr><w:pStyle w:val="Heading{block.level}"/></w:pPr>'
    elif block.role == "item":
        looks = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return f'<w:p>{looks}<w:r><w:t xml:space="preserve">{escape(block.line, quote=False)}</w:t></w:r></w:p>'


_ODT = "application/vnd.oasis.opendocument.text"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "meta")
)


def odt(made: Made) -> bytes:
    """A LibreOffice text."""
    body = "".join(_open_elements(made.blocks))
    content = f"<office:body><office:text>{body}</office:text></office:body>"
    about = (
        f'<office:meta xmlns:dc="{_DC}"><dc:title>{escape(made.title)}</dc:title>'
        f"<dc:creator>{escape(made.author)}</dc:creator></office:meta>"
    )
    manifest = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in (
            ("/", _ODT),
            ("content.xml", "text/xml"),
            ("styles.xml", "text/xml"),
            ("meta.xml", "text/xml"),
        )
    )
    version = 'office:version="1.2"'
    return packed({
        "mimetype": _ODT,
        "content.xml": f"{_XML}<office:document-content {_ODF} {version}>{content}</office:document-content>",
        "styles.xml": f"{_XML}<office:document-styles {_ODF} {version}><office:styles/></office:document-styles>",
        "meta.xml": f"{_XML}<office:document-meta {_ODF} {version}>{about}</office:document-meta>",
        "META-INF/manifest.xml": f'{_XML}<manifest:manifest xmlns:manifest="{_MANIFEST}">'
        f"{manifest}</manifest:manifest>",
    })  # fmt: skip


def _open_elements(blocks: list[Block]) -> list[str]:
    parts: list[str] = []
    for is_item, group in groupby(blocks, lambda block: block.role == "item"):
        if is_item:
            items = (f"<text:list-item><text:p>{escape(block.line)}</text:p></text:list-item>" for block in group)
            parts.append(f"<text:list>{''.join(items)}</text:list>")
            continue
        for block in group:
            if block.role == "table":
                cells = (
                    "".join(f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in row)
                    for row in block.rows
                )
                rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
                parts.append(f"<table:table>{rows}</table:table>")
            elif block.role == "heading":
                parts.append(f'<text:h text:outline-level="{block.level}">{escape(block.text)}</text:h>')
            else:
                parts.append(f"<text:p>{escape(block.text)}</text:p>")
    return parts


def epub(made: Made) -> bytes:
    """An EPUB of one file for each chapter."""
    chapters: list[list[Block]] = []
    for block in made.blocks:
        if not chapters or (block.role == "heading" and block.level <= 2):
            chapters.append([])
        chapters[-1].append(block)
    page = (
        '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        "<head><title>{}</title></head><body>{}</body></html>"
    )
    names = [f"c{number:03}.xhtml" for number in range(len(chapters))]
    links = "".join(
        f'<li><a href="{name}">{escape(c[0].text)}</a></li>' for name, c in zip(names, chapters, strict=True)
    )
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(names)))
    package = (
        f'{_XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        f'<metadata xmlns:dc="{_DC}"><dc:identifier id="id">{made.id}</dc:identifier>'
        f"<dc:title>{escape(made.title)}</dc:title><dc:creator>{escape(made.author)}</dc:creator>"
        f"<dc:language>{made.language}</dc:language></metadata>"
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f"{items}</manifest>"
        f"<spine>{spine}</spine></package>"
    )
    container = (
        f'{_XML}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    nav = page.format(escape(made.title), f'<nav epub:type="toc"><ol>{links}</ol></nav>')
    texts = {
        f"OEBPS/{name}": page.format(escape(made.title), "".join(as_html(c)))
        for name, c in zip(names, chapters, strict=True)
    }
    return packed({
        "mimetype": "application/epub+zip", "META-INF/container.xml": container,
        "OEBPS/content.opf": package, "OEBPS/nav.xhtml": nav, **texts,
    })  # fmt: skip


_P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{_OFFICE}"'
)


def pptx(made: Made) -> bytes:
    """Slides: a title and a few bullets on each."""
    slides = _slides(made.blocks)
    names = [f"slide{number + 1}.xml" for number in range(len(slides))]
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="r{n}"/>' for n in range(len(names)))
    empty = f"<p:cSld><p:spTree>{_SHAPES}</p:spTree></p:cSld>"
    parts = {
        "ppt/presentation.xml": f"{_XML}<p:presentation {_P}>"
        '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="m"/>'
        f'</p:sldMasterIdLst><p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": _relations(
            {"m": ("slideMaster", "slideMasters/slideMaster1.xml")}
            | {f"r{n}": ("slide", f"slides/{name}") for n, name in enumerate(names)}
        ),
        "ppt/slideMasters/slideMaster1.xml": f"{_XML}<p:sldMaster {_P}>{empty}</p:sldMaster>",
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relations(
            {"r1": ("slideLayout", "../slideLayouts/slideLayout1.xml")}
        ),
        "ppt/slideLayouts/slideLayout1.xml": f'{_XML}<p:sldLayout {_P} type="obj">{empty}</p:sldLayout>',
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": _relations(
            {"r1": ("slideMaster", "../slideMasters/slideMaster1.xml")}
        ),
    }
    for name, (title, lines) in zip(names, slides, strict=True):
        parts[f"ppt/slides/{name}"] = _slide(title, lines)
        parts[f"ppt/slides/_rels/{name}.rels"] = _relations({"r1": ("slideLayout", "../slideLayouts/slideLayout1.xml")})
    kinds = {"ppt/presentation.xml": "presentationml.presentation.main"}
    kinds |= {"ppt/slideMasters/slideMaster1.xml": "presentationml.slideMaster"}
    kinds |= {"ppt/slideLayouts/slideLayout1.xml": "presentationml.slideLayout"}
    kinds |= {f"ppt/slides/{name}": "presentationml.slide" for name in names}
    return _office(made, "ppt/presentation.xml", parts, kinds)


_SHAPES = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'


def _slides(blocks: list[Block]) -> list[tuple[str, list[str]]]:
    slides: list[tuple[str, list[str]]] = []
    for block in blocks:
        if block.role == "heading":
            slides.append((block.text, []))
            continue
        if len(slides[-1][1]) == 3:  # as much as fits on a slide
            slides.append((slides[-1][0], []))
        slides[-1][1].extend([block.line] if block.text else [": ".join(row) for row in block.rows])
    return slides


def _slide(title: str, lines: list[str]) -> str:
    def shape(number: int, kind: str, texts: list[str]) -> str:
        paragraphs = "".join(f"<a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p>" for text in texts)
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="shape {number}"/><p:cNvSpPr/>'
            f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>"
            f"<p:spPr/><p:txBody><a:bodyPr/>{paragraphs}</p:txBody></p:sp>"
        )

    shapes = shape(2, 'type="title"', [title]) + (shape(3, 'idx="1"', lines) if lines else "")
    return f"{_XML}<p:sld {_P}><p:cSld><p:spTree>{_SHAPES}{shapes}</p:spTree></p:cSld></p:sld>"


_S = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_OFFICE}"'


def xlsx(made: Made) -> bytes:
    """A workbook: a sheet for each section, a row for each passage with its number in front."""
    sheets: list[tuple[str, list[tuple[str, ...]]]] = []
    for block in made.blocks:
        if block.role == "heading":
            sheets.append((f"{len(sheets) + 1} {block.text}"[:31].translate(str.maketrans("[]:*?/\\", "       ")), []))
        else:
            sheets[-1][1].extend(block.rows or [(block.label, block.text)])
    names = [f"sheet{number + 1}.xml" for number in range(len(sheets))]
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n + 1}" r:id="r{n}"/>' for n, (name, _) in enumerate(sheets)
    )
    parts = {
        "xl/workbook.xml": f"{_XML}<workbook {_S}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            {f"r{n}": ("worksheet", f"worksheets/{name}") for n, name in enumerate(names)}
        ),
    }
    for name, (_, rows) in zip(names, sheets, strict=True):
        parts[f"xl/worksheets/{name}"] = _sheet(rows)
    kinds = {"xl/workbook.xml": "spreadsheetml.sheet.main"}
    kinds |= {f"xl/worksheets/{name}": "spreadsheetml.worksheet" for name in names}
    return _office(made, "xl/workbook.xml", parts, kinds)


def _sheet(rows: list[tuple[str, ...]]) -> str:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{"ABCDEF"[column]}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for column, text in enumerate(row)
            if text
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return f"{_XML}<worksheet {_S}><sheetData>{''.join(lines)}</sheetData></worksheet>"
