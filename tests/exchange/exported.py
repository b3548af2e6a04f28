"""Exported files taken apart, and files as other programs would send them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from wsse_vision.exchange import stage
from wsse_vision.home import Project


def export(project: Project) -> dict[str, bytes]:
    """Run the stage; return the files that it wrote."""
    stage.run(project, lambda line: None)
    return {name: (project.outputs / "evidence" / name).read_bytes() for name in stage.FILES}


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the entries of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(entries: dict[str, bytes]) -> bytes:
    """Return an archive with these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def edited(data: bytes, *changes: tuple[str, str]) -> bytes:
    """Return a .qdpx in whose project.qde each text was replaced, as a person at a QDA program would have it."""
    entries = unpacked(data)
    text = entries["project.qde"].decode()
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return packed({**entries, "project.qde": text.encode()})


def read_back(project: Project, data: bytes, by: str = "Ann") -> dict[str, Any]:
    """Bring a .qdpx home."""
    path = Path(project.root) / "back.qdpx"
    path.write_bytes(data)
    return stage.read_back(project, path, by)


GUID = "00000000-0000-4000-8000-0000000000{:02d}"
"""GUIDs as another program would choose them."""


def foreign(text: str, selections: str, codes: str = "", more: str = "", name: str = "a-notebook") -> bytes:
    """Return a project as another program would write it: GUIDs of its own, one user, one text."""
    own = codes or f'<Code guid="{GUID.format(1)}" name="Debt" isCodable="true"/>'
    qde = f"""<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="p">
<Users><User guid="{{{GUID.format(9).upper()}}}" name="Bo"/></Users>
<CodeBook><Codes>{own}</Codes></CodeBook>
<Sources><TextSource guid="{GUID.format(8)}" name="{name}" plainTextPath="internal://t.txt">
{selections}
</TextSource></Sources>{more}
</Project>"""
    return packed({"project.qde": qde.encode(), "Sources/t.txt": b"\xef\xbb\xbf" + text.encode()})


def selection(start: object, end: object, code: int = 1, extra: str = "") -> str:
    """Return a selection of one code by the one user."""
    return (
        f'<PlainTextSelection guid="{GUID.format(50)}" startPosition="{start}" endPosition="{end}">{extra}'
        f'<Coding guid="{GUID.format(60)}" creatingUser="{GUID.format(9)}"><CodeRef targetGUID="{GUID.format(code)}"/>'
        "</Coding></PlainTextSelection>"
    )
