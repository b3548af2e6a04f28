"""What of a long file is known from an earlier search is not searched again; nothing that is new in it slips by."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from made import Folder
from wsse_vision.release.blocks import Blocks
from wsse_vision.release.consent import leaks
from wsse_vision.release.readable import parts
from wsse_vision.release.searching import RUN, Search, Wanted, _Words, words

NAME = "Mbelwina Otrasheko"
PHONE = "0977123456"
WANTED = Wanted(frozenset({("mbelwina", "otrasheko"), ("otrasheko", "mbelwina")}))


def line(number: int) -> str:
    """Return a line of a long text, unlike every other."""
    return f"{number}: we sell {number * 7919 % 104729} onions on the market of the town every morning before six"


def long_text(lines: list[str]) -> bytes:
    """Return lines as a text that is too long to be read as a whole."""
    return "\n".join([*lines, *map(line, range(100_000, 160_000))]).encode()


def searched(content: bytes, before: list[str]) -> tuple[bool, list[str]]:
    """Search a long text; return whether something was found, and its blocks."""
    blocks, search = Blocks(before, WANTED.reach), Search(WANTED)
    found = [any(search.hits(new)) for new in blocks.new_lines("a.txt", io.BytesIO(content))]
    return any(found), blocks.found


def test_a_name_over_the_end_of_any_block_is_found() -> None:
    lines = [line(number) + "\n" for number in range(600)]
    _, known = searched("".join(lines).encode(), [])
    assert len(known) > 2
    for at in range(1, 600):
        first, last = f"{lines[at - 1].rstrip()} Mbelwina\n", f"<b>Otrasheko</b> {lines[at]}"
        told = "".join([*lines[: at - 1], first, last, *lines[at + 1 :]]).encode()
        assert searched(told, known)[0], at
        assert searched(told, [])[0], at


def test_a_name_whose_parts_stood_far_apart_is_found_when_they_meet() -> None:
    fillers = [line(number) for number in range(2_000)]
    for before in range(0, 400, 7):
        lines = [*fillers[:before], "heard by Mbelwina", *fillers[before:1600], "Otrasheko said so", *fillers[1600:]]
        clean, known = searched("\n".join(lines).encode(), [])
        assert not clean
        met = [*fillers[:before], "heard by Mbelwina", "<p>", "Otrasheko said so", *fillers[1600:]]
        assert searched("\n".join(met).encode(), known)[0], before


def test_a_name_after_many_lines_that_say_nothing_is_found() -> None:
    nothing = ["<td></td>"] * 3_000
    lines = [*map(line, range(300)), "Mbelwina", *nothing, "Otrasheko", *map(line, range(300, 900))]
    assert searched("\n".join(lines).encode(), [])[0]


def test_only_blocks_that_are_new_are_searched(tmp_path: Path) -> None:
    def pieces(lines: list[str], blocks: Blocks) -> int:
        (tmp_path / "elements.jsonl").write_bytes(records(lines))
        return sum(len(list(part.pieces)) for part in parts(tmp_path / "elements.jsonl", "elements.jsonl", blocks))

    lines = list(map(line, range(1_000)))
    first = Blocks()
    assert pieces(lines, first) > 60_000
    again = Blocks(first.found)
    lines.insert(500, "nothing like it was there before")
    assert pieces(lines, again) < 2_000
    assert len(set(again.found) - set(first.found)) < 4


@pytest.fixture
def kept(folder: Folder) -> Folder:
    """A project in which one person stays anonymous."""
    folder.write("sources/interviews/one.md", "x")
    kept_back = f"consent: anonymous\nname: {NAME}\nplace: Kitundwelo\norganisation: {PHONE}\n"
    folder.write("sources/interviews/one.yaml", kept_back)
    folder.document("one", "interview", "I sell onions in the market every morning.", consent="anonymous")
    return folder


def database(lines: list[str]) -> bytes:
    """Return a database with lines in its rows."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE elements (quote TEXT, seq INTEGER)")
    connection.executemany("INSERT INTO elements VALUES (?, ?)", [(said, at) for at, said in enumerate(lines)])
    connection.commit()
    content: bytes = connection.serialize()
    connection.close()
    return content


