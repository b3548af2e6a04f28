"""The same thing said twice counts once, and different things are never taken for one."""

from __future__ import annotations

import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsse_vision.join.duplicates import Passage, groups
from wsse_vision.join.likeness import same_but_for_small_words, words_of

FUND = "We propose to create a national fund for education in the solidarity economy"
BANK = "Public banks should lend to cooperatives in rural areas at low rates of interest"
UNRELATED = [
    FUND,
    BANK,
    "Every school of the district buys its food from farmers nearby",
    "A time bank is a network in which people exchange hours of work",
    "Trust grows where members know one another and meet often",
    "Il faut supprimer la dette des pays qui l'ont déjà payée",
    "Las mujeres deben tener la mitad de los cargos de dirección",
    "O trabalho doméstico deve ser contado na riqueza de um país",
]


def said(*quotes: str, kind: str = "proposal") -> list[Passage]:
    """Return a passage for each quote, all of one kind, each of a source of its own; their ids are in order."""
    return [Passage(f"e{i:02}", f"s{i}", kind, "en", None, quote) for i, quote in enumerate(quotes)]


def is_one(a: str, b: str) -> bool:
    """Tell whether two quotes come into one group."""
    return len(set(groups(said(a, b)).values())) == 1


@pytest.mark.parametrize(
    "again",
    [
        FUND + ".",
        FUND.upper(),
        FUND.replace(" ", "\n", 3),
        FUND.replace("national", "nation­al"),
        FUND.replace("education", "education²"),
        FUND.replace("We propose", "We do also propose"),
        FUND.replace("a national", "the national"),
        FUND.replace("national", "nationnal"),
        FUND.replace("fund", "funds"),
        FUND.replace("education", "adult education"),
        f"IV.- {FUND}",
    ],
)
def test_what_formats_and_copyists_do_to_a_sentence_leaves_it_the_same(again: str) -> None:
    assert is_one(FUND, again)


def test_a_word_written_in_two_is_the_same() -> None:
    longer = f"{FUND}, to be spent by the schools of every district themselves"
    assert is_one(longer, longer.replace("solidarity economy", "solidarity-economy"))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (FUND, FUND.replace("education", "housing")),
        (BANK, BANK.replace("should lend", "should not lend")),
        (BANK, BANK.replace("low", "5 %")),
        (BANK, BANK.replace("Public banks", "Cooperatives").replace("to cooperatives", "to public banks")),
        (BANK, f"{BANK} except where harvests fail"),
        ("Members meet 2 times a year to decide on the budget", "Members meet 4 times a year to decide on the budget"),
        (
            "O membro da Diretoria Fiscal não poderá ocupar cargos na Diretoria Executiva",
            "O membro da Diretoria Executiva não poderá ocupar cargos na Diretoria Fiscal",
        ),
        (
            "Il faut que les banques publiques prêtent davantage aux coopératives formelles",
            "Il faut que les banques publiques prêtent davantage aux coopératives informelles",
        ),
        (
            "The new law on work protects every employer of the district from ruin",
            "The new law on work protects every employee of the district from ruin",
        ),
    ],
)
def test_a_word_that_matters_makes_another_statement(a: str, b: str) -> None:
    assert not is_one(a, b)


def test_a_group_is_called_after_its_smallest_id_whoever_said_it_first() -> None:
    one = said(FUND, BANK, FUND, f"{FUND}!")
    assert groups(one) == {"e00": "e00", "e01": "e01", "e02": "e00", "e03": "e00"}


def test_nothing_said_nothing_grouped() -> None:
    assert groups([]) == {}
    assert groups(said("", "…", "…")) == {"e00": "e00", "e01": "e01", "e02": "e01"}


def test_only_proposals_policies_values_and_definitions_are_grouped() -> None:
    for kind in ("practice", "critique", "indicator", "question"):
        assert len(set(groups(said(FUND, FUND, kind=kind)).values())) == 2
    for kind in ("proposal", "policy", "value", "definition"):
        assert len(set(groups(said(FUND, FUND, kind=kind)).values())) == 1


def test_kinds_part_what_differs_and_not_what_is_identical() -> None:
    proposal, value = said(FUND)[0], said("", FUND.replace("We propose", "Also we propose"), kind="value")[1]
    assert len(set(groups([proposal, value]).values())) == 2
    assert len(set(groups([proposal, value._replace(quote=FUND)]).values())) == 1
    assert len(set(groups([proposal, value._replace(kind="policy")]).values())) == 1


