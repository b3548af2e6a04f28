"""Made documents as text files and PDF. Each function returns the bytes of a file."""

from __future__ import annotations

import textwrap
from html import escape
from itertools import groupby

import typst
from archives import docx, epub, odt, pptx, xlsx
from blocks import Made, as_html

from wsse_vision.publish.dates import moment


def md(made: Made) -> bytes:
    """Markdown."""
    parts: list[str] = []
    for block in made.blocks:
        if block.role == "table":
            head, *rows = ("| " + " | ".join(row) + " |" for row in block.rows)
            parts.append("\n".join([head, "|---" * len(block.rows[0]) + "|", *rows]))
        else:
            parts.append({"heading": "#" * block.level + " ", "item": "- "}.get(block.role, "") + block.line)
    return ("\n\n".join(parts) + "\n").encode()


def txt(made: Made) -> bytes:
    """Plain text, its lines broken by hand."""
    parts: list[str] = []
    for block in made.blocks:
        if block.role == "heading":
            parts.append(f"{block.text}\n{'=-'[block.level > 1] * len(block.text)}")
        elif block.role == "table":
            parts += [f"{row[0]}: {'; '.join(row[1:])}" for row in block.rows]
        else:
            indent = "  " if block.role == "item" else ""
            start = "- " if indent else ""
            parts.append(
                textwrap.fill(
                    start + block.line, 78, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
                )
            )
    return ("\n\n".join(parts) + "\n").encode()


def html(made: Made) -> bytes:
    """A web page with a menu that is no part of the text."""
    head = (
        f'<meta charset="utf-8"><title>{escape(made.title)}</title><meta name="author" content="{escape(made.author)}">'
    )
    menu = '<nav><a href="/">Home</a> <a href="/archive">Archive</a></nav>'
    body = "\n".join(as_html(made.blocks))
    page = f"<head>{head}</head><body>{menu}<main>{body}</main></body>"
    return f'<!DOCTYPE html>\n<html lang="{made.language}">{page}</html>\n'.encode()


def rtf(made: Made) -> bytes:
    """Rich text with its headings by outline level, as pandoc and word processors write it."""
    parts = ["{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 \\fswiss Helvetica;}}"]
    for block in made.blocks:
        if block.role == "heading":
            parts.append(f"{{\\pard \\ql \\f0 \\sa180 \\outlinelevel{block.level - 1} \\b {_rtf(block.text)}\\par}}")
        elif block.role == "table":
            parts += [_rtf_row(row) for row in block.rows]
        else:
            start = "\\bullet \\tab " if block.role == "item" else ""
            parts.append(f"{{\\pard \\ql \\f0 \\sa180 {start}{_rtf(block.line)}\\par}}")
    return ("\n".join(parts) + "\n}\n").encode("ascii")


def _rtf_row(row: tuple[str, ...]) -> str:
    edges = "".join(f"\\cellx{2880 * (number + 1)}" for number in range(len(row)))
    cells = "".join(f"{{\\pard\\intbl \\f0 {_rtf(cell)}\\cell}}" for cell in row)
    return f"{{\\trowd {edges}{cells}\\row}}"


def _rtf(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    return "".join(char if char.isascii() else f"\\u{ord(char)} ?" for char in escaped)


def tex(made: Made) -> bytes:
    """LaTeX."""
    parts = ["\\documentclass{article}", f"\\title{{{_tex(made.title)}}}", "\\begin{document}", "\\maketitle"]
    for is_item, group in groupby(made.blocks[1:], lambda block: block.role == "item"):
        if is_item:
            parts += ["\\begin{itemize}", *(f"\\item {_tex(block.line)}" for block in group), "\\end{itemize}"]
            continue
        for block in group:
            if block.role == "table":
                rows = [" & ".join(map(_tex, row)) + " \\\\" for row in block.rows]
                columns = "l" * len(block.rows[0])
                parts += [f"\\begin{{tabular}}{{{columns}}}", *rows, "\\end{tabular}"]
            elif block.role == "heading":
                parts.append(f"\\{'sub' * (block.level - 2)}section{{{_tex(block.text)}}}")
            else:
                parts.append(_tex(block.text))
    return ("\n\n".join([*parts, "\\end{document}"]) + "\n").encode()


def _tex(text: str) -> str:
    return "".join(f"\\{char}" if char in "%&$#_{}" else char for char in text)


def mbox(made: Made) -> bytes:
    """An archive of a mailing list: a message for each section."""
    messages: list[str] = []
    sections: list[tuple[str, list[str]]] = []
    for block in made.blocks:
        if block.role == "heading":
            sections.append((block.text, []))
        else:
            words = block.line or "\n".join(": ".join(row) for row in block.rows)
            sections[-1][1].append(f"- {words}" if block.role == "item" else words)
    for number, (subject, body) in enumerate(section for section in sections if section[1]):
        at = f"{number % 24:02}:{number % 60:02}:00"
        messages.append(
            f"From list@example.org Mon May  3 {at} 2004\nFrom: member {number} <m{number}@example.org>\n"
            f"To: forum <forum@example.org>\nSubject: {_encoded(subject)}\nDate: Mon, 03 May 2004 {at} +0000\n"
            "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
            + "\n\n".join(body)
            + f"\n\n-- \nmember {number}\n"
        )
    return "\n".join(messages).encode()


def _encoded(subject: str) -> str:
    from email.header import Header  # noqa: PLC0415  # takes its time

    return Header(subject, "utf-8", maxlinelen=1000).encode() if not subject.isascii() else subject


_PDF = """#set document(title: {title}, author: {author})
#set text(lang: "{language}", size: 11pt, hyphenate: true, ligatures: false)
#set par(justify: true)
#set page("a4", numbering: "1", margin: 25mm, columns: {columns})
#set page(header: context if here().page() > 1 {{ emph({title}) }})
#show heading.where(level: 1): set text(20pt)
"""


def pdf(made: Made) -> bytes:
    """A PDF with running heads, page numbers and hyphens, every fourth in two columns; needs Typst."""
    columns = 2 if made.id.endswith(("0", "4", "8")) and not made.id.startswith("notebook") else 1
    setting = {"title": _string(made.title), "author": _string(made.author), "language": made.language}
    parts = [_PDF.format(columns=columns, **setting)]
    for block in made.blocks:
        if block.role == "table":
            cells = ", ".join(_string(cell) for row in block.rows for cell in row)
            parts.append(f"#table(columns: {len(block.rows[0])}, {cells})")
        else:
            start = {"heading": "=" * block.level + " ", "item": "- "}.get(block.role, "")
            parts.append(f"{start}#{_string(block.line)}")
    text = "\n\n".join(parts).encode()
    done: bytes = typst.compile(text, ignore_system_fonts=True, timestamp=moment(made.date))
    return done


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


WRITERS = {
    "md": md, "txt": txt, "html": html, "docx": docx, "odt": odt, "rtf": rtf,
    "epub": epub, "pdf": pdf, "pptx": pptx, "xlsx": xlsx, "tex": tex, "mbox": mbox,
}  # fmt: skip
"""How each format is written."""