def archive(lines: list[str]) -> bytes:
    """Return an archive with a long text and short ones."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("project.qde", long_text(lines))
        for at in range(0, len(lines), 50):
            packed.writestr(f"sources/{at}.txt", "\n".join(lines[at : at + 50]))
    return stream.getvalue()


def records(lines: list[str]) -> bytes:
    """Return lines as records of a long file of data."""
    more = map(line, range(100_000, 160_000))
    return "\n".join(json.dumps({"quote": said}) for said in [*lines, *more]).encode()


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("evidence.sqlite", database),
        ("project.qdpx", archive),
        ("elements.jsonl", records),
        ("elements.csv", long_text),
    ],
)
def test_what_is_new_in_a_long_file_is_searched(kept: Folder, name: str, written: Callable[[list[str]], bytes]) -> None:
    lines = list(map(line, range(1_000)))
    known = "it is well known in Zorbelwando that the onions are sold"

    def found(lines: list[str]) -> bool:
        return told(kept, name, written(lines))

    assert not found(lines)
    lines[500] = known
    assert not found(lines)
    lines[502] += f", says {NAME}"
    assert found(lines), "in a block that is known but for this line"
    assert found(lines), "a block that is not clean is never remembered"
    lines[502] = line(502)
    assert not found(lines)

    # Somebody else keeps back what all blocks were clean of.
    kept.write("sources/interviews/two.md", "x")
    kept.write("sources/interviews/two.yaml", "consent: anonymous\nplace: Zorbelwando\n")
    kept.document("two", "interview", "We live here.", consent="anonymous")
    assert found(lines), "known blocks are searched for what is newly kept back"
    kept.write("sources/notebooks/book.md", "x")
    kept.document("book", "notebook", "Zorbelwando is by the river.")
    assert not found(lines), "a public text excuses it"
    kept.document("book", "notebook", "It is by the river.")
    assert found(lines), "what was excused is so no more"


def selection(at: int, said: str) -> str:
    """Return a passage of a project of REFI-QDA, whose identifiers and offsets no other one has."""
    one = f"{at:08x}-0000-5000-8000-{at:012x}"
    return (
        f'<PlainTextSelection guid="{one}" startPosition="{at}" endPosition="{at + 1}" creatingUser="{one}">'
        f'<Description>{said}</Description><CodeRef targetGUID="{one}" /></PlainTextSelection>'
    )


def project_of(said: list[str]) -> bytes:
    """Return a long project file, its passages with what is ``said`` of them."""
    stream = io.BytesIO()
    more = ["cue: they (critique)"] * 20_000
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("project.qde", "\n".join(selection(at, one) for at, one in enumerate([*more, *said])))
    return stream.getvalue()


def table_of(rows: list[list[str]]) -> bytes:
    """Return a long table that ends with these rows."""
    stream = io.StringIO()
    csv.writer(stream).writerows([[str(at), line(at), ""] for at in range(100_000)] + rows)
    return stream.getvalue().encode()


LONG = "a" * 200_000


@pytest.mark.parametrize("said", [NAME, f'" guid="{NAME}', f'User="{PHONE}"', f'Position="{PHONE}"'])
def test_what_is_said_in_a_long_project_file_is_found(kept: Folder, said: str) -> None:
    assert not told(kept, "project.qdpx", project_of(["cue: it"]))
    assert told(kept, "project.qdpx", project_of([f"cue: {said}"]))


@pytest.mark.parametrize(
    "row",
    [
        NAME.split(),
        f"{NAME}{' b' * 40}".split(" ", 1),
        ["a", "b" * 40 + f" {NAME}", "c"],
        ["a", f"“b\n{NAME}", "c"],
        [LONG, NAME],
        [LONG, "\n".join(NAME.split())],
    ],
)
def test_a_name_anywhere_in_a_row_of_a_long_table_is_found(kept: Folder, row: list[str]) -> None:
    assert not told(kept, "elements.csv", table_of([["a", LONG]]))
    assert told(kept, "elements.csv", table_of([row]))


def told(kept: Folder, name: str, content: bytes) -> bool:
    """Return whether something kept back is found in a file of this name and content."""
    return bool(list(leaks(kept.project, [kept.write(f"outputs/evidence/{name}", content)])))


@given(st.text(st.characters(), max_size=60))
@example("Mbel\u00adwina\u2028O\u0301tras\u0301heko ﬁn ½ ª\x1c\ud800 ")
@example("¨a´b\u0345 x\u037a’y_ς")
def test_words_that_recur_are_the_same_words(text: str) -> None:
    known = _Words()
    assert known.of(text) == words(text)
    assert known.of(text) == words(text)


def test_a_run_of_words_is_found_wherever_it_stands_in_a_text() -> None:
    run = tuple(f"word{number}" for number in range(RUN))
    wanted = Wanted(runs=frozenset({run}))
    for before in range(2 * RUN):
        assert wanted.hits([*["x"] * before, *run, "y"]) == {run}
        assert wanted.hits([*["x"] * before, *run[:-1], "y"]) == set()


def test_values_that_stand_apart_are_no_passage_and_are_found_one_by_one() -> None:
    search = Search(WANTED)
    assert not any(search.hits(["Mbelwina", "Otrasheko"], apart=True))
    assert any(search.hits(["onions", "Mbelwina\0Otrasheko", "é"], apart=True))
    assert any(search.hits(["Mbélwina Otrasheko"], apart=True))
    assert any(search.hits(["<b>Mbel</b>wina &#79;trasheko"], apart=True))


def test_a_name_around_a_line_of_tags_is_found_the_first_time() -> None:
    for between in ("<br>", "<img alt='onions'>", r"\u006f\u006e"):
        assert any(Search(WANTED).hits(["by Mbelwina", between, "Otrasheko"])) == ("u00" not in between), between
