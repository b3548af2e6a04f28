"""Word documents of before 2007 (.doc): read with a converter if the computer has one."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from wsse_vision.ingest import plain
from wsse_vision.ingest.raw import RawDocument
from wsse_vision.model import SourceError

SECONDS = 16


def read_doc(path: Path) -> RawDocument | bytes:
    """Read a .doc file; a converter that keeps structure gives the bytes of a .docx, the others blocks.

    Raises ``SourceError``: ``converter-missing`` when none is installed, ``damaged`` when it fails.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office:
        return _with_office(office, path)
    if antiword := shutil.which("antiword"):
        output = _output([antiword, "-m", "UTF-8.txt", "-w", "0", str(path.resolve())])
    elif catdoc := shutil.which("catdoc"):
        output = _output([catdoc, "-w", "-d", "utf-8", str(path.resolve())])
    else:
        raise SourceError(
            "converter-missing",
            "is an old Word document (.doc), and no program to convert it is installed",
            "Install LibreOffice, antiword or catdoc, or save the document as .docx.",
        )
    return RawDocument(blocks=plain.text_blocks(output.decode("utf-8", "replace")))


def _with_office(office: str, path: Path) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        # A profile of its own, so that it works while somebody has LibreOffice open.
        command = [
            office, f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless",
            "--convert-to", "docx", "--outdir", str(work), str(path.resolve()),
        ]  # fmt: skip
        _output(command)
        made = work / f"{path.stem}.docx"
        if not made.is_file():
            raise _failed("made no file of it")
        return made.read_bytes()


def _output(command: list[str]) -> bytes:
    name = Path(command[0]).name
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        raise SourceError("too-slow", f"{name} took more than {SECONDS} s", "Save it as .docx.") from None
    except OSError as error:
        raise SourceError(
            "converter-missing", f"{name} cannot be started ({error.strerror})", "Install it anew."
        ) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _failed(said[0][:150] if said else f"status {done.returncode}", name)
    return done.stdout


def _failed(what: str, name: str = "LibreOffice") -> SourceError:
    return SourceError("damaged", f"{name} cannot convert it ({what})", "Open it in Word and save it as .docx.")
