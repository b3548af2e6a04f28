from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from ingest_tools import shown

from wsse_vision.ingest import readers
from wsse_vision.ingest.mail import read_mail
from wsse_vision.model import SourceError


def message(subject: str, body: str, charset: str = "utf-8", html: str | None = None) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Ana Sol <ana@example.org>"
    made["Subject"] = subject
    made.set_content(body, charset=charset, cte="quoted-printable" if charset != "utf-8" else "base64")
    if html is not None:
        made.add_alternative(html, subtype="html")
    return made


def archive(*messages: EmailMessage) -> bytes:
    return b"".join(b"From ana@example.org Mon Jan  5 10:00:00 2004\n" + bytes(one) + b"\n\n" for one in messages)


def test_messages_are_headings_with_what_their_authors_wrote(tmp_path: Path) -> None:
    body = (
        "Je propose une banque coopérative.\n\nLe 4 janvier 2004, Bo <bo@example.org>\na écrit :\n"
        "> Que faire ?\n> Rien.\n\n"
        "Oui, mais sans usure, and\nFrom here on we write to info@example.org.\n\n-- \nAna Sol\nTel. 123\n"
    )
    path = tmp_path / "a.mbox"
    path.write_bytes(
        archive(
            message("[wsse] Re: Monnaie sociale à débattre", body, "iso-8859-1"),
            message("Zwei", "Nächster Satz."),
        )
    )
    assert shown(readers.read(path)) == [
        ("heading", "Monnaie sociale à débattre"),
        ("paragraph", "Je propose une banque coopérative."),
        ("paragraph", "Oui, mais sans usure, and From here on we write to ."),
        ("heading", "Zwei"),
        ("paragraph", "Nächster Satz."),
    ]


def test_plain_text_is_preferred_and_html_serves(tmp_path: Path) -> None:
    both = message("Both", "The plain one.", html="<p>The other one.</p>")
    only = EmailMessage()
    only["Subject"] = "=?iso-8859-1?q?=C9conomie?="
    only.set_content("<p>Une <b>page</b>.</p><blockquote><p>cité</p></blockquote>", subtype="html")
    assert shown(read_mail(archive(both, only))) == [
        ("heading", "Both"), ("paragraph", "The plain one."),
        ("heading", "Économie"), ("paragraph", "Une page.")
    ]  # fmt: skip


def test_attachments_and_replies_in_full_are_left_out() -> None:
    one = message("One", "New words.\n\n-----Original Message-----\nFrom: x\nOld words.\n")
    one.add_attachment("secret.", subtype="plain", filename="a.txt")
    assert shown(read_mail(archive(one))) == [("heading", "One"), ("paragraph", "New words.")]


def test_what_is_no_mail() -> None:
    with pytest.raises(SourceError) as caught:
        read_mail(b"just some text\n")
    assert caught.value.code == "not-text"
