"""The story of a publication in a real Git repository: released, changed, released again, verified, tampered with."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from building import Built

pytestmark = pytest.mark.build

SLUG = "vision-elements"

LONG = bool(os.environ.get("WSSE_LONG"))
"""Set by ``.ci/run``, which has time to be thorough."""
NOTEBOOK = "# The mill\n\n## Proposals\n\n- 02.01 We propose that every mill be owned by those who bring their grain.\n"


class Kept:
    """A small project in a Git repository of its own."""

    def __init__(self, built: Built) -> None:
        self.root = built.root
        self.build = built
        self.git("init", "--quiet")
        self.git("config", "user.name", "Maintainer")
        self.git("config", "user.email", "maintainer@example.org")

    def git(self, *arguments: str) -> str:
        """Run Git; return what it prints."""
        command = ["git", "-C", str(self.root), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def commit(self, message: str) -> None:
        """Commit everything."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def command(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command of the program."""
        program = [sys.executable, "-m", "wsse_vision", "--project", str(self.root), *arguments]
        return subprocess.Popen(
            program, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )

    def run(self, *arguments: str, fails: bool = False) -> str:
        """Run a command of the program to its end; return what it says."""
        process = self.command(*arguments)
        said = process.communicate()[0]
        assert (process.returncode != 0) is fails, said
        return said

    def set(self, version: str, formats: str = "[pdf, html, epub]") -> None:
        """Write the config: one publication under a version."""
        text = f'formats: {formats}\npublications: {{{SLUG}: {{version: "{version}"}}}}\n'
        (self.root / "config.yaml").write_text(text, encoding="utf-8")

    def release(self, version: str) -> Path:
        """Return the folder of a release."""
        return self.root / "outputs" / "releases" / SLUG / version

    def ledger(self) -> list[dict[str, str]]:
        """Return the entries of the ledger."""
        found: list[dict[str, str]] = json.loads((self.release("x").parents[1] / "ledger.json").read_text("utf-8"))
        return found


@pytest.fixture
def kept(starter: Built) -> Iterator[Kept]:
    """The starter project, committed."""
    project = Kept(starter)
    project.set("0.1")
    project.commit("Begin")
    yield project


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder with what they hold."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def sums_hold(folder: Path) -> bool:
    """Return whether every file of a release is what its checksums say, and none is missing or more."""
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    expected = {line[66:]: line[:64] for line in lines}
    found = {name: hashlib.sha256(content).hexdigest() for name, content in contents(folder).items()}
    return {name: found.get(name) for name in expected} == expected and set(found) == {
        *expected, "SHA256SUMS", "release.json"
    }  # fmt: skip


