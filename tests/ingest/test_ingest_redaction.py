from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsse_vision.ingest.raw import RawBlock
from wsse_vision.ingest.redaction import MARK, names_withheld, withhold, withhold_text, withhold_value

TERMS = [
    "José Antônio da Silva", "jose.silva@example.org", "Cooperativa Sol Nascente", "Olinda",
    "+55 81 99999-1234", "Marie-Claire O’Neill",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("José Antônio da Silva spoke.", "[…] spoke."),
        ("JOSÉ ANTÔNIO DA SILVA", "[…]"),
        ("jose antonio da silva", "[…]"),
        ("José\u00a0Antônio  da\nSilva.", "[…]."),
        ("José-Antônio da Silva's house", "[…]'s house"),
        ("Dona Silva disse", "Dona […] disse"),
        ("J. A. da Silva disse; A. Silva também", "J. A. da […] disse; […] também"),
        ("SILVA disse", "[…] disse"),
        ("a silva do campo", "a silva do campo"),
        ("Silvana disse", "Silvana disse"),
        ("write to jose.silva@example.org!", "write to […]!"),
        ("na cooperativa sol nascente", "na […]"),
        ("a Cooperativa e o Nascente", "a Cooperativa e o […]"),
        ("de OLINDA a Recife, olinda", "de […] a Recife, […]"),
        ("call +55 (81) 99999 1234 now", "call +[…] now"),
        ("Marie Claire ONeill; Claire; d’O’Neill", "[…]; […]; d’[…]"),
        ("Jos\u200bé An\u00adtônio da Silva", "[…]"),
        ("josésilva_antonio", "josésilva_antonio"),
        ("Antônio, José", "[…]"),
        ("Associação Amigos de Olinda", "Associação Amigos de […]"),
    ],
)
def test_what_is_withheld(text: str, expected: str) -> None:
    assert withhold_text(text, TERMS) == expected
    assert withhold_text(unicodedata.normalize("NFD", text), TERMS) == expected


def test_every_role_and_all_metadata() -> None:
    roles = ("heading", "paragraph", "item", "cell", "note", "quote")
    blocks = [RawBlock(role, "Entretien: Olinda", level=1, row=0, column=0, page=3) for role in roles]
    assert {block.text for block in withhold(blocks, TERMS)} == {"Entretien: […]"}
    assert [(block.role, block.page) for block in withhold(blocks, TERMS)] == [(role, 3) for role in roles]
    metadata = {
        "title": "With José Silva",
        "authors": ["José Silva", "Bo Lind"],
        "deep": {"x": ["Olinda!"]},
        "n": 3,
    }
    assert withhold_value(metadata, TERMS) == {
        "title": "With […]",
        "authors": ["Bo Lind"],
        "deep": {"x": ["[…]!"]},
        "n": 3,
    }


def test_nothing_to_withhold_changes_nothing() -> None:
    blocks = [RawBlock("paragraph", "a  b")]
    assert withhold(blocks, []) == blocks
    assert withhold(blocks, ["", " ", "-"]) == blocks


def test_names_in_scripts_without_capitals() -> None:
    assert withhold_text("今天王小明說了", ["王小明"]) == "今天[…]說了"
    assert withhold_text("قال محمد أمس", ["محمد"]) == "قال […] أمس"


def test_names_typed_without_capitals_count_too() -> None:
    assert withhold_text("Then Amara said", ["amara okafor"]) == "Then […] said"


def test_file_names_that_tell() -> None:
    assert names_withheld("interview-jose-silva", TERMS)
    assert names_withheld("olinda-2", TERMS)
    assert not names_withheld("interview-12-cooperativa", TERMS)


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["José Antônio da Silva", "Olinda"]))
def test_no_whole_term_ever_remains(before: str, after: str, term: str) -> None:
    result = withhold_text(f"{before} {term} {after}", TERMS)
    assert MARK in result
    assert term.casefold() not in result.casefold()