def test_groups_do_not_grow_by_chains() -> None:
    words = [f"word{'abcdefghijklmnopqrstuvwxyz'[i]}" for i in range(26)]
    chain = [" ".join(words[start : start + 12]) for start in range(12)]  # each is its neighbour but for two words
    found = groups(said(*chain))
    for group in set(found.values()):
        members = [set(chain[int(e[1:])].split()) for e, g in found.items() if g == group]
        assert any(all(len(m & centre) / len(m | centre) >= 0.8 for m in members) for centre in members)
    assert 1 < len(set(found.values())) < len(chain)


@given(st.permutations([*UNRELATED, f"{FUND}.", BANK.replace("should", "must"), BANK.lower(), f"Also: {FUND}"]))
def test_the_order_in_which_sources_are_read_makes_no_difference(quotes: list[str]) -> None:
    named = sorted(quotes)
    passages = [said(*named)[named.index(quote)] for quote in quotes]
    assert groups(passages) == groups(said(*named))


WORDS = ["the", "a", "bank", "fund", "lends", "gives", "5", "not", "people", "work", "school", "of", "in"]
sentences = st.lists(st.sampled_from(WORDS), max_size=14)


@given(st.lists(sentences.map(" ".join), max_size=12))
def test_identical_quotes_always_group_and_every_group_has_a_centre(quotes: list[str]) -> None:
    found = groups(said(*quotes))
    assert set(found) == {p.id for p in said(*quotes)}
    assert all(found[group] == group <= member for member, group in found.items())
    for a, b in combinations(said(*quotes), 2):
        if a.quote == b.quote:
            assert found[a.id] == found[b.id]
        if words_of(a.quote)[1] != words_of(b.quote)[1]:
            assert found[a.id] != found[b.id]


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_compared_both_ways_alike(a: str, b: str) -> None:
    one, other = words_of(a)[0], words_of(b)[0]
    assert same_but_for_small_words(one, other) == same_but_for_small_words(other, one)
    assert same_but_for_small_words(one, one)
    assert groups(said(a, b)) in ({"e00": "e00", "e01": "e00"}, {"e00": "e00", "e01": "e01"})


@given(st.sets(st.sampled_from(UNRELATED)))
def test_unrelated_statements_are_never_grouped(quotes: set[str]) -> None:
    assert len(set(groups(said(*sorted(quotes))).values())) == len(quotes)


def labelled(label: str | None, **quotes: str) -> list[Passage]:
    """Return a proposal in several languages (``en_2`` is a second one in English)."""
    return [Passage(f"{label} {key}", key, "proposal", key[:2], label, quote) for key, quote in quotes.items()]


def test_translations_with_one_label_are_one() -> None:
    both = labelled("06.02", en="Cancel the debt.", fr="Annuler la dette.", pt="Cancelar a dívida.")
    others = labelled("06.03", en="Tax the banks.", fr="Taxer les banques.")
    assert set(groups([*both, *others]).values()) == {"06.02 en", "06.03 en"}


@pytest.mark.parametrize("label", ["3", "2.1", "A1", "2.10", None])
def test_numbers_that_every_document_gives_anew_tell_of_no_translation(label: str | None) -> None:
    both = labelled(label, en="Cancel the debt.", fr="Créer des écoles.")
    assert len(set(groups(both).values())) == 2


def test_a_label_used_twice_in_one_language_tells_of_no_translation() -> None:
    three = labelled("06.02", en="Cancel the debt.", en_2="Open schools.", fr="Annuler la dette.")
    assert len(set(groups(three).values())) == 3
    same = labelled("06.02", en="Cancel the debt.", en_2="Cancel the debt!", fr="Annuler la dette.")
    assert len(set(groups(same).values())) == 1


def test_a_passage_many_times_as_long_is_no_translation() -> None:
    both = labelled("06.02", en="Cancel debt.", fr="Les coopératives ouvrent des écoles dans tous les quartiers.")
    assert len(set(groups(both).values())) == 2


def test_labels_do_not_chain_groups() -> None:
    passages = [
        *labelled("01.01", en="Cancel the debt.", fr="Annuler la dette."),
        *labelled("01.02", fr="Annuler la dette.", es="Cancelar la deuda."),
    ]
    found = groups(passages)
    assert found["01.01 en"] == found["01.01 fr"] == found["01.02 fr"] != found["01.02 es"]


def test_many_texts_after_one_pattern_take_no_time() -> None:
    letters = "abcdefghij"
    names = [
        f"x{letters[i % 10]}{letters[i // 10 % 10]}{letters[i // 100 % 10]}{letters[i // 1000]}" for i in range(8000)
    ]
    passages = said(*(f"the cooperative {n} gives its share {n}u to work {n}v" for n in names))
    start = time.process_time()
    assert len(set(groups(passages).values())) == len(names)
    assert time.process_time() - start < 10
