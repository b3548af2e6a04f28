"""What the evidence browser loads, and its page for those without scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path

from browsed import SETTINGS, built, data, filled, page, words
from made import Folder, Passage
from wsse_vision.config import Config
from wsse_vision.files import sha256
from wsse_vision.site import evidence


def test_each_element_is_a_row_of_columns(folder: Folder) -> None:
    found = data(built(filled(folder)))
    assert found["quote"] == ["Open the books.", "Work comes first.", "Nous travaillons."]
    assert found["id"] == [sha256(name)[:32] for name in ("n-0", "n-1", "i-0")]
    assert [found["kinds"][k] for k in found["kind"]] == ["proposal", "value", "practice"]
    assert [[found["themes"][t] for t in themes] for themes in found["theme"]] == [["work", "debt"], ["work"], ["work"]]
    assert [found["languages"][x] for x in found["language"]] == ["en", "en", "fr"]
    assert [found["sources"][s][0] for s in found["source"]] == ["n", "n", "i"]
    assert (found["page"], found["label"]) == ([7, 0, 0], {"0": "01.02"})
    assert found["votes"]["0"][:5] == [6, 2, 1, 1, 70]


def test_an_interview_shows_its_region_and_never_what_it_keeps_back(folder: Folder) -> None:
    built(filled(folder))
    found = data(folder)
    assert [found["regions"][source[5]] for source in found["sources"]] == ["", "Africa"]
    for path in folder.project.outputs.rglob("*"):
        if path.suffix in (".js", ".html"):
            assert "Boateng" not in path.read_text(encoding="utf-8"), path


def test_an_interview_that_stays_internal_is_not_there(folder: Folder) -> None:
    filled(folder).document("secret", "interview", "Not for you.", consent="internal", region="Asia", title="Secret")
    built(folder)
    assert data(folder)["regions"] == ["", "Africa"]
    assert "Not for you" not in json.dumps(data(folder)) + json.dumps(data(folder, "evidence-index"))
    assert not (folder.project.outputs / "evidence" / "secret.html").exists()


def test_what_nobody_reviewed_can_be_hidden(folder: Folder) -> None:
    accepted = {
        "status": "accepted", "kind": "value", "themes": ["work"], "key": False, "merged_into": None,
        "translation": {}, "note": "", "by": "ana", "on": "2026-03-01", "found": "id",
    }  # fmt: skip
    decided = {"n": {"elements": {sha256("n-1")[:32]: accepted}}}
    built(filled(folder), decided)
    assert data(folder)["open"] == [0, 2], "where somebody reviews, the rest is marked"
    evidence.run(folder.project, Config.model_validate({**SETTINGS, "unreviewed": "hide"}), lambda line: None)
    assert data(folder)["quote"] == ["Work comes first."]
    assert "Not reviewed yet." in page(folder, "evidence/n.html"), "its permanent address stays"


def test_every_filter_has_its_choices_in_the_language_of_the_page(folder: Folder) -> None:
    built(filled(folder))
    french = page(folder, "evidence/index.fr.html")
    for choice in ('<option value="work">Travail</option>', '<option value="proposal">Proposition</option>',
                   '<option value="Africa">Africa</option>', '<option value="fr">Français</option>',
                   '<option value="high">', '<option value="interview">'):  # fmt: skip
        assert choice in french
    assert "A &lt;b&gt;notebook&lt;/b&gt;" in french


def test_filters_that_would_choose_nothing_are_left_out(folder: Folder) -> None:
    folder.document("n", "notebook", "Open the books.", title="A notebook")
    english = page(built(folder), "evidence/index.html")
    assert 'name="region"' not in english and 'name="vote"' not in english and 'name="theme"' in english


def test_without_scripts_lists_lead_to_themes_kinds_and_sources(folder: Folder) -> None:
    english = page(built(filled(folder)), "evidence/index.html")
    for link in ("../themes/work.html", "../kinds/value.html", "../evidence/n.html", "../evidence/i.html"):
        assert f'href="{link}"' in english
    assert "<noscript>" in english and re.search(r'<form [^>]*id="finding"[^>]* hidden', english)


def test_a_project_without_any_element_has_its_pages(folder: Folder) -> None:
    built(folder)
    assert data(folder)["id"] == []
    assert "0 passages" in words(folder, "evidence/index.html")


def test_a_source_called_index_does_not_take_the_place_of_the_browser(folder: Folder) -> None:
    folder.document("index", "notebook", "Open the books.", title="My index")
    built(folder)
    assert "My index" in words(folder, "evidence/index~.html")
    assert data(folder)["sources"][0][:2] == ["index", "index~"]


def test_the_same_evidence_gives_the_same_bytes_and_what_is_gone_goes(tmp_path: Path) -> None:
    def files(root: Path) -> dict[str, bytes]:
        outputs = built(filled(Folder(root))).project.outputs
        suffixes = (".html", ".js", ".css")
        return {p.relative_to(outputs).as_posix(): p.read_bytes() for p in outputs.rglob("*") if p.suffix in suffixes}

    first, second = files(tmp_path / "one"), files(tmp_path / "two")
    assert first == second
    folder = Folder(tmp_path / "one")
    old = folder.write("outputs/evidence/gone.html", "x")
    theme = folder.write("outputs/themes/gone.fr.html", "x")
    evidence.run(folder.project, Config.model_validate(SETTINGS), lambda line: None)
    assert not old.exists() and not theme.exists()


def crowded(folder: Folder) -> Folder:
    """Put five notebooks of two passages each into the folder."""
    for n in range(5):
        folder.document(
            f"n{n}", "notebook", Passage(f"Number {n} holds this dear.", "value", score=0.9),
            Passage(f"Number {n} does it so.", "practice", ("debt",), score=0.5), title=f"Notebook {n}",
        )  # fmt: skip
    return folder


def test_of_too_many_elements_the_browser_loads_the_foremost_and_says_so(folder: Folder) -> None:
    found = data(built(crowded(folder), browser_elements=6))
    assert len(found["id"]) == 6 and sum("does it so" in quote for quote in found["quote"]) == 1
    assert {found["sources"][place][0] for place in found["source"]} == {f"n{n}" for n in range(5)}, "one of each first"
    said = words(folder, "evidence/index.html")
    assert "10 passages, each of them verbatim" in said and "This page searches 6 of them" in said
    assert "The foremost of 5 passages in the evidence browser" in words(folder, "themes/work.html") + words(
        folder, "kinds/value.html"
    )


def test_where_all_of_them_are_loaded_nothing_is_said_of_it(folder: Folder) -> None:
    assert len(data(built(crowded(folder), browser_elements=10))["id"]) == 10
    assert "This page searches" not in words(folder, "evidence/index.html")


def test_of_many_sources_some_are_offered_and_the_rest_is_in_their_list(folder: Folder) -> None:
    html = page(built(crowded(folder), entries_listed=3), "evidence/index.html")
    assert len(re.findall(r'<option value="n\d"', html)) == 3
    assert 'href="../sources.html#notebook">and 2 more in the list of sources' in html
    html = page(folder, "themes/debt.html").split('<h2 id="sources">')[1]
    assert html.count('<a class="size"') == 3
    assert 'href="../sources.html">and 2 more in the list of sources</a>' in html
