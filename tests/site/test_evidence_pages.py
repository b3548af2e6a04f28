"""The evidence page of a source: each element in its paragraph, why it was coded so, and what people decided on it."""

from __future__ import annotations

import re
from pathlib import Path

from made import Folder, Passage
from wsse_vision.config import Config
from wsse_vision.files import sha256, write_json
from wsse_vision.site import evidence

ACCEPTED = {
    "status": "accepted", "kind": "proposal", "themes": ["work"], "key": False, "merged_into": None,
    "translation": {"fr": "Ouvrir les livres."},
    "note": "Central <for> us.", "by": "ana", "on": "2026-03-01", "found": "exact",
}  # fmt: skip


def page(folder: Folder) -> str:
    config = Config.model_validate({"publications": ["cartography"]})
    record = {
        "meta": {"version": "0.1", "title": "A cartography"},
        "passages": [{"element": sha256("n-0")[:32]}],
        "blocks": [],
    }
    write_json(folder.project.build / "composed" / "cartography.en.json", record)
    evidence.run(folder.project, config, lambda line: None)
    text = (folder.project.outputs / "evidence" / "n.html").read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", text.split("<main ")[1].split(">", 1)[1]))


def test_it_tells_who_decided_what_and_who_quotes_it(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.document("n", "notebook", Passage("Open the books."), Passage("Close the gate."), title="A notebook")
    folder.join({"n": {"elements": {sha256("n-0")[:32]: ACCEPTED}}})
    said = page(folder)
    assert "Accepted, ana, 1 March 2026: Central &lt;for&gt; us." in said
    assert "found again in the changed source by its exact words" in said
    assert "Ouvrir les livres." in said
    assert "Quoted in: A cartography." in said
    assert said.count("Not reviewed yet.") == 1
