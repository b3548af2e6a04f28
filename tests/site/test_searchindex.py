"""The index of the search: what counts as the same word, and the form that MiniSearch loads."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from wsse_vision.files import sha256
from wsse_vision.site.searchindex import COMMON, Index, fold, script, words

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Économie", "economie"),
        ("Autogestão", "autogestao"),
        ("Niño", "nino"),
        ("cœur", "coeur"),
        ("ÉCHANGE", "echange"),
    ],
)
def test_accents_and_capitals_make_no_difference(written: str, folded: str) -> None:
    assert fold(written) == folded == fold(folded)


def test_words_are_folded_and_the_most_common_ones_left_out() -> None:
    assert words("L’économie de la solidarité, c’est 2 fois plus!") == ["economie", "solidarite", "2", "fois", "plus"]


def test_common_words_are_folded_themselves() -> None:
    assert {fold(word) for word in COMMON} == COMMON


def test_the_index_has_the_form_that_minisearch_keeps() -> None:
    index = Index()
    index.add("Work and work")
    index.add("Le travail")
    data = index.as_data()
    assert data["index"] == [["travail", {"0": {1: 1}}], ["work", {"0": {0: 2}}]]
    assert (data["documentCount"], data["nextId"], data["serializationVersion"]) == (2, 2, 2)
    assert data["documentIds"] == {"0": 0, "1": 1}
    assert data["fieldLength"] == {"0": [2], "1": [1]}
    assert data["averageFieldLength"] == [1.5]


def test_an_empty_index_has_no_average() -> None:
    assert Index().as_data()["averageFieldLength"] == []


def test_data_stand_in_a_script_as_json_that_nothing_can_break_out_of() -> None:
    said = ["`+alert(1)+`", "${alert(1)}", "back\\slash", "</script>", "d’Artagnan", "a\u2028b"]
    code = script("evidence", said)
    found = re.fullmatch(r'"use strict";\n\(.*?\)\["evidence"\] = String\.raw`(.*)`;\n', code, re.DOTALL)
    assert found is not None
    assert "`" not in found[1] and "${" not in found[1]
    assert json.loads(found[1]) == said
    assert "d’Artagnan" in code, "whoever looks for a name in the file finds it"


def test_the_library_is_the_one_that_is_recorded() -> None:
    told = (REPOSITORY / "docs" / "dependencies.md").read_text(encoding="utf-8")
    folder = REPOSITORY / "templates" / "site" / "vendor"
    assert f"`{sha256((folder / 'minisearch.js').read_bytes())}`" in told
    assert "Permission is hereby granted" in (folder / "minisearch-LICENSE.txt").read_text(encoding="utf-8")
