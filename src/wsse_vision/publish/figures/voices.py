"""Who was heard: interviews by region and gender."""

from __future__ import annotations

from collections.abc import Callable

from wsse_vision.join.evidence import Evidence
from wsse_vision.publish.figures.svg import Figure, Sheet

_ROW, _TOP, _LEFT, _WIDTH, _UNIT = 22.0, 12.0, 130.0, 440.0, 16.0


def draw(evidence: Evidence, _: Callable[[str], str]) -> Figure:
    """Draw one mark for each interview: a filled disc for a woman, an open one for a man, a square for all else.

    Interviews that are internal are counted and nothing more.
    """
    regions: dict[str, dict[str, int]] = {}
    for _consent, region, gender, number in evidence.balance:
        row = regions.setdefault(region or _("not stated"), {})
        row[gender] = row.get(gender, 0) + number
    sheet = Sheet(_WIDTH, _TOP + _ROW * (len(regions) + 1))
    for i, (region, numbers) in enumerate(sorted(regions.items())):
        y = _TOP + _ROW * (i + 0.5)
        sheet.text(0, y + 3, region, size=9)
        _marks(sheet, y, numbers)
    _legend(sheet, _TOP + _ROW * (len(regions) + 0.5), [_("woman"), _("man"), _("group or not stated")])
    total = sum(number for *_rest, number in evidence.balance)
    caption = _(
        "Interviews by region and gender, one mark each. Those given for internal use are counted here and not quoted."
    )
    spread = "; ".join(f"{region} {sum(n.values())}" for region, n in sorted(regions.items()))
    alt = _("{total} interviews by region: {spread}.").format(total=total, spread=spread or "–")
    return Figure("voices", sheet.finish(), caption, alt)


def _marks(sheet: Sheet, y: float, numbers: dict[str, int]) -> None:
    x = _LEFT
    room = (_WIDTH - _LEFT) / max(sum(numbers.values()), 1)
    step = min(_UNIT, room)
    for gender in sorted(numbers, key=lambda g: ({"woman": 0, "man": 1}.get(g, 2), g)):
        for _i in range(numbers[gender]):
            _mark(sheet, x, y, gender)
            x += step


def _mark(sheet: Sheet, x: float, y: float, gender: str) -> None:
    if gender == "woman":
        sheet.disc(x, y, 5, fill="green", stroke="green")
    elif gender == "man":
        sheet.disc(x, y, 5, fill="paper", stroke="green")
    else:
        sheet.box(x - 4.5, y - 4.5, 9, 9, fill="clay")


def _legend(sheet: Sheet, y: float, names: list[str]) -> None:
    x = _LEFT
    for gender, name in zip(("woman", "man", ""), names, strict=True):
        _mark(sheet, x, y, gender)
        sheet.text(x + 9, y + 3, name, size=8, fill="grey")
        x += 24 + len(name) * 4.4
