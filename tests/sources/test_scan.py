"""Finding the sources: what counts as one, what does not, and nothing is passed over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import Folder
from wsse_vision.model import Problem
from wsse_vision.sources.scan import batch_of, scan, source_id


def found(folder: Folder) -> list[str]:
    """Return the paths of the sources."""
    return [source.path for source in scan(folder.project)[0]]


def codes(folder: Folder) -> list[str]:
    """Return the codes of the problems."""
    return sorted(problem.code for problem in scan(folder.project)[1])


def the_problem(folder: Folder) -> Problem:
    """Return the only problem."""
    [problem] = scan(folder.project)[1]
    return problem


def test_a_file_in_a_folder_of_sources_is_a_source_and_its_folder_says_of_what_kind(folder: Folder) -> None:
    for name in ("notebooks", "findhorn", "workshops", "interviews", "forum"):
        folder.write(f"sources/{name}/about-{name}.md")
    sources, problems = scan(folder.project)
    assert [(s.id, s.kind) for s in sources] == [
        ("about-findhorn", "findhorn"),
        ("about-forum", "forum"),
        ("about-interviews", "interview"),
        ("about-notebooks", "notebook"),
        ("about-workshops", "workshop"),
    ]
    assert problems == []


def test_sources_come_sorted_by_id_whatever_the_folders(folder: Folder) -> None:
    for path in ("workshops/a.md", "notebooks/c.md", "notebooks/b.pdf"):
        folder.write(f"sources/{path}")
    assert [s.id for s in scan(folder.project)[0]] == ["a", "b", "c"]


def test_a_sidecar_belongs_to_the_document_of_its_name(folder: Folder) -> None:
    folder.write("sources/notebooks/a.docx")
    folder.write("sources/notebooks/a.yaml")
    folder.write("sources/notebooks/b.md")
    folder.write("sources/notebooks/b.yml")
    sources, problems = scan(folder.project)
    assert [s.sidecar for s in sources] == ["sources/notebooks/a.yaml", "sources/notebooks/b.yml"]
    assert problems == []


def test_two_sidecars_of_one_document_are_not_both_believed_in_silence(folder: Folder) -> None:
    folder.write("sources/notebooks/a.md")
    folder.write("sources/notebooks/a.yaml")
    folder.write("sources/notebooks/a.yml")
    assert len(codes(folder)) == 1


def test_documents_may_lie_in_folders_of_folders(folder: Folder) -> None:
    folder.write("sources/notebooks/2001/lille/a.md")
    folder.write("sources/notebooks/2001/lille/a.yaml")
    [source], problems = scan(folder.project)
    assert (source.id, source.sidecar) == ("a", "sources/notebooks/2001/lille/a.yaml")
    assert problems == []


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("06-social-money.docx", "06-social-money"),
        ("Économie solidaire.odt", "Economie-solidaire"),
        ("Cuaderno nº 3 (final).pdf", "Cuaderno-no-3-final"),
        ("a.b.md", "a.b"),
        ("report_v1.2.pdf", "report_v1.2"),
        ("  spaces  .txt", "spaces"),
        ("../x.md", "x"),
    ],
)
def test_an_id_is_the_name_in_plain_letters(name: str, identifier: str) -> None:
    assert source_id(Path(name)) == identifier


def test_a_name_without_a_plain_letter_still_gets_an_id_that_stays(folder: Folder) -> None:
    first, again, other = (source_id(Path(name)) for name in ("文書.md", "文書.pdf", "报告.md"))
    assert first == again != other
    assert first.startswith("source-")


@given(st.text(alphabet=st.characters(exclude_characters="/\0"), min_size=1, max_size=30))
def test_an_id_is_always_fit_for_file_names_and_citations(name: str) -> None:
    identifier = source_id(Path("folder") / f"{name}.md")
    assert identifier and identifier.strip("-.") == identifier
    assert all(c.isascii() and (c.isalnum() or c in "._-") for c in identifier)


def test_of_two_formats_of_one_document_the_richer_is_used_and_the_other_reported(folder: Folder) -> None:
    folder.write("sources/notebooks/a.pdf")
    folder.write("sources/notebooks/a.docx")
    folder.write("sources/notebooks/a.yaml")
    [source], [problem] = scan(folder.project)
    assert (source.path, source.sidecar) == ("sources/notebooks/a.docx", "sources/notebooks/a.yaml")
    assert problem.code == "duplicate-id"
    assert "sources/notebooks/a.docx is used" in problem.message
    assert "sources/notebooks/a.pdf" in problem.message
    assert problem.hint


def test_one_id_in_two_folders_is_reported(folder: Folder) -> None:
    folder.write("sources/notebooks/a.md")
    folder.write("sources/workshops/a.md")
    assert len(found(folder)) == 1
    assert the_problem(folder).code == "duplicate-id"
    assert all(path in the_problem(folder).message for path in ("sources/notebooks/a.md", "sources/workshops/a.md"))


def test_ids_that_differ_in_case_or_accents_only_are_one(folder: Folder) -> None:
    for name in ("Debt.md", "debt.pdf", "dette.md", "detté.pdf"):
        folder.write(f"sources/notebooks/{name}")
    assert len(found(folder)) == 2
    assert codes(folder) == ["duplicate-id", "duplicate-id"]


def test_a_sidecar_without_a_document_is_reported(folder: Folder) -> None:
    folder.write("sources/notebooks/a.yaml")
    problem = the_problem(folder)
    assert (problem.code, problem.source) == ("sidecar-without-source", "sources/notebooks/a.yaml")
    assert problem.hint


def test_a_sidecar_in_another_folder_than_its_document_is_reported(folder: Folder) -> None:
    folder.write("sources/notebooks/a.md")
    folder.write("sources/interviews/a.yaml")
    assert scan(folder.project)[0][0].sidecar is None
    assert codes(folder) == ["sidecar-without-source"]


@pytest.mark.parametrize("name", ["README.md", "README", "SOURCES.md", "LICENSE", "NOTICE.txt"])
def test_files_about_the_folder_are_no_sources(folder: Folder, name: str) -> None:
    folder.write(f"sources/notebooks/{name}")
    folder.write(f"sources/{name}")
    assert scan(folder.project) == ([], [])


@pytest.mark.parametrize("name", [".hidden.md", "~$report.docx", ".DS_Store"])
def test_hidden_files_and_the_locks_of_word_processors_are_no_sources(folder: Folder, name: str) -> None:
    folder.write(f"sources/notebooks/{name}")
    assert scan(folder.project) == ([], [])


def test_a_link_that_leads_out_of_the_folder_is_set_aside(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("x")
    folder.write("sources/notebooks/a.md")
    (folder.project.sources / "notebooks" / "b.md").symlink_to(tmp_path / "secret.md")
    assert found(folder) == ["sources/notebooks/a.md"]
    assert the_problem(folder).code == "outside"
    assert the_problem(folder).source == "sources/notebooks/b.md"


def test_a_folder_that_is_a_link_is_not_walked_into(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.md").write_text("x")
    folder.write("sources/notebooks/a.md")
    (folder.project.sources / "notebooks" / "more").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert found(folder) == ["sources/notebooks/a.md"]
    assert codes(folder) == ["outside"], "what is left out is said"


def test_a_folder_of_sources_may_itself_be_a_link_for_its_owner_made_it(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "shared.md").write_text("x")
    folder.project.sources.mkdir(parents=True)
    (folder.project.sources / "notebooks").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert found(folder) == ["sources/notebooks/shared.md"]
    assert codes(folder) == []


def test_a_link_within_the_folder_is_as_good_as_a_file(folder: Folder) -> None:
    folder.write("sources/notebooks/drafts/a.md")
    (folder.project.sources / "notebooks" / "b.md").symlink_to("drafts/a.md")
    assert found(folder) == ["sources/notebooks/drafts/a.md", "sources/notebooks/b.md"]


def test_a_link_to_nothing_does_not_stop_the_walk(folder: Folder) -> None:
    folder.write("sources/notebooks/a.md")
    (folder.project.sources / "notebooks" / "b.md").symlink_to("gone.md")
    assert "sources/notebooks/a.md" in found(folder)


def test_what_lies_where_nobody_looks_is_reported(folder: Folder) -> None:
    folder.write("sources/stray.docx")
    folder.write("sources/notbooks/a.md")
    folder.write("sources/codebok.yaml")
    sources, problems = scan(folder.project)
    assert sources == []
    assert [(p.code, p.source) for p in problems] == [
        ("misplaced", "sources/codebok.yaml"),
        ("misplaced", "sources/notbooks"),
        ("misplaced", "sources/stray.docx"),
    ]
    assert all(p.hint for p in problems)


def test_the_files_that_describe_the_project_lie_where_they_belong(folder: Folder) -> None:
    for name in ("codebook", "workplan", "indicators", "questionnaire"):
        folder.write(f"sources/{name}.yaml")
    folder.write("sources/references.bib")
    folder.write("sources/narrative/synthesis.en.md")
    folder.write("sources/evaluations/forum.csv")
    folder.write("sources/reviews/a.yaml")
    assert scan(folder.project) == ([], [])


def test_a_project_without_sources_says_how_to_begin(folder: Folder) -> None:
    problem = the_problem(folder)
    assert problem.code == "no-sources"
    assert "wsse-vision init" in problem.hint


IDS = st.lists(st.text(alphabet="abcdefghij0123456789-", min_size=1, max_size=12), min_size=1, max_size=40, unique=True)


@given(IDS, st.integers(1, 64), st.randoms())
def test_a_source_stays_in_its_batch_when_others_come_and_go(ids: list[str], batches: int, chance: object) -> None:
    before = {i: batch_of(i, batches) for i in ids}
    rest = ids[: len(ids) // 2]
    chance.shuffle(rest)  # type: ignore[attr-defined]
    assert {i: batch_of(i, batches) for i in rest} == {i: before[i] for i in rest}
    assert all(0 <= number < batches for number in before.values())


def test_batches_are_of_about_one_size() -> None:
    sizes = [0] * 8
    for number in range(800):
        sizes[batch_of(f"notebook-{number}", 8)] += 1
    assert min(sizes) > 60 and max(sizes) < 140


def test_a_batch_is_the_same_on_every_machine() -> None:
    assert [batch_of(i, 8) for i in ("01-work-and-activity", "interview-12", "vision-forum")] == [3, 0, 4]
