"""Where passages are cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsse_vision.extract.sentences import sentences
from wsse_vision.model import LANGUAGES

CASES = [
    ("en", ["Dr. Smith came at 3 p.m. on Monday.", "He left."]),
    ("en", ["See p. 12 and fig. 3, e.g. the map.", "It shows 1.5 million, i.e. half."]),
    ("en", ["They sell bread, milk, etc.", "Nobody complains."]),
    ("en", ["J. R. Doe wrote to www.example.org. yesterday."]),
    ("en", ["Wait … what?", "Yes!"]),
    ("en", ["“Is it ours?” she asked.", "“It is.”", "We laughed."]),
    ("en", ["So said I.", "They agreed (not all did.)", "Then lunch."]),
    ("fr", ["Selon M. Dupont, l’art. 5 suffit.", "C’est clair."]),
    ("fr", ["Elle dit : « Non ! »", "Puis elle sort."]),
    ("fr", ["On achète, p. ex. du pain, etc.", "Rien de plus."]),
    ("es", ["El Sr. Pérez citó el n.º 5 y la pág. 3.", "¿Por qué?", "Nadie lo sabe."]),
    ("es", ["«¡Basta!» dijo ella.", "Y se fue."]),
    ("pt", ["A Sra. Lima leu o art. 4 da lei n. 12.", "Depois votou."]),
    ("pt", ["Custa 1.500,00 reais.", "É caro…", "Mas vale."]),
]


@pytest.mark.parametrize(("language", "wanted"), CASES)
def test_cuts(language: str, wanted: list[str]) -> None:
    text = " ".join(wanted)
    assert [text[a:b] for a, b in sentences(text, 0, len(text), language)] == wanted


def test_a_number_at_the_start_is_no_sentence() -> None:
    text = "3. Open the books. 4. Share them."
    assert [text[a:b] for a, b in sentences(text, 0, len(text), "en")] == [
        "3. Open the books.",
        "4. Share them.",
    ]


def test_bullets_and_space_belong_to_none() -> None:
    text = "  – Open the books.  \n Share them  "
    assert [text[a:b] for a, b in sentences(text, 0, len(text), "en")] == ["Open the books.", "Share them"]


@given(st.text(max_size=300), st.sampled_from([*LANGUAGES, "und"]), st.integers(0, 40))
def test_nothing_is_lost_or_said_twice(text: str, language: str, start: int) -> None:
    cut = sentences(text, min(start, len(text)), len(text), language)
    position = min(start, len(text))
    for begin, end in cut:
        assert position <= begin < end <= len(text)
        assert set(text[position:begin]) <= set("-–—•·▪*»›") | {c for c in text if c.isspace()}
        assert not text[begin].isspace() and not text[end - 1].isspace()
        position = end


def test_many_full_stops_are_no_burden() -> None:
    text = "." * 200_000 + " A" + " ?" * 50_000
    assert sentences(text, 0, len(text), "en")
