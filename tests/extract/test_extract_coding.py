"""From documents to elements, with the shipped codebook."""

from __future__ import annotations

import re
import uuid

import pytest
from extract_documents import document
from hypothesis import given, settings
from hypothesis import strategies as st

from wsse_vision.extract.coding import CONTEXT, Coder
from wsse_vision.extract.examples import failures
from wsse_vision.home import HOME
from wsse_vision.model import KINDS, LANGUAGES, Block, Document, Element
from wsse_vision.sources.codebook import read_codebook

CODEBOOK = read_codebook(HOME / "sources" / "codebook.yaml")
CODER = Coder(CODEBOOK)


def elements(markdown: str, language: str = "en", **more: object) -> list[Element]:
    made, text = document(markdown, language, **more)  # type: ignore[arg-type]
    coding = CODER.code(made, text)
    for element in coding.elements:
        assert text[element.start : element.end] == element.quote
        assert text[: element.start].endswith(element.prefix) and len(element.prefix) <= CONTEXT
        assert text[element.end :].startswith(element.suffix)
    return coding.elements


@pytest.mark.parametrize(
    ("language", "sentence", "kind"),
    [
        (
            "en",
            "Solidarity finance is the practice of lending one's savings to people whom one knows.",
            "definition",
        ),
        ("en", "By wealth we understand whatever a village can use without exhausting it.", "definition"),
        ("en", "Nobody should be excluded from credit because she owns no land.", "value"),
        ("en", "We propose that every network publish its accounts once a year.", "proposal"),
        ("en", "Governments should exempt barter networks from sales tax.", "policy"),
        (
            "en",
            "In the name of efficiency, the clinic was closed and its costs moved into our kitchens.",
            "critique",
        ),
        (
            "en",
            "Every Saturday twenty women of the village open the box and lend to two neighbours.",
            "practice",
        ),
        ("en", "We measure progress by the share of the price that reaches the grower.", "indicator"),
        ("en", "Who decides how much a network may issue?", "question"),
        ("fr", "Par travail nous entendons toute activité qui entretient la vie.", "definition"),
        ("fr", "Nul ne doit être privé d’eau parce qu’il est pauvre.", "value"),
        ("fr", "Il faudrait ouvrir les comptes de chaque coopérative à tous ses membres.", "proposal"),
        ("fr", "L’État devrait exonérer d’impôt les monnaies locales.", "policy"),
        ("fr", "Au nom de la liberté, on laisse les plus pauvres sans défense.", "critique"),
        (
            "fr",
            "Chaque samedi, vingt femmes du quartier ouvrent la caisse et prêtent à deux voisines.",
            "practice",
        ),
        ("es", "Llamamos trueque al intercambio directo de bienes y servicios.", "definition"),
        ("es", "Toda persona tiene derecho a un trabajo digno.", "value"),
        ("es", "Convendría publicar cada mes las cuentas de la red.", "proposal"),
        ("es", "El gobierno debería eximir de impuestos a las ferias de trueque.", "policy"),
        ("es", "En nombre de la eficiencia se cierran escuelas y se humilla a los maestros.", "critique"),
        ("es", "La salud de una moneda se mide por el número de intercambios del mes.", "indicator"),
        ("pt", "Consumo ético é o ato de comprar levando em conta quem produziu.", "definition"),
        ("pt", "Ninguém deve passar fome onde há terra parada.", "value"),
        ("pt", "É preciso abrir as contas de cada cooperativa aos seus sócios.", "proposal"),
        ("pt", "O governo deveria isentar de impostos as feiras de trocas.", "policy"),
        (
            "pt",
            "Aos sábados, vinte famílias do bairro juntam os pedidos e buscam o arroz na cooperativa.",
            "practice",
        ),
        ("pt", "Até onde pode crescer uma rede sem perder a confiança?", "question"),
    ],
)
def test_kinds(language: str, sentence: str, kind: str) -> None:
    assert [element.kind for element in elements(sentence, language)] == [kind]


@pytest.mark.parametrize(
    "sentence",
    ["The hall is blue.", "Lunch was served at one in the large room.", "We thank the school for its beds."],
)
def test_no_element(sentence: str) -> None:
    assert elements(sentence) == []


def test_labelled_proposals_are_whole_and_unnumbered() -> None:
    found = elements(
        "## 4. Proposals\n\n- 06.02 Open the books. Print them every month.\n- 06.03 A fund for bad years."
    )
    assert [(e.label, e.quote, e.kind) for e in found] == [
        ("06.02", "Open the books. Print them every month.", "proposal"),
        ("06.03", "A fund for bad years.", "proposal"),
    ]
    assert found[0].section == ["4. Proposals"]


