"""Who was heard: interviews by region, gender and trade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from wsse_vision.join.evidence import Evidence
from wsse_vision.publish.figures.lettering import shortened
from wsse_vision.publish.figures.svg import WIDTH, Figure, Row, Sheet, Table, legend, legend_height

_TOP, _LEFT, _STEP, _LINE = 8.0, 130.0, 13.0, 14.0
_PER_LINE = int((WIDTH - _LEFT) / _STEP)
_MOST_LINES = 18
_REGIONS, _TRADES, _TRADE_ROW = 12, 24, 13.0
"""Regions and trades that are drawn one by one; the others are counted together."""

_GENDERS = ("woman", "man", "")


def draw(evidence: Evidence, _: Callable[[str], str], most: int | None = None) -> Figure:
    """Draw one mark for each interview: a filled disc for a woman, an open one for a man, a square for all else.

    Interviews that are internal are counted and nothing more; trades are those of the others, without gender or
    region, so that nobody is described more closely than the list of interviews does. The table names at most
    ``most`` trades.
    """
    regions = _regions(evidence, _("not stated"))
    shown = _limited(regions, _)
    trades = _trades(evidence)
    names = [_("woman"), _("man"), _("group or not stated")]
    each = _per_mark([numbers for _region, numbers in shown])
    shown = [(region, Counter({g: -(-n // each) for g, n in numbers.items()})) for region, numbers in shown]
    lines = sum(_lines(numbers) for _region, numbers in shown)
    bottom = _TOP + _LINE * lines + 8 * len(shown)
    tall = bottom + legend_height(_LEFT, names, WIDTH) + (_trades_height(len(trades)) if trades else 0)
    sheet = Sheet(WIDTH, tall + 4)
    y = _TOP
    for region, numbers in shown:
        sheet.text(0, y + _LINE / 2 + 3, shortened(region, 9, _LEFT - 12), size=9)
        _marks(sheet, y + _LINE / 2, numbers)
        y += _LINE * _lines(numbers) + 8
        sheet.line(0, y - 4, WIDTH, y - 4)
    for place, gender in zip(legend(sheet, _LEFT, bottom + 7, names), _GENDERS, strict=True):
        _mark(sheet, *place, gender)
    if trades:
        _draw_trades(sheet, trades, bottom + legend_height(_LEFT, names, WIDTH) + 6, _)
    title = _("Who was heard, by region, gender and trade")
    return Figure("voices", sheet.finish(), _caption(regions, each, _), _alt(regions, trades, _), title,
                  _table(regions, trades, most, _))  # fmt: skip


def _regions(evidence: Evidence, unknown: str) -> dict[str, Counter[str]]:
    """Return numbers of interviews by region and gender, regions in their order of the alphabet."""
    regions: dict[str, Counter[str]] = {}
    for _consent, region, gender, number in evidence.balance:
        regions.setdefault(region or unknown, Counter())[gender if gender in _GENDERS else ""] += number
    return dict(sorted(regions.items()))


def _limited(regions: dict[str, Counter[str]], _: Callable[[str], str]) -> list[tuple[str, Counter[str]]]:
    """Return the regions to be drawn; of too many, those with fewest interviews go together."""
    if len(regions) <= _REGIONS:
        return list(regions.items())
    largest = sorted(regions, key=lambda r: (-regions[r].total(), r))[: _REGIONS - 1]
    rest: Counter[str] = Counter()
    for region, numbers in regions.items():
        if region not in largest:
            rest += numbers
    more = _("and {count} more").format(count=len(regions) - len(largest))
    return [*((r, n) for r, n in regions.items() if r in largest), (more, rest)]


def _trades(evidence: Evidence) -> list[tuple[str, int]]:
    """Return the trades of those who may be quoted, most frequent first."""
    given = (s.metadata.get("trade") for s in evidence.sources if s.kind == "interview" and s.state == "used")
    return sorted(Counter(str(t) for t in given if t).items(), key=lambda item: (-item[1], item[0]))


def _per_mark(regions: list[Counter[str]]) -> int:
    """Return for how many interviews one mark has to stand, so that the figure fits its page."""
    for each in (1, 2, 5, 10, 20, 50, 100):
        marks = [sum(-(-n // each) for n in numbers.values()) for numbers in regions]
        if sum(max(-(-m // _PER_LINE), 1) for m in marks) <= _MOST_LINES:
            return each
    return 1000


def _lines(numbers: Counter[str]) -> int:
    return max(-(-numbers.total() // _PER_LINE), 1)


def _marks(sheet: Sheet, y: float, numbers: Counter[str]) -> None:
    place = 0
    for gender in _GENDERS:
        for _i in range(numbers[gender]):
            line, column = divmod(place, _PER_LINE)
            _mark(sheet, _LEFT + 5 + column * _STEP, y + line * _LINE, gender)
            place += 1


def _mark(sheet: Sheet, x: float, y: float, gender: str) -> None:
    if gender == "woman":
        sheet.disc(x, y, 4.4, fill="green", stroke="green")
    elif gender == "man":
        sheet.disc(x, y, 4.4, fill="paper", stroke="green")
    else:
        sheet.box(x - 4, y - 4, 8, 8, fill="clay")


def _trades_height(count: int) -> float:
    rows = -(-min(count, _TRADES) // 2)
    return 28 + _TRADE_ROW * (rows + (count > _TRADES))


def _draw_trades(sheet: Sheet, trades: list[tuple[str, int]], y: float, _: Callable[[str], str]) -> None:
    """Write the trades in two columns, each with its number and, after several, a bar of that length."""
    head = _("Trades of those who may be quoted")
    sheet.text(0, y + 9, shortened(head, 8.5, WIDTH), size=8.5, fill="grey")
    sheet.line(0, y + 14, WIDTH, y + 14, stroke="ink")
    shown = trades[:_TRADES]
    rows, half = -(-len(shown) // 2), WIDTH / 2
    most = shown[0][1]
    for i, (trade, number) in enumerate(shown):
        x, row = (0.0, i) if i < rows else (half + 8, i - rows)
        at = y + 20 + _TRADE_ROW * (row + 0.5)
        sheet.text(x, at + 3, shortened(trade, 8.5, 148), size=8.5)
        sheet.text(x + 164, at + 3, str(number), size=8.5, fill="grey", anchor="end")
        sheet.box(x + 168, at - 3, max(40 * number / most, 1.2) if most > 1 else 6, 6)
    if len(trades) > _TRADES:
        rest = sum(number for _trade, number in trades[_TRADES:])
        more = _("and {count} more trades with {interviews} interviews").format(
            count=len(trades) - _TRADES, interviews=rest
        )
        sheet.text(0, y + 20 + _TRADE_ROW * (rows + 0.5) + 3, more, size=8.5, fill="grey")


def _caption(regions: dict[str, Counter[str]], each: int, _: Callable[[str], str]) -> str:
    caption = _(
        "Interviews by region and gender, and below them the trades. Those given for internal use are counted among the"
        " marks and not quoted."
    )
    if each > 1:
        caption += " " + _("Each mark stands for up to {count} interviews.").format(count=each)
    total = sum((numbers for numbers in regions.values()), Counter[str]()).total()
    if regions and total:
        region = max(regions, key=lambda r: (regions[r].total(), r))
        caption += " " + _("Notice the balance: {count} of {total} come from {region}.").format(
            count=regions[region].total(), total=total, region=region
        )
    return caption


def _alt(regions: dict[str, Counter[str]], trades: list[tuple[str, int]], _: Callable[[str], str]) -> str:
    all_: Counter[str] = sum((numbers for numbers in regions.values()), Counter())
    spread = "; ".join(f"{region} {numbers.total()}" for region, numbers in regions.items())
    alt = _("Interviews by region, {total} in all: {spread}.").format(total=all_.total(), spread=spread or "–")
    alt += " " + _("Women {women}, men {men}, groups or not stated {others}.").format(
        women=all_["woman"], men=all_["man"], others=all_[""]
    )
    if trades:
        alt += " " + _("Different trades: {count}.").format(count=len(trades))
    return alt


def _table(
    regions: dict[str, Counter[str]], trades: list[tuple[str, int]], most: int | None, _: Callable[[str], str]
) -> Table:
    head = (_("Region or trade"), _("Women"), _("Men"), _("Group or not stated"), _("Interviews"))
    rows: list[Row] = [
        (region, *(str(numbers[gender]) for gender in _GENDERS), str(numbers.total()))
        for region, numbers in regions.items()
    ]
    rows += [(trade, "–", "–", "–", str(number)) for trade, number in trades[:most]]
    if rest := trades[len(trades) if most is None else most :]:
        name = _("and {count} more trades").format(count=len(rest))
        rows.append((name, "–", "–", "–", str(sum(number for _trade, number in rest))))
    return Table(head, tuple(rows))
