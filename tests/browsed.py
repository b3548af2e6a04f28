"""A small project with its evidence pages written, and ways to look at them."""

from __future__ import annotations

import json
import re
from typing import Any

from made import Folder, Passage
from wsse_vision.config import Config
from wsse_vision.files import write_json
from wsse_vision.site import evidence

SETTINGS: dict[str, Any] = {"languages": ["en", "fr"], "publications": ["synthesis"]}


def built(folder: Folder, decided: dict[str, Any] | None = None, **settings: Any) -> Folder:
    """Join what the folder holds and write its pages, with one empty publication."""
    record = {"meta": {"version": "0.1", "title": "A vision"}, "passages": [], "blocks": []}
    for language in ("en", "fr"):
        write_json(folder.project.build / "composed" / f"synthesis.{language}.json", record)
    folder.join(decided)
    evidence.run(folder.project, Config.model_validate({**SETTINGS, **settings}), lambda line: None)
    return folder


def data(folder: Folder, name: str = "evidence") -> Any:
    """Return the data of a script."""
    code = (folder.project.outputs / "site" / "data" / f"{name}.js").read_text(encoding="utf-8")
    return json.loads(code.split("String.raw`", 1)[1].rsplit("`", 1)[0])


def page(folder: Folder, name: str) -> str:
    """Return a page below ``outputs/``."""
    return (folder.project.outputs / name).read_text(encoding="utf-8")


def words(folder: Folder, name: str) -> str:
    """Return what a page says in its main part, without mark-up."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page(folder, name).split("<main ")[1].split(">", 1)[1])).strip()


def filled(folder: Folder) -> Folder:
    """Put a notebook with votes on its proposal and an interview under anonymity into the folder."""
    folder.document(
        "n", "notebook", Passage("Open the books.", "proposal", ("work", "debt"), label="01.02", page=7),
        Passage("Work comes first.", "value"), title="A <b>notebook</b>",
    )  # fmt: skip
    folder.document("i", "interview", Passage("Nous travaillons.", "practice"), title="Entretien", language="fr",
                    consent="anonymous", region="Africa", email="boateng@example.org")  # fmt: skip
    folder.write("sources/evaluations/forum.csv", "label,agree,half,disagree,unknown\n01.02,6,2,1,1\n")
    return folder
