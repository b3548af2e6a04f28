"""The command line: every command explains itself, and a mistake is told in a line."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from made import CODEBOOK, Folder
from wsse_vision.cli import main, parser

REPOSITORY = Path(__file__).resolve().parents[1]

[_COMMANDS] = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
COMMANDS: list[str] = list(_COMMANDS.choices)

Said = pytest.CaptureFixture[str]


def error_of(said: Said, folder: Folder, *arguments: str) -> str:
    """Run a command that ends in a mistake of the user's; return the one line in which it is told."""
    assert main(["--project", str(folder.root), *arguments]) == 1
    lines = said.readouterr().err.splitlines()
    [told] = [line for line in lines if line.startswith("error: ")]
    assert not any("Traceback" in line for line in lines)
    return told


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert f"usage: wsse-vision {command}" in shown
    assert len(_COMMANDS.choices[command].description or "") > 15


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    page = (REPOSITORY / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"usage: wsse-vision {command} " in page


def test_the_help_of_all_names_each(capsys: Said) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert [command for command in COMMANDS if f"\n    {command} " not in shown] == []


@pytest.mark.parametrize(
    "arguments", [[], ["cook"], ["ingest", "first"], ["render", "synthesis", "en", "docx"], ["join", "--all"]]
)
def test_a_wrong_call_shows_the_usage_and_ends_with_2(arguments: list[str], capsys: Said) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: wsse-vision" in capsys.readouterr().err


HEAVY = (
    "pydantic", "jinja2", "babel", "yaml", "typst", "pypdfium2", "bibtexparser", "sqlite3", "numpy", "pypandoc",
    "py3langid", "Stemmer", "rapidfuzz", "openpyxl", "krippendorff", "snakemake", "dataclasses", "subprocess", "json",
)  # fmt: skip
"""What takes its time to import, down to parts of the standard library that bring many others."""


def loaded_by(code: str) -> set[str]:
    """Return which of ``HEAVY`` are imported by some code that calls ``main``."""
    script = f"import sys\nfrom wsse_vision.cli import main\n{code}\nprint('LOADED', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    [line] = [line for line in done.stdout.splitlines() if line.startswith("LOADED")]
    return set(HEAVY) & set(line.split())


@pytest.mark.parametrize("arguments", [["--help"], ["render", "--help"], ["why", "--help"]], ids=" ".join)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    assert loaded_by(f"try: main({arguments!r})\nexcept SystemExit: pass") == set()


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("sources.stage", "typst jinja2 snakemake pypdfium2 py3langid rapidfuzz sqlite3"),
        ("ingest.stage", "typst jinja2 snakemake rapidfuzz sqlite3 Stemmer openpyxl"),
        ("extract.stage", "typst jinja2 snakemake pypdfium2 py3langid sqlite3 bibtexparser openpyxl"),
        ("review.stage", "typst jinja2 snakemake pypdfium2 py3langid sqlite3 openpyxl krippendorff"),
        ("join.stage", "typst jinja2 snakemake pypdfium2 py3langid openpyxl rapidfuzz"),
        ("exchange.stage", "typst jinja2 snakemake py3langid openpyxl"),
        ("publish.compose", "typst snakemake pypdfium2 py3langid Stemmer openpyxl"),
        ("publish.render", "typst jinja2 snakemake pypdfium2 py3langid Stemmer sqlite3 bibtexparser openpyxl"),
        ("publish.pdf", "jinja2 snakemake pypdfium2 py3langid Stemmer sqlite3 bibtexparser openpyxl"),
        ("publish.html", "typst snakemake pypdfium2 py3langid Stemmer sqlite3 bibtexparser openpyxl"),
        ("release.stage", "typst snakemake py3langid openpyxl"),
        ("site.stage", "snakemake py3langid openpyxl"),
    ],
)
def test_a_stage_imports_what_it_needs_alone(module: str, unwanted: str) -> None:
    assert loaded_by(f"import wsse_vision.{module}") & set(unwanted.split()) == set()


