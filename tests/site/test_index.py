"""The index: a page for each language, with the reader's own first."""

from __future__ import annotations

import re
from pathlib import Path

from made import Folder, Passage
from wsse_vision.config import Config
from wsse_vision.site import index

CONFIG = {"formats": ["html"], "publications": {"synthesis": {"languages": ["en", "fr"]}, "work-plan": {}}}


def built(root: Path, config: dict[str, object]) -> Folder:
    folder = Folder(root)
    folder.document("n", "notebook", Passage("Open the books."), title="A notebook")
    folder.join()
    for name in ("synthesis/0.1/synthesis-0.1.en", "synthesis/0.1/synthesis-0.1.fr", "work-plan/0.1/work-plan-0.1.en"):
        for ending in ("html", "bib", "csl.json"):
            folder.write(f"outputs/{name}.{ending}", "x")
    index.run(folder.project, Config.model_validate(config), lambda line: None)
    return folder


def editions(folder: Folder, page: str) -> list[str]:
    return re.findall(r'<li><a href="([^"]+)"', (folder.project.outputs / page).read_text(encoding="utf-8"))


def test_there_is_a_page_for_each_language_and_they_lead_to_one_another(tmp_path: Path) -> None:
    folder = built(tmp_path, CONFIG)
    english = (folder.project.outputs / "index.html").read_text(encoding="utf-8")
    french = (folder.project.outputs / "index.fr.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in english and '<html lang="fr">' in french
    assert '<a href="index.fr.html" lang="fr" hreflang="fr">Français</a>' in english
    assert '<a href="index.html" lang="en" hreflang="en">English</a>' in french
    assert "A vision in many voices" in english and "Une vision à plusieurs voix" in french


def test_the_readers_own_language_comes_first(tmp_path: Path) -> None:
    folder = built(tmp_path, CONFIG)
    assert [name[-7:-5] for name in editions(folder, "index.html") if "synthesis" in name] == ["en", "fr"]
    assert [name[-7:-5] for name in editions(folder, "index.fr.html") if "synthesis" in name] == ["fr", "en"]


def test_the_page_of_a_language_that_is_given_up_goes(tmp_path: Path) -> None:
    folder = built(tmp_path, CONFIG)
    index.run(
        folder.project, Config.model_validate({"formats": ["html"], "publications": ["work-plan"]}), lambda _: None
    )
    assert [path.name for path in sorted(folder.project.outputs.glob("index*"))] == ["index.html"]