def test_the_story_of_two_versions(kept: Kept) -> None:
    # The first version is released: checked, frozen, entered in the ledger.
    said = kept.run("release", SLUG, "--notes", "The first version.")
    assert f"Released {SLUG} 0.1" in said
    assert sums_hold(kept.release("0.1"))
    assert {"ro-crate-metadata.json", "CITATION.cff", "datacite.json", "workflow/Snakefile"} <= set(
        contents(kept.release("0.1"))
    )
    first = contents(kept.release("0.1"))
    assert kept.ledger()[0]["notes"] == "The first version."
    assert kept.ledger()[0]["commit"] == kept.git("rev-parse", "HEAD").strip()
    kept.commit("Release 0.1")
    assert f"outputs/releases/{SLUG}/0.1/manifest.json" in kept.git("ls-files")
    assert "was released already" in kept.run("release", SLUG, fails=True)

    # A notebook comes: 0.1 refuses to change and says why, and what a release would bring.
    (kept.root / "sources/notebooks/02-mill.md").write_text(NOTEBOOK, encoding="utf-8")
    kept.build.snakemake(accept_failure=True)
    assert kept.build.code != 0
    assert "changed since 0.1 was released: source 02-mill added" in kept.build.output
    assert "set a new version of vision-elements in config.yaml" in kept.build.output
    assert "sources added: 1" in kept.run("unreleased")

    # Under a new number it is built and released; the first version is as it was.
    kept.set("0.2")
    assert "config.yaml is not committed" in kept.run("release", SLUG, fails=True)
    kept.commit("Add the mill")
    kept.run("release", SLUG)
    assert contents(kept.release("0.1")) == first
    assert [entry["version"] for entry in kept.ledger()] == ["0.1", "0.2"]

    # What changed can be read on the terminal, by a program, and on the site.
    assert "source 02-mill added" in kept.run("compare", SLUG, "0.1", "0.2")
    changed = json.loads(kept.run("compare", SLUG, "0.1", "0.2", "--json"))
    assert [element["quote"][:20] for element in changed["elements"]["added"]] == ["We propose that ever"]
    page = (kept.root / "outputs" / SLUG / "changes" / "0.1-0.2.en.html").read_text("utf-8")
    assert "<ins>" in page and "every mill be owned" in page
    assert (kept.root / "outputs" / SLUG / "changes" / "0.1-0.2.en.pdf").read_bytes().startswith(b"%PDF")

    # Both can be rebuilt to the same bytes, each from the commit that it records, whatever lies in the folder by now
    # and wherever that is.
    kept.commit("Release 0.2")
    kept.set("0.9", formats="[html]")
    (kept.root / "sources/notebooks/02-mill.md").unlink()
    kept.root = kept.root.rename(kept.root.with_name("moved elsewhere"))
    for made in (".build", ".snakemake", f"outputs/{SLUG}"):
        shutil.rmtree(kept.root / made)
    assert "Verified 2 releases" in kept.run("verify")

    # One byte is tampered with: it is found, and the rest still stands.
    path = kept.release("0.1") / f"{SLUG}-0.1.en.pdf"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    said = kept.run("verify", "--quick", fails=True)
    assert f"{SLUG} 0.1: {SLUG}-0.1.en.pdf was changed after its release" in said
    assert f"{SLUG} 0.2: every byte is as it was released" in said


CAUSES = {
    "source 01-common-well changed": ("sources/notebooks/01-common-well.md", "eleven families", "thirteen families"),
    "source assembly-notes removed": ("sources/findhorn/assembly-notes.md", "", None),
    "file reviews/01-common-well.yaml added": ("sources/reviews/01-common-well.yaml", None, "decisions:\n{decision}"),
    "file codebook.yaml changed": ("sources/codebook.yaml", "label: {en: ", "label: {en: Our "),
    "file templates/publications/vision-elements.md.j2 changed": (
        "templates/publications/vision-elements.md.j2", None, "# Our own page\n\nNothing but this.\n"
    ),
    "the looks changed": ("templates/html/page.css", None, "body{{color:black}}\n"),
    "setting organisation changed": ("config.yaml", "formats", "organisation: Another\nformats"),
    "setting formats changed": ("config.yaml", "[html]", "[html, epub]"),
    "language fr added": ("config.yaml", "formats", "languages: [en, fr]\nformats"),
}  # fmt: skip


