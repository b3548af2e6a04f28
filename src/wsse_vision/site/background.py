"""The pages behind the publications: the sources, the work plan, and how all of it was made."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from wsse_vision.fingerprint import tools
from wsse_vision.publish.dates import moment
from wsse_vision.publish.language import N_, in_language
from wsse_vision.site import publication
from wsse_vision.site.names import MEANINGS, SOURCE_KINDS
from wsse_vision.site.pages import Site
from wsse_vision.sources.codebook import codebook_of
from wsse_vision.sources.workplan import Workplan, read_workplan

STATES = {"planned": N_("planned"), "done": N_("done"), "unknown": N_("not known")}
"""What the states of an activity are called."""

_LONG = 1000
"""Of more sources than these only title, date and number of passages are listed: a page that still opens at once."""

_TOOLS = {
    "wsse-vision": N_("this program: coding, joining, composing"),
    "PyStemmer": N_("stems of words, by which terms are found in any inflection"),
    "babel": N_("dates, numbers and lists in four languages"),
    "bibtexparser": N_("reading the bibliography"),
    "jinja2": N_("templates of publications and pages"),
    "py3langid": N_("the language of a paragraph"),
    "pydantic": N_("checking of settings and hand-written files"),
    "pypandoc_binary": N_("pandoc: reading documents, citations, HTML and EPUB"),
    "pypdfium2": N_("reading PDF"),
    "rapidfuzz": N_("finding a reviewed passage again after its source changed"),
    "typst": N_("setting the PDFs and covers"),
}
"""What each tool is for; one that is not here is listed without a word."""


def write(site: Site) -> None:
    """Write ``sources.html``, ``plan.html`` and ``how.html`` in every language."""
    _sources(site)
    _plan(site)
    _how(site)


def _sources(site: Site) -> None:
    grouped = groupby((s for s in site.evidence.sources if s.state == "used"), key=lambda source: source.kind)
    groups = [(kind, SOURCE_KINDS[kind], list(found)) for kind, found in grouped]
    aside = [source for source in site.evidence.sources if source.state != "used"]
    for language in site.languages:
        site.write(
            "sources", language, "site/sources.html.j2",
            groups=groups, aside=aside, kinds=SOURCE_KINDS, used=sum(len(found) for _kind, _name, found in groups),
            balance=sum(number for *_of, number in site.evidence.balance),
            short=len(site.evidence.sources) > _LONG,
        )  # fmt: skip


def _plan(site: Site) -> None:
    plan = read_workplan(site.project.sources / "workplan.yaml")
    for language in site.languages:
        words = site.words(language)
        products = {
            slug: publication.told(publication.latest(found), language, words).title
            for slug in publication.slugs(site)
            if (found := publication.versions(site, slug))
        }
        site.write(
            "plan", language, "site/plan.html.j2",
            plan=plan, groups=_groups(plan), states=STATES, products=products, written=site.config.languages[0],
            done=sum(activity.state == "done" for activity in plan.activities),
        )  # fmt: skip


def _groups(plan: Workplan) -> list[dict[str, Any]]:
    """Return the activities by group, in the order of the plan, with what is done and the span of their dates."""
    found = []
    for group in dict.fromkeys(activity.group for activity in plan.activities):
        members = [activity for activity in plan.activities if activity.group == group]
        days = sorted((date for a in members for d in a.deadlines for date in (d.date, d.until) if date), key=moment)
        found.append(
            {
                "name": group,
                "activities": members,
                "done": sum(activity.state == "done" for activity in members),
                "first": days[0] if days else None,
                "last": days[-1] if days else None,
            }
        )
    return found


def _how(site: Site) -> None:
    kinds = codebook_of(site.project).kinds
    numbers = site.evidence.kinds()
    consents = {"public": 0, "anonymous": 0, "internal": 0}
    for consent, _region, _gender, number in site.evidence.balance:
        consents[consent] = consents.get(consent, 0) + number
    for language in site.languages:
        rows = [
            (in_language(kind.label, language), MEANINGS.get(str(kind.id), ""), numbers.get(str(kind.id), 0))
            for kind in kinds
        ]
        site.write(
            "how", language, "site/how.html.j2",
            kinds=rows, consents=consents, tools=_tools(site),
        )  # fmt: skip


def _tools(site: Site) -> list[tuple[str, str, str]]:
    """Return the tools with version and purpose, from the manifests of what is built now; they all say the same."""
    built = (v for slug in publication.slugs(site) for v in publication.versions(site, slug) if v.built)
    found = next((version.manifest.tools for version in built), tools())
    return [(name, number, _TOOLS.get(name, "")) for name, number in found.items()]
