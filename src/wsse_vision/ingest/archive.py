"""Formats that are zip archives: checked before any reader unpacks them."""

from __future__ import annotations

import io
import zipfile

from wsse_vision.model import SourceError

ENTRIES = 5_000
TOTAL = 300 * 2**20
ENTRY = 100 * 2**20
RATIO = 200
"""An entry above 10 MB that shrinks more than this is made to fill memory, not to be read."""


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Return the archive in ``data`` after checking its directory.

    Raises ``SourceError``: ``damaged`` for what is no complete archive, ``encrypted`` for entries with a
    password, ``unsafe-archive`` for a path that leads out of it, ``too-large`` beyond the limits above.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeDecodeError) as error:
        raise _damaged("" if isinstance(error, zipfile.BadZipFile) else str(error)) from None
    entries = archive.infolist()
    if len(entries) > ENTRIES:
        raise SourceError("too-large", f"holds {len(entries)} parts (at most {ENTRIES})", "Split the document.")
    for entry in entries:
        _check_entry(entry)
    total = sum(entry.file_size for entry in entries)
    if total > TOTAL:
        raise _too_large("all its parts together", total, TOTAL)
    return archive


def read_entry(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return an entry's bytes, empty if there is none; raise ``SourceError`` if it is damaged."""
    try:
        return archive.read(name)
    except KeyError:
        return b""
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        raise _damaged(f"part {name}: {error}") from None
    except Exception as error:  # zlib.error and lzma.LZMAError have no common base
        raise _damaged(f"part {name}: {type(error).__name__}") from None


def replaced(archive: zipfile.ZipFile, changes: dict[str, bytes]) -> bytes:
    """Return a copy of ``archive`` in which the entries named in ``changes`` have other content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in dict.fromkeys(archive.namelist()):
            content = changes.get(name)
            copy.writestr(name, read_entry(archive, name) if content is None else content)
    return buffer.getvalue()


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
        raise SourceError(
            "unsafe-archive",
            f"has a part that leads out of it ({entry.filename[:80]!r})",
            "Save the document anew.",
        )
    if entry.flag_bits & 1:
        raise SourceError("encrypted", "is protected by a password", "Save it without a password.")
    if entry.file_size > ENTRY:
        raise _too_large(f"part {entry.filename[:80]!r}", entry.file_size, ENTRY)
    if entry.file_size > 10 * 2**20 and entry.file_size > RATIO * max(entry.compress_size, 1):
        times = entry.file_size // max(entry.compress_size, 1)
        what = f"part {entry.filename[:80]!r} unpacks to {times} times its size"
        raise SourceError("too-large", what, "Save the document anew.")


def _too_large(what: str, size: int, limit: int) -> SourceError:
    return SourceError(
        "too-large",
        f"{what} unpack to {size // 2**20} MB (at most {limit // 2**20} MB)",
        "Split the document.",
    )


def _damaged(detail: str) -> SourceError:
    return SourceError(
        "damaged",
        "is cut off or damaged: not a complete archive" + (f" ({detail[:120]})" if detail else ""),
        "Get it again from where it came from, or open and save it anew.",
    )