def test_whatever_changes_is_named_what_was_released_stays_and_the_rest_is_built(kept: Kept) -> None:
    config = f'formats: [html]\npublications: {{{SLUG}: {{version: "0.1"}}, work-plan: {{version: "0.1"}}}}\n'
    (kept.root / "config.yaml").write_text(config, encoding="utf-8")
    kept.commit("Two publications")
    kept.run("release", SLUG)
    kept.commit("Release 0.1")
    frozen = contents(kept.root / "outputs" / "releases")
    elements = json.loads((kept.root / "notebooks-extracts/01-common-well/elements.json").read_text("utf-8"))
    decision = f"- element: {elements['elements'][0]['id']}\n  decision: reject\n  by: ana\n"
    plan = kept.root / "sources" / "workplan.yaml"
    begun = plan.read_text("utf-8")
    causes = list(CAUSES.items())
    for number, (told, (name, old, new)) in enumerate(causes if LONG else causes[:3]):
        path = kept.root / name
        before = path.read_text("utf-8") if path.exists() else None
        if new is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            written = (before or "").replace(old, new) if old else new.format(decision=decision)
            assert written != before, name
            path.write_text(written, encoding="utf-8")
        plan.write_text(begun.replace("main_goal:", f"main_goal: Round {number},"), encoding="utf-8")
        kept.build.snakemake(accept_failure=True)
        assert kept.build.code != 0
        [line] = {line for line in kept.build.output.splitlines() if line.startswith(f"error: {SLUG}: ")}
        # With a language come its messages and narrative as well; the cause stands first, and else alone.
        end = "; file " if told.startswith("language") else ". What was released stays"
        assert line.startswith(f"error: {SLUG}: changed since 0.1 was released: {told}{end}"), line
        assert contents(kept.root / "outputs" / "releases") == frozen
        for file in ("html", "bib", "csl.json"):
            built = kept.root / "outputs" / SLUG / "0.1" / f"{SLUG}-0.1.en.{file}"
            assert built.read_bytes() == frozen[f"{SLUG}/0.1/{built.name}"]
        assert (built.parent / "manifest.json").read_bytes() == frozen[f"{SLUG}/0.1/manifest.json"]
        assert "changed-since-release" in [problem["code"] for problem in kept.build.problems]
        assert f"Round {number}" in (kept.root / "outputs/work-plan/0.1/work-plan-0.1.en.html").read_text("utf-8")
        if before is None:
            path.unlink()
        else:
            path.write_text(before, encoding="utf-8")
    plan.write_text(begun, encoding="utf-8")
    kept.build.snakemake()
    assert kept.build.problems == []


def test_who_covers_their_tracks_is_found_by_the_ledger(kept: Kept) -> None:
    kept.set("0.1", formats="[html]")
    kept.commit("Only pages")
    kept.run("release", SLUG)
    page = kept.release("0.1") / f"{SLUG}-0.1.en.html"
    page.write_text(page.read_text("utf-8").replace("well", "hell"), encoding="utf-8")
    sums = kept.release("0.1") / "SHA256SUMS"
    lines = [
        f"{hashlib.sha256(page.read_bytes()).hexdigest()}  {page.name}" if line.endswith(page.name) else line
        for line in sums.read_text("utf-8").splitlines()
    ]
    sums.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert "SHA256SUMS is not the one that the ledger records" in kept.run("verify", "--quick", fails=True)


def test_a_release_is_refused_while_a_problem_is_open_and_outside_of_git(kept: Kept, starter: Built) -> None:
    (kept.root / "sources/notebooks/03-broken.docx").write_bytes(b"PK\x03\x04 this is no Word file")
    kept.commit("Add a file that nobody can read")
    said = kept.run("release", SLUG, fails=True)
    assert "problems are open (1" in said and "03-broken" in said
    assert not kept.release("0.1").exists()
    subprocess.run(["rm", "-rf", str(kept.root / ".git")], check=True)
    assert "is not in a Git repository" in kept.run("release", SLUG, fails=True)
    assert "Traceback" not in said


def test_notes_that_name_an_interviewee_are_refused_before_anything_is_frozen(kept: Kept) -> None:
    kept.set("0.1", formats="[html]")
    (kept.root / "sources/interviews/two.md").write_text("We sell onions before six.\n", encoding="utf-8")
    (kept.root / "sources/interviews/two.yaml").write_text(
        "title: Interview 2\nstatus: specimen\nconsent: anonymous\nname: Mbelwina Otrasheko\n", encoding="utf-8"
    )
    kept.commit("Add an interview")
    said = kept.run("release", SLUG, "--notes", "With thanks to Mbelwina Otrasheko.", fails=True)
    assert "holds something that an interviewee keeps back" in said and "Otrasheko" not in said
    assert not kept.release("0.1").exists()


def test_what_must_not_stay_public_is_withdrawn_with_its_reason(kept: Kept) -> None:
    kept.set("0.1", formats="[html]")
    kept.commit("Only pages")
    kept.run("release", SLUG)
    assert "there is no release vision-elements 0.7" in kept.run("withdraw", SLUG, "0.7", "--reason", "x", fails=True)
    kept.run("withdraw", SLUG, "0.1", "--reason", "Somebody who was heard took their consent back.")
    assert not kept.release("0.1").exists()
    assert not (kept.root / "outputs" / SLUG / "0.1").exists()
    kept.build.snakemake(accept_failure=True)
    assert "0.1 was withdrawn; its number is taken" in kept.build.output
    kept.set("0.2", formats="[html]")
    kept.commit("Without them")
    kept.run("release", SLUG)
    assert [entry["version"] for entry in kept.ledger()] == ["0.1", "0.2"]
    assert "0.1: was withdrawn" in kept.run("verify", "--quick")


