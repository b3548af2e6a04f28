"""E-mail archives: each message is a heading (its subject) and what its author wrote."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage

from wsse_vision.ingest import pandoc, plain, webpage
from wsse_vision.ingest.encoding import decode
from wsse_vision.ingest.raw import RawBlock, RawDocument
from wsse_vision.ingest.tree import TreeWalk
from wsse_vision.model import SourceError

_ENVELOPE = re.compile(rb"^From [^\n]*\d{4}[^\n]*\n", re.MULTILINE)
_ADDRESS = re.compile(r"<?\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?")
_QUOTED = re.compile(r"^\s*(?:>|\|(?=\s)|&gt;)")
_INTRODUCES = re.compile(
    r"\b(?:wrote|writes|écrit|a écrit|escribió|escreveu|schrieb)\s*:\s*$"
    r"|^-{2,}\s*forwarded message.*$"
    r"|^_{20,}$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"-{2,}\s*(?:original message|message d'origine|mensaje original|mensagem original)", re.IGNORECASE
)
_INTRODUCTION_STARTS = re.compile(r"^\s*(?:On|Le|El|Em|Am)\b.*\d", re.IGNORECASE)
_REPLY = re.compile(r"^(?:\s*(?:re|fwd?|tr|rv|res|enc|aw)\s*(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)
_LIST_TAG = re.compile(r"^\s*\[[^\]]{1,40}\]\s*")
_LIST_FOOTER = re.compile(r"^_{10,}\s*$|^-{20,}\s*$")


def read_mail(data: bytes) -> RawDocument:
    """Read an mbox file or a single message.

    Headers, addresses, quoted lines, signatures and attachments are left out. Raises ``SourceError``
    (``not-text``) when there is no message in it.
    """
    blocks: list[RawBlock] = []
    count = 0
    for message in _messages(data):
        count += 1
        body = _body(message)
        if any(block.text.strip() for block in body):
            blocks += [RawBlock("heading", _subject(message), level=1), *body]
    if not count:
        raise SourceError("not-text", "holds no e-mail message", "Export the messages as mbox.")
    return RawDocument(blocks=blocks)


def _messages(data: bytes) -> Iterator[EmailMessage]:
    data = data.replace(b"\r\n", b"\n").lstrip(b"\n")
    starts = [m for m in _ENVELOPE.finditer(data) if m.start() == 0 or data[: m.start()].endswith(b"\n\n")]
    ends = [m.start() for m in starts[1:]] + [len(data)]
    parts = [data[m.end() : end] for m, end in zip(starts, ends, strict=True)] if starts else [data]
    for part in parts:
        if re.match(rb"(?:[A-Za-z][A-Za-z0-9-]*:|>From )", part):
            yield email.message_from_bytes(part, policy=email.policy.default)


def _subject(message: EmailMessage) -> str:
    try:
        subject = str(message["subject"] or "")
    except (ValueError, LookupError, AttributeError, IndexError):
        subject = ""  # a header that cannot be parsed
    previous = None
    while previous != subject:
        previous = subject
        subject = _LIST_TAG.sub("", _REPLY.sub("", subject))
    return _without_addresses(subject.strip()) or "—"


def _body(message: EmailMessage) -> list[RawBlock]:
    for subtype in ("plain", "html"):
        parts = [
            part
            for part in message.walk()
            if part.get_content_type() == f"text/{subtype}" and part.get_content_disposition() != "attachment"
        ]
        blocks = [block for part in parts for block in _part_blocks(part, subtype)]
        if blocks:
            return blocks
    return []


def _part_blocks(part: EmailMessage, subtype: str) -> list[RawBlock]:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return []
    if subtype == "plain":
        return plain.text_blocks(_own_words(decode(payload, part.get_content_charset())))
    page, _ = webpage.prepare(payload, part.get_content_charset())
    page = re.sub(r"(?is)<blockquote.*</blockquote>", "", page)
    walk = TreeWalk()
    walk.walk(pandoc.parse(page.encode("utf-8", "replace"), "html")["blocks"])
    for block in walk.blocks:
        block.text = _without_addresses(block.text)
    return walk.blocks


def _own_words(text: str) -> str:
    """Return a message without quoted lines and what introduces them, signature and addresses."""
    kept: list[str] = []
    for line in text.splitlines():
        stripped = line.rstrip()
        if stripped == "--" or line == "-- " or (_LIST_FOOTER.match(stripped) and kept):
            break
        if _QUOTED.match(line):
            _drop_introduction(kept)
            continue
        if _ORIGINAL.match(stripped):
            break
        kept.append(re.sub(r"^>From ", "From ", stripped))
    _drop_introduction(kept)
    return _without_addresses("\n".join(kept))


def _drop_introduction(kept: list[str]) -> None:
    """Drop the last lines of ``kept`` if they say whom the following lines quote."""
    end = len(kept)
    while end and not kept[end - 1].strip():
        end -= 1
    if not end or not _INTRODUCES.search(kept[end - 1]):
        return
    start = end - 1
    if not _INTRODUCTION_STARTS.match(kept[start]) and start and _INTRODUCTION_STARTS.match(kept[start - 1]):
        start -= 1
    del kept[start:]


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub("", text)
