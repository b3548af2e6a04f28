"""Files are written whole or not at all, and only when something in them is new."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from wsse_vision import files


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.txt"
    assert files.write_text(path, "Économie\n") is True
    assert path.read_bytes() == "Économie\n".encode()


def test_the_same_content_leaves_the_file_and_its_time_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    files.write_text(path, "same")
    os.utime(path, (1, 1))
    assert files.write_text(path, "same") is False
    assert path.stat().st_mtime == 1


def test_other_content_of_the_same_length_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    files.write_text(path, "same")
    os.utime(path, (1, 1))
    assert files.write_text(path, "othr") is True
    assert path.read_text(encoding="utf-8") == "othr"
    assert path.stat().st_mtime > 1


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    files.write_text(path, "old")

    def fail(self: Path, target: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        files.write_text(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_reader_never_meets_half_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, seen = tmp_path / "a.txt", []
    files.write_text(path, "old" * 1000)
    replace = Path.replace

    def look(self: Path, target: Path) -> Path:
        seen.append(path.read_text(encoding="utf-8"))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", look)
    files.write_text(path, "new" * 5000)
    assert seen == ["old" * 1000], "until the moment of the move the old content is there"
    assert path.read_text(encoding="utf-8") == "new" * 5000


def test_others_may_read_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    files.write_text(path, "x")
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_folder_in_the_way_is_not_taken_for_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(OSError):
        files.write_text(tmp_path / "a.txt", "x")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_json_is_readable_and_keeps_the_order_it_was_given(tmp_path: Path) -> None:
    data = {"b": ["é", 1], "a": None}
    files.write_json(tmp_path / "a.json", data)
    written = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert "é" in written and written.endswith("}\n")
    assert list(files.read_json(tmp_path / "a.json")) == ["b", "a"]
    assert json.loads(written) == data


def test_a_text_and_its_bytes_have_one_hash() -> None:
    assert files.sha256("é") == files.sha256("é".encode())
    assert files.sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
