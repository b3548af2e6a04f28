"""How to cite a version of a publication: in three styles, and for reference managers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from wsse_vision.publish.edition import STATES
from wsse_vision.publish.language import Words
from wsse_vision.publish.works import escaped

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in one style: the name of the style and the text, safe HTML with the title in ``<cite>``."""

    style: str
    text: Markup


def citations(meta: dict[str, Any], address: str, _: Words) -> list[Citation]:
    """Return the citations of an edition after APA, Chicago and ISO 690, in the language of ``_``.

    The institution is the author. ``meta`` is what the edition says of itself, ``address`` its permanent address on
    the web or empty. Every citation names the version, its state unless it is final, and the identity of the build.
    """
    title = Markup('<cite lang="{}">{}</cite>').format(meta["language"], whole_title(meta))
    version = f"{_('Version')} {meta['version']}"
    build = _("build {identity}").format(identity=meta["build"])
    state = "" if meta["state"] == "final" else _(STATES[meta["state"]])
    author, when = meta["organisation"], _apa(meta["date"], _) or _("no date")
    year = (meta["date"] or "")[:4] or _("no date")
    bracket = "; ".join(part for part in (state, build) if part)
    numbered = ", ".join(part for part in (version, state.lower(), build) if part)
    named = Markup("{} ({}) [{}]").format(title, version, bracket)
    link = _link(address)
    return [
        Citation("APA", _sentences(
            *([author, f"({when})", named] if author else [named, f"({when})"]),
        ) + link),
        Citation("Chicago", _sentences(
            author, title, numbered, _.date(meta["date"]) or _("no date"),
        ) + link),
        Citation("ISO 690", _sentences(
            author.upper(), Markup("{} [{}]").format(title, _("online")), numbered,
            f"{author}, {year}" if author else year,
        ) + (Markup(" {}").format(_("Available at:")) + link if link else "")),
    ]  # fmt: skip


def whole_title(meta: dict[str, Any]) -> str:
    """Return title and subtitle; in French a no-break space goes before the colon."""
    return f"{meta['title']}{chr(0xA0) if meta['language'] == 'fr' else ''}: {meta['subtitle']}"


def _apa(date: str | None, _: Words) -> str:
    """Return a date with the year first, as APA has it; in English the month goes before the day."""
    text = _.date(date)
    year = (date or "")[:4]
    rest = text.removesuffix(year).strip().removesuffix(" de").split(" ")
    if _.language == "en":
        rest.reverse()
    return ", ".join(part for part in (year, " ".join(rest)) if part)


def _sentences(*parts: str | Markup) -> Markup:
    return Markup(" ").join(Markup("{}.").format(part) for part in parts if part)


def _link(address: str) -> Markup:
    return Markup(' <a href="{0}">{0}</a>').format(address) if address else Markup("")


def bibtex(meta: dict[str, Any], address: str) -> str:
    """Return an edition as a BibTeX entry; braces keep its capitals and the name of the institution whole."""
    date = meta["date"] or ""
    fields = {
        "title": f"{{{escaped(whole_title(meta))}}}",
        "author": f"{{{escaped(meta['organisation'])}}}" if meta["organisation"] else "",
        "institution": escaped(meta["organisation"]),
        "year": date[:4],
        "number": escaped(meta["version"]),
        "note": f"Version {meta['version']}{'' if meta['state'] == 'final' else ', draft'}, build {meta['build']}",
        "language": escaped(meta["language"]),
        "url": address.replace("{", "%7B").replace("}", "%7D"),
    }
    rows = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    if len(date) >= 7:
        rows.append(f"  month = {_MONTHS[int(date[5:7]) - 1]}")
    key = f"{meta['slug']}-{meta['version']}-{meta['language']}"
    return f"@techreport{{{key},\n" + ",\n".join(rows) + "\n}\n"
