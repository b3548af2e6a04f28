"""The concept map: themes as discs, joined where sentences speak of both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wsse_vision.join.evidence import Evidence, Theme
from wsse_vision.publish.figures.lettering import width_of, wrapped
from wsse_vision.publish.figures.spread import spread
from wsse_vision.publish.figures.svg import WIDTH, Figure, Row, Sheet, Table, legend, legend_height, radius

_LARGEST, _SIZE, _COUNTS = 16.0, 8.0, 7.0
_HEIGHTS = (340.0, 380.0, 420.0, 460.0, 500.0)
_STRONGEST = 40
"""Number of links that are drawn; more would hide one another."""

_MOST = 30
"""Number of themes that are drawn; those with most elements."""


@dataclass(frozen=True, slots=True)
class _Node:
    """A theme as it is drawn: a disc with its name and two counts beneath."""

    theme: Theme
    radius: float
    lines: list[str]
    values: int
    practices: int

    @property
    def size(self) -> tuple[float, float]:
        words = max((width_of(line, _SIZE) for line in self.lines), default=0)
        return (max(2 * self.radius, words, _counts_width(self)) + 2, 2 * self.radius + 10 * len(self.lines) + 11)


Address = Callable[[str], str]
"""The id of a theme in, the address of its page out."""


def draw(evidence: Evidence, language: str, _: Callable[[str], str], address: Address | None = None) -> Figure:
    """Draw the map; the area of a disc is the number of elements, the width of a line those with both themes.

    With ``address`` each theme is a link, and it and the lines carry the ids of themes for a script
    (``data-theme``, ``data-a``, ``data-b``).
    """
    names = {t.id: t.labels.get(language) or t.labels["en"] for t in evidence.themes}
    shown = sorted(evidence.themes, key=lambda t: (-t.elements, t.id))[:_MOST]
    most = max((t.elements for t in shown), default=1)
    nodes = [_node(evidence, t, names[t.id], most) for t in shown]
    middles = spread([(n.theme.x, n.theme.y) for n in nodes], [n.size for n in nodes], WIDTH, _HEIGHTS)
    tall = max((y + n.size[1] / 2 for n, (_x, y) in zip(nodes, middles, strict=True)), default=20.0)
    words = [_("values"), _("practices"), _("everything else"), _("thin evidence")]
    sheet = Sheet(WIDTH, tall + 8 + legend_height(0, words))
    discs = {
        n.theme.id: (x, y - n.size[1] / 2 + n.radius) for n, (x, y) in zip(nodes, middles, strict=True)
    }  # fmt: skip
    links = [link for link in evidence.links if link[0] in discs and link[1] in discs][:_STRONGEST]
    for a, b, number in reversed(links):
        ends = {"data-a": a, "data-b": b} if address else {}
        sheet.line(*discs[a], *discs[b], width=0.4 + 3.2 * number / links[0][2], given=ends)
    for node in nodes:
        _draw_node(sheet, node, *discs[node.theme.id], address)
    _legend(sheet, tall + 14, words)
    return Figure("concept-map", sheet.finish(), _caption(evidence, nodes, names, _),
                  _alt(evidence, nodes, names, _), _("Themes that are spoken of together"),
                  _table(evidence, names, _))  # fmt: skip


def _node(evidence: Evidence, theme: Theme, name: str, most: int) -> _Node:
    kinds = evidence.kinds(theme.id)
    size = max(radius(theme.elements, most, _LARGEST), 2.5)
    return _Node(theme, size, wrapped(name, _SIZE, 84, 3), kinds.get("value", 0), kinds.get("practice", 0))


def _counts_width(node: _Node) -> float:
    return 20 + width_of(str(node.values), _COUNTS) + width_of(str(node.practices), _COUNTS)


def _draw_node(sheet: Sheet, node: _Node, x: float, y: float, address: Address | None) -> None:
    theme = node.theme
    if address:
        sheet.open("g", {"class": "node"})
        sheet.open("a", {"href": address(theme.id), "data-theme": theme.id, "aria-label": " ".join(node.lines)})
    sheet.disc(x, y, node.radius, fill="paper" if theme.thin else "mist", stroke="green", dashed=theme.thin)
    whole = max(theme.elements, node.values + node.practices, 1)
    first, second = node.values / whole, (node.values + node.practices) / whole
    if node.values:
        sheet.sector(x, y, node.radius, (0, first))
    if node.practices:
        sheet.rings(x, y, node.radius, (first, second))
    base = y + node.radius
    for line in node.lines:
        base += 10
        sheet.text(x, base - 1.5, line, size=_SIZE, anchor="middle", halo=True)
        sheet.parts.append(" " if address else "")  # between words for those who hear them
    if address:
        sheet.close("a")
    left = x - _counts_width(node) / 2
    sheet.diamond(left + 3, base + 5, 2.8)
    sheet.text(left + 7, base + 7.5, str(node.values), size=_COUNTS, fill="grey", halo=True)
    left += 13 + width_of(str(node.values), _COUNTS)
    _ring(sheet, left + 1.5, base + 5, 2.3)
    sheet.text(left + 5.5, base + 7.5, str(node.practices), size=_COUNTS, fill="grey", halo=True)

    if address:
        sheet.close("g")


def _ring(sheet: Sheet, x: float, y: float, size: float) -> None:
    """Draw the sign of practices: a disc within a ring."""
    sheet.disc(x, y, size, fill="paper", stroke="green")
    sheet.disc(x, y, size * 0.4)


def _legend(sheet: Sheet, y: float, words: list[str]) -> None:
    values, practices, rest, thin = legend(sheet, 0, y, words)
    sheet.diamond(*values, 4)
    _ring(sheet, *practices, 3.6)
    sheet.disc(*rest, 4, fill="mist", stroke="green")
    sheet.disc(*thin, 4, fill="paper", stroke="green", dashed=True)


def _caption(evidence: Evidence, nodes: list[_Node], names: dict[str, str], _: Callable[[str], str]) -> str:
    caption = _(
        "The area of a disc is the number of elements, its solid part the values, its ringed part the practices;"
        " beneath it stands how many there are of both. A line joins two themes of which the same sentences speak, the"
        " thicker the more do."
    )
    joined = {theme for a, b, _number in evidence.links[:_STRONGEST] for theme in (a, b)}
    alone = [names[n.theme.id] for n in nodes if n.theme.id not in joined and n.theme.elements]
    if alone:
        caption += " " + _("Notice what stands alone: {themes}.").format(themes=", ".join(alone[:3]))
    elif evidence.links:
        a, b, _number = evidence.links[0]
        caption += " " + _("Notice the thickest line: {a} with {b}.").format(a=names[a], b=names[b])
    if len(evidence.links) > _STRONGEST:
        caption += " " + _("The {count} strongest links are drawn.").format(count=_STRONGEST)
    if len(nodes) < len(names):
        caption += " " + _("The {count} largest themes are drawn; the table has all.").format(count=len(nodes))
    return caption


def _alt(evidence: Evidence, nodes: list[_Node], names: dict[str, str], _: Callable[[str], str]) -> str:
    pairs = "; ".join(f"{names[a]} – {names[b]} ({n})" for a, b, n in evidence.links[:5])
    alt = _("Network of {themes} themes with {links} links. Strongest: {pairs}.").format(
        themes=len(names), links=len(evidence.links), pairs=pairs or "–"
    )
    valued = max(nodes, key=lambda n: (n.values, n.theme.id), default=None)
    practised = max(nodes, key=lambda n: (n.practices, n.theme.id), default=None)
    if valued is not None and practised is not None:
        alt += " " + _("Most values: {theme} ({count}).").format(theme=names[valued.theme.id], count=valued.values)
        alt += " " + _("Most practices: {theme} ({count}).").format(
            theme=names[practised.theme.id], count=practised.practices
        )
    return alt


def _table(evidence: Evidence, names: dict[str, str], _: Callable[[str], str]) -> Table:
    head = (_("Theme"), _("Elements"), _("Values"), _("Practices"), _("Most often together with"))
    rows: list[Row] = []
    for theme in evidence.themes:
        kinds = evidence.kinds(theme.id)
        near = [(b if a == theme.id else a, n) for a, b, n in evidence.links if theme.id in (a, b)]
        together = ", ".join(f"{names[other]}\u00a0({n})" for other, n in near[:2]) or "–"
        counts = (str(theme.elements), str(kinds.get("value", 0)), str(kinds.get("practice", 0)))
        rows.append((names[theme.id], *counts, together))
    return Table(head, tuple(rows))