def test_the_module_is_the_program() -> None:
    done = subprocess.run([sys.executable, "-m", "wsse_vision", "--help"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: wsse-vision")


@pytest.mark.parametrize("command", [["compose"], ["pages"], ["check", "0"], ["accept"], ["summary"], ["config"]])
def test_a_mistake_in_the_config_is_told_in_one_line_by_whatever_reads_it(
    command: list[str], folder: Folder, capsys: Said
) -> None:
    folder.write("config.yaml", "\nlanguagse: [en]\n")
    assert error_of(capsys, folder, *command).startswith(
        "error: config.yaml:2: languagse: unknown key; did you mean 'languages'?"
    )


@pytest.mark.parametrize("command", [["sources"], ["extract", "0"], ["join"]])
def test_a_mistake_in_the_codebook_is_told_in_one_line(command: list[str], folder: Folder, capsys: Said) -> None:
    folder.write("sources/codebook.yaml", CODEBOOK.replace("id: debt", "id: Debt"))
    folder.write(".build/ingest-0.json", '{"documents": [{"id": "notebook-a", "key": "k"}]}')
    assert "codebook.yaml:4: themes.1.id: " in error_of(capsys, folder, *command)


def test_every_mistake_has_its_own_line(folder: Folder, capsys: Said) -> None:
    folder.write("config.yaml", "paper: a5\nstrict: perhaps\n")
    assert main(["--project", str(folder.root), "config"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[:2] for line in told] == [["error", "config.yaml:1"], ["error", "config.yaml:2"]]


def test_a_mistake_in_the_narrative_is_told_with_its_line(folder: Folder, capsys: Said) -> None:
    folder.write("config.yaml", "publications: [synthesis]\n")
    folder.document("a", "notebook", "We propose a box.")
    folder.join()
    folder.write("sources/narrative/synthesis.en.md", '# Introduction {#introduction}\n\n{{ quote("99.99") }}\n')
    told = error_of(capsys, folder, "compose")
    assert told == "error: sources/narrative/synthesis.en.md:3: quote: no proposal has the number '99.99'"


@pytest.mark.parametrize(
    ("command", "first"),
    [
        (["extract", "0"], "ingest"),
        (["join", "0"], "ingest"),
        (["compose"], "join"),
        (["pages"], "join"),
        (["render", "synthesis", "en", "html"], "compose"),
        (["check", "0"], "sources"),
        (["accept"], "check"),
    ],
)
def test_a_stage_that_is_run_too_early_says_which_comes_first(
    command: list[str], first: str, folder: Folder, capsys: Said
) -> None:
    folder.write("sources/codebook.yaml", CODEBOOK)
    assert first in error_of(capsys, folder, *command)


def test_a_publication_that_does_not_exist_is_told(folder: Folder, capsys: Said) -> None:
    assert "sinthesis" in error_of(capsys, folder, "render", "sinthesis", "en", "html")


def test_a_project_folder_that_does_not_exist_is_told(tmp_path: Path, capsys: Said) -> None:
    assert main(["--project", str(tmp_path / "gone"), "sources"]) == 1
    assert "gone" in capsys.readouterr().err
    assert not (tmp_path / "gone").exists(), "and it is not made by mistake"


def test_a_log_that_cannot_be_written_is_told(folder: Folder, capsys: Said) -> None:
    assert main(["--project", str(folder.root), "--log", str(folder.root / "no" / "such" / "log"), "config"]) == 1
    assert capsys.readouterr().err.startswith("error: ")


def test_what_is_said_goes_into_the_log_as_well(folder: Folder, capsys: Said) -> None:
    folder.write("config.yaml", "paper: a5\n")
    log = folder.root / "some.log"
    assert main(["--project", str(folder.root), "--log", str(log), "config"]) == 1
    assert log.read_text(encoding="utf-8") == capsys.readouterr().err


def test_a_defect_of_the_program_is_not_hidden(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*arguments: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr("wsse_vision.reference.text", break_down)
    with pytest.raises(RuntimeError, match="a defect"):
        main(["--project", str(folder.root), "config"])


def test_a_new_project_is_made_and_in_order(tmp_path: Path, capsys: Said) -> None:
    made = tmp_path / "new" / "project"
    assert main(["init", str(made)]) == 0
    for name in (
        "config.yaml",
        "README.md",
        "sources/codebook.yaml",
        "sources/references.bib",
        "sources/workplan.yaml",
    ):
        assert (made / name).is_file()
    for kind in ("notebooks", "findhorn", "workshops", "interviews", "forum"):
        assert any((made / "sources" / kind).iterdir())
    assert main(["--project", str(made), "sources"]) == 0
    problems = (made / ".build" / "sources.json").read_text(encoding="utf-8")
    assert '"problems": []' in problems
    assert "snakemake -s" in capsys.readouterr().err


def test_a_folder_with_work_in_it_is_not_overwritten(folder: Folder, capsys: Said) -> None:
    folder.write("sources/codebook.yaml", "mine")
    assert "sources/codebook.yaml" in error_of(capsys, folder, "init", str(folder.root))
    assert [p.name for p in folder.root.iterdir()] == ["sources"]
    assert (folder.root / "sources" / "codebook.yaml").read_text(encoding="utf-8") == "mine"


def test_a_file_cannot_become_a_project(folder: Folder, capsys: Said) -> None:
    path = folder.write("a-file", "x")
    assert "is a file" in error_of(capsys, folder, "init", str(path))


def test_consent_lists_every_interview_and_what_it_means(folder: Folder, capsys: Said) -> None:
    for name, sidecar in {
        "a": "consent: public",
        "b": "consent: anonymous",
        "c": "consent: internal",
        "d": "title: D",
    }.items():
        folder.write(f"sources/interviews/{name}.md")
        folder.write(f"sources/interviews/{name}.yaml", sidecar)
    folder.write("sources/notebooks/n.md")
    assert main(["--project", str(folder.root), "consent"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "sources/interviews/a.md: public – quoted with its pseudonym",
        "sources/interviews/b.md: anonymous – quoted without name and identifying fields",
        "sources/interviews/c.md: internal – counted, quoted nowhere",
        "sources/interviews/d.md: internal (no statement) – counted, quoted nowhere",
    ]
