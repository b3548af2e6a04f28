"""Decisions become what is published: the last word holds, and whatever is wrong is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from review_corpus import BANK, DEBT, SCHOOL, coded, item, of, reviewed

from wsse_vision.review.apply import Outcome, apply
from wsse_vision.review.decisions import read_review

BANK_, DEBT_, SCHOOL_ = coded(BANK, DEBT, SCHOOL)[0].elements


def codes(outcome: Outcome) -> list[str]:
    return [p.code for p in outcome.problems]


def test_accepting_rejecting_and_leaving_alone(tmp_path: Path) -> None:
    outcome = reviewed(
        tmp_path, item(BANK_, key="true", kind="policy", themes="[debt]", by="ana", on="2004-10-12", note="good")
        + item(DEBT_, "reject", by="ana"), BANK, DEBT, SCHOOL,
    )  # fmt: skip
    bank = of(outcome, BANK)
    assert (bank.status, bank.key, bank.element.kind, bank.element.themes) == ("accepted", True, "policy", ["debt"])
    assert (bank.notes, bank.decided_by, bank.on, bank.found) == (["good"], ["ana"], "2004-10-12", "id")
    assert "review: kind policy, coded as proposal" in bank.element.because
    assert [r.status for r in outcome.reviewed] == ["accepted", "rejected", "unreviewed"]
    assert outcome.problems == []


def test_an_element_that_the_coding_missed_is_added_with_its_place(tmp_path: Path) -> None:
    text = f"{BANK} It was so in the valley for ages."
    decision = (
        '  - {quote: "It was so in the valley for ages.", decision: add, kind: practice, themes: [work], by: ana}\n'
    )
    outcome = reviewed(tmp_path, decision, text)
    _, added = outcome.reviewed
    assert added.added
    assert added.status == "accepted"
    assert text[added.element.start : added.element.end] == added.element.quote == "It was so in the valley for ages."
    assert (added.element.kind, added.element.section, added.element.prefix[-9:]) == ("practice", ["Part"], "savings. ")
    assert outcome.problems == []


def test_an_added_element_may_be_decided_on_by_others(tmp_path: Path) -> None:
    quote = '"It was so in the valley for ages."'
    file = f"  - {{quote: {quote}, decision: reject, by: bo, on: 2005}}\n"
    file += f"  - {{quote: {quote}, decision: add, kind: practice, by: ana, on: 2004}}\n"
    outcome = reviewed(tmp_path, file, BANK, "They say: It was so in the valley for ages. And so on.")
    added = next(r for r in outcome.reviewed if r.added)
    assert (added.status, added.decided_by) == ("rejected", ["ana", "bo"])


def test_the_later_decision_holds(tmp_path: Path) -> None:
    file = item(BANK_, "reject", by="bo", on="2004-11-02") + item(BANK_, kind="value", by="ana", on="2004-10-12")
    outcome = reviewed(tmp_path, file, BANK)
    assert of(outcome, BANK).status == "rejected"
    assert codes(outcome) == []
    assert outcome.opinions["ana"][BANK_.id].kind == "value"
    assert outcome.opinions["bo"][BANK_.id].kind is None


def test_people_who_differ_are_told_and_nobody_wins(tmp_path: Path) -> None:
    file = item(BANK_, "reject", by="bo") + item(BANK_, by="ana")
    outcome = reviewed(tmp_path, file, BANK)
    assert (of(outcome, BANK).status, of(outcome, BANK).disputed) == ("unreviewed", ["status"])
    assert codes(outcome) == ["review-disagreement"]
    assert "ana: accepted" in outcome.problems[0].message


def test_one_person_who_says_two_things_is_told_the_line_of_both(tmp_path: Path) -> None:
    file = item(BANK_, kind="value", by="ana") + item(BANK_, kind="critique", by="ana")
    outcome = reviewed(tmp_path, file, BANK)
    [problem] = outcome.problems
    assert problem.code == "review-contradiction"
    assert problem.message == (
        "sources/reviews/notebook-1.yaml:9: ana decided otherwise in line 2 (kind: value or critique)"
    )
    assert of(outcome, BANK).status == "unreviewed"


def test_the_same_person_may_change_her_mind_later(tmp_path: Path) -> None:
    file = item(BANK_, by="ana", on="2004-10-12") + item(BANK_, "reject", by="ana", on="2004-10-13")
    outcome = reviewed(tmp_path, file, BANK)
    assert of(outcome, BANK).status == "rejected"
    assert codes(outcome) == []


def test_mergers_lead_to_their_end_and_never_in_a_circle(tmp_path: Path) -> None:
    chain = item(BANK_, merge=DEBT_.id) + item(DEBT_, merge=f'"{SCHOOL}"')
    outcome = reviewed(tmp_path, chain, BANK, DEBT, SCHOOL)
    assert [r.merged_into for r in outcome.reviewed] == [SCHOOL_.id, SCHOOL_.id, None]
    circle = chain + item(SCHOOL_, merge=BANK_.id)
    outcome = reviewed(tmp_path, circle, BANK, DEBT, SCHOOL)
    assert [r.merged_into for r in outcome.reviewed] == [None, None, None]
    assert set(codes(outcome)) == {"review-contradiction"}
    outcome = reviewed(tmp_path, item(BANK_, merge=DEBT_.id) + item(DEBT_, "reject"), BANK, DEBT)
    assert of(outcome, BANK).merged_into is None
    assert codes(outcome) == ["review-contradiction"]


@pytest.mark.parametrize(
    ("decision", "code", "message"),
    [
        ("{element: 5f0c, decision: accept}", "review-unknown-element", ":2: accept: no element has the id '5f0c'"),
        ('{quote: "No such words in it.", decision: accept}', "review-orphaned", ":2: accept: “No such words in it.”"),
        (f'{{quote: "{BANK}", decision: accept, themes: [wrok]}}', "review-unknown-theme", ":2: theme 'wrok' is not"),
        (f'{{quote: "{BANK}", decision: accept, kind: vlaue}}', "bad-review", ":2: decisions.0.kind: 'vlaue' is not"),
        (f'{{quote: "{BANK}", decision: acept}}', "bad-review", ":2: decisions.0.decision: 'acept' is not allowed"),
        (f'{{quote: "{BANK}", decision: accept, merge: "{BANK}"}}', "review-unknown-element", "is the element itself"),
        (f'{{quote: "{BANK}", decision: accept, on: 2004-02-30}}', "bad-review", "is no date"),
        (f'{{quote: "{BANK}", decision: add}}', "bad-review", ":2: decisions.0: an added element needs"),
        ("{decision: accept}", "bad-review", ":2: decisions.0: says nothing of what is decided"),
        (f'{{quote: "{BANK}", decision: accept, tehmes: []}}', "bad-review", "did you mean 'themes'?"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_and_the_other_decisions_count(
    tmp_path: Path, decision: str, code: str, message: str
) -> None:
    outcome = reviewed(tmp_path, f"  - {decision}\n" + item(DEBT_), BANK, DEBT)
    [problem] = outcome.problems
    assert problem.code == code
    assert problem.message.startswith("sources/reviews/notebook-1.yaml:2")
    assert message in problem.message
    assert "\n" not in problem.message
    assert problem.hint
    assert of(outcome, DEBT).status == "accepted"


def test_who_decided_must_be_said_once_a_file_names_several(tmp_path: Path) -> None:
    outcome = reviewed(tmp_path, item(BANK_, by="ana") + item(DEBT_, by="bo") + item(SCHOOL_), BANK, DEBT, SCHOOL)
    [problem] = outcome.problems
    assert problem.message.endswith("`by` is missing, and the file names several (ana, bo)")
    assert of(outcome, SCHOOL).status == "unreviewed"


def test_what_was_accepted_stands_though_the_coding_passes_over_it_now(tmp_path: Path) -> None:
    quote = "Our grandmothers saved together."
    file = f'  - {{quote: "{quote}", decision: accept, kind: practice}}\n'
    text = f"Listen to this. {quote} They were right."
    outcome = reviewed(tmp_path, file, text)
    # The words lie within an element, so it is that element which was meant.
    assert [r.status for r in outcome.reviewed] == ["accepted"]
    coding, document, text = coded(text)
    coding.elements.clear()
    review = read_review(tmp_path / "sources/reviews/notebook-1.yaml")
    [kept] = apply(coding, document, text, review, ()).reviewed
    assert (kept.element.quote, kept.element.kind, kept.added) == (quote, "practice", True)


def test_changed_words_are_followed_and_told_until_somebody_reads_them_again(tmp_path: Path) -> None:
    typo = BANK.replace("savings", "savigns")
    [old] = coded(typo)[0].elements
    outcome = reviewed(tmp_path, item(old, by="ana", on="2004"), BANK, DEBT)
    assert (of(outcome, BANK).status, of(outcome, BANK).found) == ("accepted", "fuzzy")
    assert codes(outcome) == ["review-changed-words"]
    outcome = reviewed(tmp_path, item(old, by="ana", on="2004") + item(BANK_, "reject", by="bo", on="2005"), BANK, DEBT)
    assert of(outcome, BANK).status == "rejected"
    assert codes(outcome) == []


def test_an_element_that_grew_around_the_words_is_told(tmp_path: Path) -> None:
    outcome = reviewed(tmp_path, item(BANK_), f"{BANK} The State should never touch them.", DEBT)
    assert (outcome.reviewed[0].status, outcome.reviewed[0].found) == ("accepted", "fuzzy")
    assert codes(outcome) == ["review-changed-words"]


def test_rejecting_what_is_not_coded_any_more_is_no_problem(tmp_path: Path) -> None:
    coding, document, text = coded(BANK, DEBT)
    coding.elements.pop(0)
    path = tmp_path / "notebook-1.yaml"
    path.write_text("decisions:\n" + item(BANK_, "reject"), encoding="utf-8")
    outcome = apply(coding, document, text, read_review(path), ())
    assert (len(outcome.idle), outcome.orphans, outcome.problems) == (1, [], [])
    path.write_text("decisions:\n" + item(BANK_), encoding="utf-8")
    [orphan] = apply(coding, document, text, read_review(path), ()).orphans
    assert orphan.reason == "uncoded"


def test_two_decisions_on_equal_sentences_do_not_meet_on_the_one_that_is_left(tmp_path: Path) -> None:
    between = ("Then a remark, which is long enough.", "Another remark, quite long.")
    first, *_, second = coded(BANK, *between, BANK)[0].elements
    outcome = reviewed(tmp_path, item(first, by="ana") + item(second, "reject", by="ana"), *between, BANK)
    assert of(outcome, BANK).status == "rejected"
    assert [orphan.placed.decision.decision for orphan in outcome.orphans] == ["accept"]
    assert codes(outcome) == ["review-orphaned"]
