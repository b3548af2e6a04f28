"""The pages about publications: home, a page for each title and version, sources, work plan, how it was made."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import escape

from wsse_vision.config import SLUGS, Config
from wsse_vision.files import read_json
from wsse_vision.home import Project
from wsse_vision.site import background, covers, home, publication, publications
from wsse_vision.site.pages import Site, put_looks

RECORD = "pages.json"
"""Names every file that this stage wrote, in ``.build/``."""

EVIDENCE = "evidence-pages.json"
"""Names the pages about the evidence, which another command writes before."""

_OWNED = (
    *(f"{name}*.html" for name in ("index", "sources", "plan", "how")),
    *(f"{slug}/index*.html" for slug in SLUGS), *(f"{slug}/*/index*.html" for slug in SLUGS),
    *(f"{slug}/*/cover.??.png" for slug in SLUGS), *(f"{slug}/*/citation.??.bib" for slug in SLUGS),
    "site/site.css", "site/fonts/*.woff2", "sitemap.xml",
)  # fmt: skip


def run(project: Project, config: Config, say: Callable[[str], None]) -> None:
    """Write the frame of the site and all pages about publications below ``outputs/``; stale ones are removed."""
    site = Site(project, config, RECORD, _OWNED)
    with ThreadPoolExecutor(1) as another:
        drawn = another.submit(covers.write, site)  # by Typst, on another processor meanwhile
        put_looks(site)
        home.write(site)
        for slug in publication.slugs(site):
            publications.write(site, slug)
        background.write(site)
        drawn.result()
    if config.address:
        site.put("sitemap.xml", sitemap(site))
    site.finish()
    say(f"{len(site.written)} files of the readers' site")


def sitemap(site: Site) -> str:
    """Return the sitemap: every page of the site, those about the evidence too, by their addresses."""
    pages = {path for path in site.written if "/latest/" not in path}
    pages |= {f"evidence/{source.id}.html" for source in site.evidence.sources if source.state == "used"}
    others = site.project.build / EVIDENCE
    listed = read_json(others) if others.is_file() else []
    pages |= {path for path in listed if (site.project.outputs / path).is_file()}
    pages = {path for path in pages if path.endswith(".html")}
    rows = [f"<url><loc>{escape(site.config.address + path)}</loc></url>" for path in sorted(pages)]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return head + "\n".join(rows) + "\n</urlset>\n"