def test_ordered_lists_and_tables_give_labels() -> None:
    listed = elements("## Propuestas\n\n1. Abrir las cuentas de la red a todos los socios.", "es")
    assert [(e.label, e.kind) for e in listed] == [("1", "proposal")]
    table = elements(
        "## Proposals\n\n| No. | Proposal |\n|---|---|\n| 11.04 | Rotate the offices of the network yearly. |"
    )
    assert [(e.label, e.quote) for e in table] == [("11.04", "Rotate the offices of the network yearly.")]


def test_skipped_parts() -> None:
    sentence = "We propose that every network publish its accounts."
    for heading in ("Bibliography", "Thanks and practical notes", "Contents"):
        assert elements(f"## {heading}\n\n{sentence}") == []
    assert elements(f"## {sentence}") == []
    assert elements(sentence, "und") == []


def test_what_an_interviewer_asks_is_no_element() -> None:
    talk = "\n\n".join(
        f"Ana: How do you share the work?\n\nRosa: Every {day} we meet in the village hall and share it."
        for day in ("Monday", "Friday")
    )
    found = elements(talk, kind="interview")
    assert {e.kind for e in found} == {"practice"}
    assert all(e.quote.startswith("Every") for e in found)


def test_ids_are_stable_and_count_occurrences() -> None:
    sentence = "We propose that every network publish its accounts."
    first, second = elements(f"{sentence}\n\n{sentence.upper()}")
    again = elements(f"Something else stands here now.\n\n{sentence}")
    assert first.id == again[-1].id != second.id
    assert uuid.UUID(first.id).version == 5


def test_themes_are_a_prior_and_no_blanket() -> None:
    told = elements("We propose to plant trees along every road of the district.", themes=["social_money"])
    assert "social_money" not in told[0].themes
    labelled = elements("## Proposals\n\n- 06.01 Rotate the offices every six months.", themes=["social_money"])
    assert labelled[0].themes == ["social_money"]
    named = elements("We propose that fair trade shops accept social money for half of the price.")
    assert set(named[0].themes) == {"fair_trade", "social_money"}
    assert any(reason.startswith("term: ") for reason in named[0].because)


def test_the_shipped_examples_hold() -> None:
    assert failures(CODEBOOK) == []


def test_code_is_deterministic() -> None:
    made, text = document("We propose that every network publish its accounts. Who will read them?")
    assert CODER.code(made, text) == CODER.code(made, text) == Coder(CODEBOOK).code(made, text)


_PIECES = st.sampled_from(
    [
        "We propose ",
        "should ",
        "«",
        " »",
        ". ",
        "? ",
        "06.01 ",
        "e\u0301",
        "𝒳𝓎 ",
        "🌍",
        "שלום ",
        "مرحبا ",
        "é ",
        "law ",
        "Ana: ",
        "\n",
        "1) ",
        "… ",
    ]
)
_TEXT = st.lists(st.one_of(_PIECES, st.text(st.characters(exclude_categories=["Cs"]), max_size=8)), max_size=40).map(
    "".join
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(_TEXT, st.sampled_from(["paragraph", "item", "cell", "note", "quote", "heading"])),
        max_size=6,
    ),
    st.sampled_from(LANGUAGES),
)
def test_offsets_hold_for_any_text(parts: list[tuple[str, str]], language: str) -> None:
    blocks: list[Block] = []
    text = ""
    for drawn, role in parts:
        passage = re.sub(r"\n\n+", "\n", drawn).strip()
        if passage:
            blocks.append(Block(role, len(text), len(text) + len(passage), language, ["Proposals"], row=1, column=0))  # type: ignore[arg-type]
            text += passage + "\n\n"
    made = Document("any", "interview", "any.md", "md", "", "", language, {}, blocks)
    coding = CODER.code(made, text)
    assert len({e.id for e in coding.elements}) == len(coding.elements)
    for element in coding.elements:
        block = blocks[element.block]
        assert block.start <= element.start < element.end <= block.end
        assert text[element.start : element.end] == element.quote
        assert element.kind in KINDS and 0 <= element.score <= 1 and element.because


def test_a_part_is_passed_over_only_when_its_heading_says_little_else() -> None:
    from pathlib import Path

    from wsse_vision.extract.sections import Sections
    from wsse_vision.sources.codebook import read_codebook

    sections = Sections(read_codebook(Path(__file__).resolve().parents[2] / "sources" / "codebook.yaml"))
    thanks = sections.of(["Report", "Credits"], "en")
    assert thanks is not None
    assert thanks.skip
    assert sections.of(["The box with three locks: savings, credit and the power to decide"], "en") is None


def test_a_numbered_proposal_is_never_taken_for_small_talk() -> None:
    told = elements("## Proposals\n\n- 06.01 We thank those who keep the minutes and fix the date of the next meeting.")
    assert [element.label for element in told] == ["06.01"]
