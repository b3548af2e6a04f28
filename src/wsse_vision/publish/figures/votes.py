"""Votes on proposals: how many agree, and how sure the number of votes lets one be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wsse_vision.join.choosing import ends
from wsse_vision.join.coverage import is_contested
from wsse_vision.join.evidence import Asked, Evidence, Quote
from wsse_vision.join.ranking import agreement
from wsse_vision.publish.figures.lettering import shortened, width_of, wrapped
from wsse_vision.publish.figures.svg import WIDTH, Figure, Row, Said, Sheet, Table, legend, legend_height
from wsse_vision.sources.evaluations import Vote

_ROW, _HEAD, _BAR = 19.0, 16.0, 8.0
_MOST = 20
"""Rows that are drawn; of more proposals, the first half of them from the top and the rest from the end."""

_BARS, _BARS_END, _AXIS, _AXIS_END = 206.0, 296.0, 308.0, 388.0


@dataclass(frozen=True, slots=True)
class _Voted:
    vote: Vote
    proposal: Quote | None

    @property
    def words(self) -> str:
        return " ".join(self.proposal.text.split()) if self.proposal else ""


def draw(evidence: Evidence, _: Callable[[str], str], themes: Sequence[str] = (), most: int | None = None) -> Figure:
    """Draw the votes on every proposal that was voted on, or on those about one of ``themes``, best agreement first.

    The table has at most ``most`` rows of proposals, from both ends.
    """
    rows = [_Voted(vote, proposal) for vote, proposal in evidence.votes_on(themes)]
    gap = len(rows) > _MOST
    top, end = ends(rows, _MOST)
    names = [_("agree"), _("half agree"), _("disagree"), _("do not know")]
    names.append(_("share of agreement, with the range that so few votes leave open"))
    left = min(max((width_of(r.vote.label, 8) for r in rows), default=0), 60) + 6
    key = legend_height(0, names)
    sheet = Sheet(WIDTH, key + _HEAD + _ROW * (len(top) + len(end) + gap) + 6)
    _legend(sheet, names)
    _head(sheet, key, _)
    y = key + _HEAD
    for row in top:
        _draw_row(sheet, row, y + _ROW / 2, left)
        y += _ROW
    if gap:
        whole = most is None or len(rows) <= most
        more = _("… {count} more between these, in the table …") if whole else _("… {count} more between these …")
        more = more.format(count=len(rows) - len(top) - len(end))
        sheet.text(left, y + _ROW / 2 + 3, more, size=8, fill="grey")
        y += _ROW
    for row in end:
        _draw_row(sheet, row, y + _ROW / 2, left)
        y += _ROW
    sheet.line(0, y + 2, WIDTH, y + 2, stroke="ink")
    title = _("Votes on proposals")
    return Figure("votes", sheet.finish(), _caption(rows, gap, _), _alt(rows, _), title, _table(rows, themes, most, _))


def _legend(sheet: Sheet, names: list[str]) -> None:
    places = legend(sheet, 0, 8, names)
    for (x, y), part in zip(places, range(4), strict=False):
        _part(sheet, x - 4, y - 4, 8, part, 8)
    _interval(sheet, *places[4], (-4, 4))


def _head(sheet: Sheet, y: float, _: Callable[[str], str]) -> None:
    for share in (0, 50, 100):
        x = _AXIS + (_AXIS_END - _AXIS) * share / 100
        sheet.text(x, y + 9, str(share), size=7.5, fill="grey", anchor="middle")
        sheet.line(x, y + _HEAD, x, sheet.height - 4)
    sheet.text(WIDTH, y + 9, shortened(_("% · votes"), 7.5, 44), size=7.5, fill="grey", anchor="end")
    sheet.line(0, y + 13, WIDTH, y + 13, stroke="ink")


def _draw_row(sheet: Sheet, row: _Voted, y: float, left: float) -> None:
    """Draw one proposal around the height ``y``; its words begin at ``left``."""
    vote, language = row.vote, row.proposal.language if row.proposal else ""
    sheet.text(0, y + 3, shortened(vote.label, 8, left - 4), size=8, fill="grey")
    lines = wrapped(row.words, 7.5, _BARS - left - 8, 2)
    for i, line in enumerate(lines):
        sheet.text(left, y + 2.6 + 8.6 * (i - (len(lines) - 1) / 2), line, size=7.5, language=language)
    x = _BARS
    for part, number in enumerate((vote.agree, vote.half, vote.disagree, vote.unknown)):
        wide = (_BARS_END - _BARS) * number / vote.total
        if number:
            _part(sheet, x, y - _BAR / 2, wide, part)
        x += wide
    found, scale = agreement(vote), _AXIS_END - _AXIS
    middle = _AXIS + scale * found.share
    _interval(sheet, middle, y, (scale * (found.low - found.share), scale * (found.high - found.share)))
    sheet.text(WIDTH - 22, y + 3, str(round(found.share * 100)), size=8, weight=600, anchor="end")
    sheet.text(WIDTH, y + 3, shortened(str(vote.total), 8, 20), size=8, fill="grey", anchor="end")


def _part(sheet: Sheet, x: float, y: float, width: float, part: int, height: float = _BAR) -> None:
    """Draw one of the four answers: each has its pattern as well as its colour."""
    fill = ("green", "ochre", "clay", "paper")[part]
    sheet.box(x, y, width, height, fill=fill)
    if part == 1:
        sheet.hatch(x, y, width, height, stroke="ink")
    elif part == 2:
        sheet.hatch(x, y, width, height, stroke="paper", level=True)
    sheet.frame(x, y, width, height)


def _interval(sheet: Sheet, x: float, y: float, reach: tuple[float, float]) -> None:
    sheet.line(x + reach[0], y, x + reach[1], y, stroke="ink", width=1)
    for end in reach:
        sheet.line(x + end, y - 2, x + end, y + 2, stroke="ink", width=1)
    sheet.diamond(x, y, 2.8, fill="ink")


def _caption(rows: list[_Voted], gap: bool, _: Callable[[str], str]) -> str:
    caption = _(
        "How participants voted. Half agreement counts half; the range around the share is the wider the fewer voted,"
        " and what has the highest lower end of it comes first."
    )
    if gap:
        caption += " " + _("Drawn are the first and the last {count}.").format(count=_MOST // 2)
    divided = [row.vote for row in rows if is_contested(row.vote)]
    if divided:
        label = max(divided, key=lambda v: (v.disagree / v.total, v.label)).label
        caption += " " + _("Notice where opinions part: at least a fifth disagree on {count}, most on {label}.").format(
            count=len(divided), label=label
        )
    elif rows:
        caption += " " + _("Notice that on none of them a fifth or more disagree.")
    return caption


def _alt(rows: list[_Voted], _: Callable[[str], str]) -> str:
    alt = _("Bars of votes, a row for each proposal: {count}.").format(count=len(rows))
    if rows:
        first, last = rows[0].vote, rows[-1].vote
        alt += " " + _("Best agreement: {label}, {share}% of {total} votes.").format(
            label=first.label, share=round(first.share * 100), total=first.total
        )
        alt += " " + _("Least: {label}, {share}% of {total} votes.").format(
            label=last.label, share=round(last.share * 100), total=last.total
        )
    return alt


def _opening(words: str) -> str:
    """Return the first words of a proposal, about two lines of a table."""
    cut = shortened(words, 8, 335)
    return cut if cut == words else cut[:-1].rsplit(" ", 1)[0].rstrip(" ,;:–") + "…"


def _table(rows: list[_Voted], themes: Sequence[str], most: int | None, _: Callable[[str], str]) -> Table:
    head = (
        _("No."), _("Proposal"), _("Agree"), _("Half agree"), _("Disagree"), _("Do not know"), _("Votes"),
        _("Share of agreement (range)"),
    )  # fmt: skip
    top, end = ends(rows, len(rows) if most is None else most)
    left = len(rows) - len(top) - len(end)
    body = [_row(row, _) for row in top]
    if not left:
        return Table(head, tuple(body))
    between = _("… {count} more between these …").format(count=left)
    body += [("…", between, *[""] * (len(head) - 2)), *(_row(row, _) for row in end)]
    query = Asked(theme=themes[0]).address + "&vote=yes" if len(themes) == 1 else "vote=yes"
    return Table(head, tuple(body), left, query)


def _row(row: _Voted, _: Callable[[str], str]) -> Row:
    """Return label, opening words, four counts, their sum and the share of agreement as cells."""
    vote, found = row.vote, agreement(row.vote)
    low, share, high = (round(100 * number) for number in (found.low, found.share, found.high))
    words = Said(_opening(row.words), row.proposal.language) if row.proposal else "–"
    counts = [str(n) for n in (vote.agree, vote.half, vote.disagree, vote.unknown, vote.total)]
    given = _("{share}% ({low}–{high})").format(share=share, low=low, high=high)
    return (vote.label, words, *counts, given)
