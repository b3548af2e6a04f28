"""Verifying: whatever is done to a file of a release, or to the ledger, is found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from made import Folder
from released import FACTS, release
from wsse_vision.files import json_text, read_json, sha256, write_json
from wsse_vision.release import freeze, rebuild
from wsse_vision.release.freeze import ReleaseError
from wsse_vision.release.rebuild import VerifyError
from wsse_vision.versions import ENTRY, LEDGER, MANIFEST, SUMS, LedgerError, Release, entries

NAME = "synthesis 0.2"


@pytest.fixture
def frozen(folder: Folder) -> Path:
    """The folder of a release that is entered in the ledger after another one, which was withdrawn."""
    manifest, place = release(folder)
    sums = [sha256((place / name).read_bytes()) for name in (MANIFEST, SUMS)]
    first = Release("synthesis", "0.1", "draft", None, "i", "m", "s", FACTS.commit, FACTS.committed, "", "")
    entry = Release(
        "synthesis", "0.2", manifest.state, manifest.date, manifest.identity, *sums,
        FACTS.commit, FACTS.committed, "Notes.", first.hash,
    )  # fmt: skip
    write_json(place / ENTRY, asdict(entry))
    releases = place.parents[1]
    write_json(releases / LEDGER, [asdict(first), asdict(entry)])
    write_json(releases / "withdrawn.json", [{"slug": "synthesis", "version": "0.1", "reason": "Wrong."}])
    return place


def faults(folder: Folder) -> list[str]:
    """Return what verifying finds, without rebuilding."""
    try:
        rebuild.run(folder.project, [], lambda line: None, quick=True)
    except (VerifyError, LedgerError) as error:
        return str(error).splitlines()
    return []


def test_a_release_as_it_was_made_has_no_fault(folder: Folder, frozen: Path) -> None:
    assert frozen.is_dir()
    assert faults(folder) == []


def everything(place: Path) -> list[Path]:
    """Return each file of a release and the ledger."""
    return [*sorted(path for path in place.rglob("*") if path.is_file()), place.parents[1] / LEDGER]


@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_one_byte_changed_in_any_file_is_found_and_the_file_named(folder: Folder, frozen: Path, where: str) -> None:
    for path in everything(frozen):
        content = path.read_bytes()
        changed = bytearray(content)
        changed[{"first": 0, "middle": len(content) // 2, "last": -1}[where]] ^= 1
        path.write_bytes(bytes(changed))
        assert any(path.name in fault for fault in faults(folder)), path.name
        path.write_bytes(content)
    assert faults(folder) == []


def test_a_space_that_changes_no_meaning_is_found_too(folder: Folder, frozen: Path) -> None:
    for path in (frozen / ENTRY, frozen / MANIFEST, frozen / "ro-crate-metadata.json", frozen.parents[1] / LEDGER):
        content = path.read_bytes()
        path.write_bytes(content + b"\n")
        assert any(path.name in fault for fault in faults(folder)), path.name
        path.write_bytes(content)


def test_every_file_that_is_taken_out_is_missed(folder: Folder, frozen: Path) -> None:
    for path in everything(frozen):
        content = path.read_bytes()
        path.unlink()
        assert any(path.name in fault for fault in faults(folder)), path.name
        path.write_bytes(content)
    assert faults(folder) == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("more.pdf", f"{NAME}: more.pdf was added after its release"),
        ("workflow/.hidden", f"{NAME}: workflow/.hidden was added after its release"),
        ("../0.3/synthesis-0.3.en.pdf", "releases/synthesis/0.3/synthesis-0.3.en.pdf belongs to no release"),
        ("../../notes.txt", "releases/notes.txt belongs to no release"),
    ],
)
def test_what_is_added_is_named(folder: Folder, frozen: Path, name: str, told: str) -> None:
    path = frozen / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    assert faults(folder) == [told]


def _less(ledger: list[dict[str, str]]) -> list[dict[str, str]]:
    return ledger[1:]


def _other(ledger: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{**ledger[0], "notes": "Others."}, ledger[1]]


@pytest.mark.parametrize("change", [_less, _other])
def test_no_entry_is_changed_or_taken_out_unseen(
    folder: Folder, frozen: Path, change: Callable[[list[dict[str, str]]], list[dict[str, str]]]
) -> None:
    ledger = frozen.parents[1] / LEDGER
    write_json(ledger, change(read_json(ledger)))
    assert faults(folder) == ["ledger.json: the entry before synthesis 0.2 was changed or taken out"]


def test_a_release_that_vanished_is_missed(folder: Folder, frozen: Path) -> None:
    shutil.rmtree(frozen)
    assert faults(folder) == [f"{NAME}: releases/synthesis/0.2 is not there"]


@pytest.mark.parametrize("content", ["[", "{}", '[{"slug": "x"}]', "[1]"])
def test_a_damaged_ledger_is_told_with_the_way_back(folder: Folder, frozen: Path, content: str) -> None:
    (frozen.parents[1] / LEDGER).write_text(content, encoding="utf-8")
    [fault] = faults(folder)
    assert fault == (
        "outputs/releases/ledger.json is damaged; bring back the one that was committed: "
        "git checkout HEAD -- outputs/releases/ledger.json"
    )


def test_the_ledger_is_completed_and_what_a_killed_run_left_goes(folder: Folder, frozen: Path) -> None:
    ledger = frozen.parents[1] / LEDGER
    whole = ledger.read_bytes()
    write_json(ledger, read_json(ledger)[:1])
    left = ledger.with_name(".ledger.json.k1ll_d00")
    left.write_bytes(b"[")
    assert any("is not in ledger.json" in fault for fault in faults(folder))
    freeze.complete_ledger(folder.project)
    assert ledger.read_bytes() == whole and not left.exists()
    assert faults(folder) == []


def test_a_reason_that_names_an_interviewee_is_not_written_down(folder: Folder, frozen: Path) -> None:
    folder.write("sources/interviews/one.md", "x")
    folder.write("sources/interviews/one.yaml", "consent: anonymous\nname: Mbelwina Otrasheko\n")
    withdrawn = frozen.parents[1] / "withdrawn.json"
    before = withdrawn.read_bytes()
    with pytest.raises(ReleaseError, match="keeps back"):
        freeze.withdraw(folder.project, "synthesis", "0.2", "Mbelwina Otrasheko asked for it.")
    assert withdrawn.read_bytes() == before and frozen.is_dir()
    freeze.withdraw(folder.project, "synthesis", "0.2", "Somebody asked for it.")
    assert not frozen.exists()
    assert json_text([asdict(entry) for entry in entries(folder.project)]) == (frozen.parents[1] / LEDGER).read_text(
        encoding="utf-8"
    )
