"""``make messages``: gather every message that readers see, and bring the catalogues of the translators up to date.

A catalogue is ``templates/locale/<language>/LC_MESSAGES/messages.po``; any editor for gettext opens it. Messages that
are new have an empty translation, those that changed a little are marked ``fuzzy`` with the old one to start from.
``--check`` writes nothing and says what is wrong.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

REPOSITORY = Path(__file__).resolve().parents[1]
TEMPLATES = REPOSITORY / "templates"
LANGUAGES = {"fr": "(n > 1)", "es": "(n != 1)", "pt": "(n > 1)"}
"""Each language and its rule of plurals."""

KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "plural": (1, 2), "translate": None}
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|%%")
_PUBLICATIONS = {
    # As in wsse_vision.publish.markdown: there {# names the id of a heading.
    "comment_start_string": "{*",
    "comment_end_string": "*}",
    "extensions": "jinja2.ext.do",
}
_HEADER = r"""msgid ""
msgstr ""
"Project-Id-Version: WSSE Vision\n"
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural={plural};\n"

"""


def template() -> Catalog:
    """Return every message of templates and code, with the files it stands in."""
    catalogue = Catalog()
    for path in sorted(TEMPLATES.rglob("*.j2")):
        for message in _of_template(path):
            catalogue.add(message, locations=[(path.relative_to(REPOSITORY).as_posix(), 0)])
    package = REPOSITORY / "src" / "wsse_vision"
    for path in (path for stage in ("publish", "release", "site") for path in sorted((package / stage).rglob("*.py"))):
        for message in _of_module(path):
            catalogue.add(message, locations=[(path.relative_to(REPOSITORY).as_posix(), 0)])
    return catalogue


def _of_template(path: Path) -> Iterator[str | tuple[str, ...]]:
    options = {"newstyle_gettext": "true", "trimmed": "false", "silent": "false"}
    if path.parent.name == "publications":
        options |= _PUBLICATIONS
    with path.open("rb") as stream:
        for _line, message, _comments, _context in extract(babel_extract, stream, keywords=KEYWORDS, options=options):
            yield message


def _of_module(path: Path) -> Iterator[str | tuple[str, ...]]:
    """Yield the messages of a module in their order, those within f-strings too, which Babel would pass over."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if name in ("_", "N_", "gettext", "translate"):
            if any(isinstance(a, ast.JoinedStr) for a in call.args):
                raise ValueError(f"{path.name}:{call.lineno}: an f-string cannot be translated; use .format")
            yield from texts[:1]
        elif name in ("plural", "ngettext") and len(texts) == 2:
            yield (texts[0], texts[1])


def path_of(language: str) -> Path:
    """Return where the catalogue of a language is."""
    return TEMPLATES / "locale" / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    """Return the catalogue of a language as it is, empty when there is none."""
    path = path_of(language)
    return read_po(io.BytesIO(path.read_bytes() if path.is_file() else b""), locale=language)


def updated(language: str) -> str:
    """Return the text of the catalogue of a language with the messages as they are now."""
    catalogue = read(language)
    catalogue.update(template())
    written = io.BytesIO()
    write_po(
        written, catalogue, width=110, omit_header=True, ignore_obsolete=True, include_lineno=False, sort_by_file=True
    )
    header = _HEADER.replace("{language}", language).replace("{plural}", LANGUAGES[language])
    return header + written.getvalue().decode().strip() + "\n"


def mistakes(language: str) -> list[str]:
    """Return what is wrong with the catalogue of a language, a line for each message."""
    shown = path_of(language).relative_to(REPOSITORY).as_posix()
    found = []
    if not path_of(language).is_file() or path_of(language).read_text(encoding="utf-8") != updated(language):
        found.append(f"{shown}: not up to date; run `make messages`, then translate what is new")
    for message in read(language):
        if message.id:
            found += [f"{shown}: {_first(message)!r} {what}" for what in _mistakes(message)]
    return found


def _mistakes(message: Message) -> list[str]:
    found = ["is marked fuzzy: check its translation and remove the mark"] if message.fuzzy else []
    ids = list(message.id) if isinstance(message.id, (tuple, list)) else [message.id]
    strings = list(message.string) if isinstance(message.string, (tuple, list)) else [message.string]
    if not all(strings):
        return [*found, "has no translation"]
    wanted = [_placeholders(one) for one in ids]
    if any(_placeholders(one) not in wanted for one in strings):
        found.append(f"has other placeholders in its translation {strings[0]!r}")
    return found


def _placeholders(text: str) -> Counter[str]:
    return Counter(_PLACEHOLDER.findall(text))


def _first(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, (tuple, list)) else message.id)


def main() -> int:
    """Update the catalogues, or check them; return 1 when something is left to do."""
    if "--check" not in sys.argv[1:]:
        for language in LANGUAGES:
            path_of(language).parent.mkdir(parents=True, exist_ok=True)
            text = updated(language)
            path_of(language).write_text(text, encoding="utf-8")
    found = [line for language in LANGUAGES for line in mistakes(language)]
    print("\n".join(found) or "Every message is translated.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