def test_an_input_that_git_ignores_would_be_missed_by_a_rebuild(kept: Kept) -> None:
    (kept.root / ".git/info/exclude").write_text("sources/notebooks/private*\n", encoding="utf-8")
    (kept.root / "sources/notebooks/private.md").write_text(NOTEBOOK, encoding="utf-8")
    assert "sources/notebooks/private.md is ignored by Git" in kept.run("release", SLUG, fails=True)


def test_killed_at_random_moments_a_release_is_whole_or_not_there(kept: Kept) -> None:
    kept.set("0.1", formats="[html]")
    kept.commit("Only pages")
    started = time.monotonic()
    kept.run("release", SLUG)
    whole = time.monotonic() - started
    frozen = contents(kept.release("0.1"))
    chance = random.Random(2004)  # noqa: S311 - moments, not secrets
    for attempt in range(10 if LONG else 4):
        subprocess.run(["rm", "-rf", str(kept.root / "outputs" / "releases")], check=True)
        process = kept.command("release", SLUG)
        # The second half of the moments lies where files are frozen, which is short.
        time.sleep(chance.uniform(0, whole) if attempt % 2 else whole * chance.uniform(0.3, 0.7))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if kept.release("0.1").exists():
            assert sums_hold(kept.release("0.1"))
        assert not list(kept.release("0.1").parent.glob(".*"))
    if not kept.release("0.1").exists():
        kept.run("release", SLUG)
    kept.run("verify", "--quick", fails=not (kept.release("0.1").parents[1] / "ledger.json").is_file())
    assert contents(kept.release("0.1")) == frozen


KILLED = """
import os, signal, sys
from wsse_vision.cli import main
from wsse_vision.release import freeze
moment, here, seen = int(sys.argv[1]), os.getpid(), 0
freeze.build = lambda *given: None  # everything is built
def watch(event, given):
    global seen
    if event in ("open", "os.mkdir", "os.rename", "os.chmod", "os.remove") and os.getpid() == here:
        if any(part in str(given[0]) for part in (".build/freezing", "outputs/releases")):
            seen += 1
            if seen == moment:
                os.kill(here, signal.SIGKILL)
sys.addaudithook(watch)
code = main(["--project", sys.argv[2], "release", sys.argv[3]])
print("moments", seen)
sys.exit(code)
"""
"""Releases what is built, and is killed at a moment: before it touches a file of the release for the nth time."""


def test_killed_at_any_step_of_freezing_or_of_writing_the_ledger_it_is_whole_or_not_there(kept: Kept) -> None:
    kept.set("0.1", formats="[html]")
    kept.commit("Only pages")
    kept.build.snakemake()

    def attempt(moment: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", KILLED, str(moment), str(kept.root), SLUG]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    done = attempt(0)
    assert done.returncode == 0, done.stderr
    moments = int(done.stdout.rsplit("moments ", 1)[1])
    releases = kept.root / "outputs" / "releases"
    frozen = contents(releases)
    states = set()
    # Most steps fill the folder apart; the last ones move it to its place and write the ledger.
    tried = sorted({*range(1, moments, moments // 8), *range(moments - 13, moments + 1)})
    for moment in tried if LONG else [tried[0], *tried[-9:]]:
        subprocess.run(["rm", "-rf", str(releases)], check=True)
        assert attempt(moment).returncode == -signal.SIGKILL
        there = kept.release("0.1").exists()
        states.add((there, (releases / "ledger.json").is_file()))
        assert not there or sums_hold(kept.release("0.1"))
        again = attempt(0)
        assert ("was released already" in again.stderr) is there
        assert contents(releases) == frozen, moment
    assert states - {(True, True)} == {(False, False), (True, False)}, "before, and between release and ledger"
