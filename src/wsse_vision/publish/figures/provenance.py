"""Where a narrative comes from: which source feeds which of its sections."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from wsse_vision.join.evidence import Evidence, Source
from wsse_vision.publish.citations import short_title
from wsse_vision.publish.figures.lettering import shortened, wrapped
from wsse_vision.publish.figures.svg import WIDTH, Cell, Figure, Said, Sheet, Table, legend, legend_height, radius
from wsse_vision.publish.narrative import HEADING

_LEFT, _NAMES, _ROW, _SIZE = 152.0, 100.0, 18.0, 7.5
_COLUMNS, _ROWS = 36, 24
"""Sources and sections that are drawn; further sources of a kind share a column, further sections a row."""

_CITED = re.compile(r"(?<![\w\\])@(?:\{([^}\s]+)\}|([\w][\w.:-]*))")
_BLOCK = re.compile(r"^::: \{\.(?:quote|proposal)\b")


@dataclass(slots=True)
class Section:
    """A section of a narrative: how often it quotes a source (by id) and how often it only cites one."""

    title: str
    quoted: dict[str, int] = field(default_factory=dict)
    cited: dict[str, int] = field(default_factory=dict)

    def passages(self, source: str) -> int:
        """Return how often a source is quoted or cited."""
        return self.quoted.get(source, 0) + self.cited.get(source, 0)


def cited_in(markdown: str) -> set[str]:
    """Return the keys that a text in Markdown cites."""
    return {(match[1] or match[2]).rstrip(".:-") for match in _CITED.finditer(markdown)}


def read_sections(markdown: str, sources: Collection[str]) -> list[Section]:
    """Return the sections of a narrative, as Markdown with its macros done, and what each takes from ``sources``.

    A passage that stands as a block of its own is quoted; a source that is named in a text, or as saying the same as
    a block, is cited. Sections that take from no source are kept: that they argue alone is worth seeing.
    """
    sections: list[Section] = []
    block = False
    for line in markdown.splitlines():
        heading = HEADING.match(line)
        if heading and not block:
            sections.append(Section(re.sub(r"[*_`\\]", "", heading["title"])))
            continue
        if _BLOCK.match(line):
            block = True
            first = True
        elif line.startswith(":::"):
            block = False
        if not sections:
            sections.append(Section(""))
        for match in _CITED.finditer(line):
            source = (match[1] or match[2]).rstrip(".:-")
            if source not in sources:
                continue
            into = sections[-1].quoted if block and first else sections[-1].cited
            into[source] = into.get(source, 0) + 1
            if block:
                first = False
    return [s for s in sections if s.title or s.quoted or s.cited]


@dataclass(frozen=True, slots=True)
class _Column:
    """A source, or the rest of a kind."""

    name: str
    kind: str
    sources: tuple[str, ...]
    language: str = ""


def draw(evidence: Evidence, markdown: str, kind_names: dict[str, str], _: Callable[[str], str]) -> Figure:
    """Draw which source feeds which section of a narrative; ``kind_names`` are those of kinds of sources, plural."""
    used = [s for s in evidence.sources if s.state == "used"]
    sections = read_sections(markdown, {s.id for s in used})
    columns = _columns(used, sections, kind_names, _)
    shown = sections[:_ROWS]
    names = [_("quoted; the larger, the more passages"), _("cited only")]
    sheet = Sheet(WIDTH, _NAMES + 8 + _ROW * len(shown) + 14 + legend_height(0, names))
    step = min((WIDTH - _LEFT) / max(len(columns), 1), 14.0)
    most = max((sum(s.quoted.get(i, 0) for i in c.sources) for s in sections for c in columns), default=1)
    _grid(sheet, columns, len(shown), step)
    for row, section in enumerate(shown):
        y = _NAMES + 8 + _ROW * (row + 0.5)
        lines = wrapped(section.title or _("opening"), 8.5, _LEFT - 10, 2)
        for i, line in enumerate(lines):
            sheet.text(0, y + 3 + 9 * (i - (len(lines) - 1) / 2), line, size=8.5)
        for i, column in enumerate(columns):
            _cell(sheet, _LEFT + step * (i + 0.5), y, section, column.sources, (most, min(step, 10) / 2 - 0.3))
    foot = sheet.height - legend_height(0, names) + 7
    quoted, cited = legend(sheet, 0, foot, names)
    sheet.disc(*quoted, 3.4)
    sheet.disc(*cited, 2, fill="paper", stroke="green")
    caption = _caption(used, sections, len(shown), _)
    return Figure("provenance", sheet.finish(), caption, _alt(used, sections, _), _("Which source feeds which section"),
                  _table(used, sections, _))  # fmt: skip


def _columns(
    used: Sequence[Source], sections: list[Section], kind_names: dict[str, str], _: Callable[[str], str]
) -> list[_Column]:
    """Return a column for each source that a section takes from; past the limit, those taken from least share one."""
    weight = {s.id: sum(section.passages(s.id) for section in sections) for s in used}
    taken = [s for s in used if weight[s.id]]
    kinds = list(dict.fromkeys(s.kind for s in taken))
    room = len(taken) if len(taken) <= _COLUMNS else _COLUMNS - len(kinds)
    own = {s.id for s in sorted(taken, key=lambda s: (-weight[s.id], s.id))[:room]}
    columns: list[_Column] = []
    for kind in kinds:
        of_kind = [s for s in taken if s.kind == kind]
        columns += [_Column(s.title, kind, (s.id,), s.language) for s in of_kind if s.id in own]
        rest = tuple(s.id for s in of_kind if s.id not in own)
        if rest:
            name = _("and {count} more: {kind}").format(count=len(rest), kind=kind_names.get(kind, kind))
            columns.append(_Column(name, kind, rest))
    return columns


def _grid(sheet: Sheet, columns: list[_Column], rows: int, step: float) -> None:
    bottom, right = _NAMES + 8 + _ROW * rows, _LEFT + step * len(columns)
    for row in range(0, rows, 2):
        sheet.box(_LEFT, _NAMES + 8 + _ROW * row, right - _LEFT, _ROW, fill="mist")
    for i, column in enumerate(columns):
        x = _LEFT + step * (i + 0.5)
        if i and columns[i - 1].kind != column.kind:
            sheet.line(x - step / 2, 4, x - step / 2, bottom, stroke="grey", width=0.6)
        name = shortened(column.name, _SIZE, _NAMES - 4)
        sheet.text(x + 2.4, _NAMES + 2, name, size=_SIZE, turn=-90, language=column.language)
    sheet.line(0, _NAMES + 8, right, _NAMES + 8, stroke="ink")
    sheet.line(0, bottom, right, bottom, stroke="ink")


def _cell(sheet: Sheet, x: float, y: float, section: Section, sources: Sequence[str], scale: tuple[int, float]) -> None:
    quoted = sum(section.quoted.get(s, 0) for s in sources)
    if quoted:
        sheet.disc(x, y, max(radius(quoted, scale[0], scale[1]), 1.8))
    elif any(section.cited.get(s) for s in sources):
        sheet.disc(x, y, 1.7, fill="paper", stroke="green")


def _caption(used: Sequence[Source], sections: list[Section], shown: int, _: Callable[[str], str]) -> str:
    caption = _(
        "Each row is a section, each column a source, in groups by kind; a disc says that the section quotes it, a ring"
        " that it cites it only."
    )
    silent = sum(not any(section.passages(s.id) for section in sections) for s in used)
    if silent:
        caption += " " + _("Notice how many sources feed no section: {count}.").format(count=silent)
    elif sections:
        widest = max(used, key=lambda s: (sum(bool(x.passages(s.id)) for x in sections), s.id))
        caption += " " + _("Notice the column with most marks: “{source}”.").format(source=widest.title)
    if shown < len(sections):
        caption += " " + _("The first {count} sections are drawn; the table has all.").format(count=shown)
    return caption


def _alt(used: Sequence[Source], sections: list[Section], _: Callable[[str], str]) -> str:
    quoted = sum(sum(s.quoted.values()) for s in sections)
    taken = sum(any(section.passages(s.id) for section in sections) for s in used)
    alt = _(
        "Matrix of sections by sources. Sections: {sections}; sources: {sources}; passages quoted: {quoted}."
    ).format(sections=len(sections), sources=taken, quoted=quoted)
    if sections:
        best = max(sections, key=lambda s: len({*s.quoted, *s.cited}))
        alt += " " + _("The section that draws on most sources is “{title}”: {count}.").format(
            title=best.title, count=len({*best.quoted, *best.cited})
        )
    return alt


def _table(used: Sequence[Source], sections: list[Section], _: Callable[[str], str]) -> Table:
    """Return a row for each section and each source that it takes from: title, id, times quoted and times cited."""
    rows: list[tuple[Cell, ...]] = []
    for section in sections:
        name = section.title or _("opening")
        taken = [s for s in used if section.passages(s.id)]
        rows += [(name, Said(short_title(s.title), s.language), s.id, *_times(section, s.id)) for s in taken]
        if not taken:
            rows.append((name, "–", "–", "–", "–"))
    return Table((_("Section"), _("Source"), _("Identifier"), _("Quoted (times)"), _("Cited (times)")), tuple(rows))


def _times(section: Section, source: str) -> tuple[str, str]:
    """Return how often a section quotes a source and how often it only cites it, as cells."""
    return str(section.quoted.get(source, 0) or "–"), str(section.cited.get(source, 0) or "–")
