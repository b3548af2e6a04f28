"""YAML that people write: safe, without traps, and every value knows its line."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsse_vision.yamlfile import YamlError, load


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A file to write in."""
    return tmp_path / "some.yaml"


def refusal(path: Path, content: str | bytes) -> YamlError:
    """Return the complaint about a file with this content."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(YamlError) as told:
        load(path)
    return told.value


def test_every_value_knows_its_line(written: Path) -> None:
    written.write_text("# a remark\ntitle: A\nauthors:\n  - B\n  - name: C\n    born: 1950\n", encoding="utf-8")
    data, lines = load(written)
    assert data == {"title": "A", "authors": ["B", {"name": "C", "born": 1950}]}
    assert lines[("title",)] == 2
    assert lines[("authors",)] == 3
    assert lines[("authors", 0)] == 4
    assert lines[("authors", 1, "born")] == 6


@pytest.mark.parametrize("content", ["", "\n", "# only a remark"])
def test_a_file_with_nothing_in_it_is_none(written: Path, content: str) -> None:
    written.write_text(content, encoding="utf-8")
    data, lines = load(written)
    assert data is None
    assert lines[()] == 1


@pytest.mark.parametrize(
    ("content", "line"),
    [("a: 1\nb: 2\na: 3\n", 3), ("a:\n  b: 1\n  b: 2\n", 3), ("- {x: 1, x: 2}\n", 1), ("1: a\n'1': b\n", 2)],
)
def test_a_key_given_twice_is_refused_where_it_comes_again(written: Path, content: str, line: int) -> None:
    told = refusal(written, content)
    assert "given twice" in told.message
    assert told.line == line


def test_an_alias_is_refused_since_a_few_lines_could_fill_the_memory(written: Path) -> None:
    levels = "\n".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]" for i in range(1, 12))
    told = refusal(written, f"l0: &l0 [x]\n{levels}\n")
    assert "alias *l0 is not accepted" in told.message
    assert told.line == 2


def test_an_alias_to_itself_is_refused(written: Path) -> None:
    assert "alias" in refusal(written, "a: &a [*a]\n").message


def test_a_merge_key_needs_an_alias_and_is_refused_with_it(written: Path) -> None:
    assert "alias" in refusal(written, "base: &b {x: 1}\nother:\n  <<: *b\n").message


@pytest.mark.parametrize(
    "content",
    ["!!python/object/apply:os.system ['true']", "a: !!python/name:os.system", "!thing {a: 1}"],
)
def test_a_tag_makes_nothing(written: Path, content: str) -> None:
    assert "tag" in refusal(written, content).message


@pytest.mark.parametrize("encoding", ["latin-1", "windows-1252", "utf-16"])
def test_another_encoding_is_told_and_not_guessed(written: Path, encoding: str) -> None:
    told = refusal(written, "title: Économie\n".encode(encoding))
    assert "not UTF-8" in told.message
    assert told.line == 1


def test_a_byte_order_mark_is_no_part_of_the_first_key(written: Path) -> None:
    written.write_bytes(b"\xef\xbb\xbftitle: A\n")
    assert load(written)[0] == {"title": "A"}


@pytest.mark.parametrize(
    ("content", "line"), [("a: [1, 2\nb: 3\n", 2), ("a: 'never closed\n", 2), ("a: 1\n\tb: 2\n", 2), ("a: b: c\n", 1)]
)
def test_wrong_syntax_is_told_near_its_line(written: Path, content: str, line: int) -> None:
    told = refusal(written, content)
    assert abs(told.line - line) <= 1
    assert "\n" not in told.message


def test_two_documents_in_one_file_are_refused(written: Path) -> None:
    assert refusal(written, "a: 1\n---\nb: 2\n").line >= 1


@pytest.mark.parametrize("content", ["a: \x00\n", "a: \x07\n", "a: !!timestamp 2004-02-30\n", "a: !!int x\n"])
def test_what_yaml_cannot_hold_is_a_mistake_and_no_crash(written: Path, content: str) -> None:
    assert refusal(written, content).message


def test_a_key_that_is_a_list_is_a_mistake_and_no_crash(written: Path) -> None:
    assert refusal(written, "[a, b]: c\n").message


@pytest.mark.parametrize("written_as", ["2004", "2004-02", "2004-02-29", "2004-02-30", "2004-13"])
def test_a_date_is_read_as_it_is_written(written: Path, written_as: str) -> None:
    written.write_text(f"date: {written_as}", encoding="utf-8")
    assert str(load(written)[0]["date"]) == written_as


def test_a_file_nested_without_end_is_a_mistake_and_no_crash(written: Path) -> None:
    assert refusal(written, "[" * 5000 + "]" * 5000).message


def test_a_file_nested_very_deeply_does_not_bring_the_program_down(written: Path) -> None:
    """In a process of its own, since the stack that overflows is not Python's."""
    written.write_text("- " * 200_000, encoding="utf-8")
    script = (
        "import sys, pathlib, wsse_vision.yamlfile as y\n"
        "try: y.load(pathlib.Path(sys.argv[1]))\n"
        "except y.YamlError as told: print(told.message)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(written)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abcé é", min_size=1, max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(PLAIN)
def test_what_json_holds_is_read_as_it_is_and_every_value_has_a_line(data: object) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "some.yaml"
        path.write_text(json.dumps(data, indent=1, ensure_ascii=False), encoding="utf-8")
        read, lines = load(path)
    assert read == data
    assert set(lines) >= set(_places(data, ()))


def _places(data: object, place: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place, *(below for key, value in inner for below in _places(value, (*place, key)))]


@given(st.binary(max_size=60))
def test_no_bytes_at_all_bring_it_down(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "some.yaml"
        path.write_bytes(content)
        try:
            data, lines = load(path)
        except YamlError as told:
            assert told.line >= 1 and told.message
        else:
            assert lines[()] >= 1
            assert repr(data) == repr(load(path)[0])


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#%@`\n ,?", max_size=40))
def test_no_text_made_of_yamls_own_signs_brings_it_down(content: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "some.yaml"
        path.write_text(content, encoding="utf-8")
        try:
            load(path)
        except YamlError as told:
            assert 1 <= told.line <= content.count("\n") + 2
