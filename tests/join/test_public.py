"""The id under which a source is published gives nobody away."""

from __future__ import annotations

import pytest

from wsse_vision.join.public import public_id


def test_an_id_that_says_nothing_of_what_is_withheld_stays() -> None:
    assert public_id("interview-01", ["Mbelwina Otrasheko", "Kitundwelo"]) == "interview-01"
    assert public_id("interview-01", []) == "interview-01"


@pytest.mark.parametrize(
    "identifier",
    [
        "mbelwina",
        "interview-mbelwina",
        "Otrasheko_M",
        "2004.OTRASHEKO",
        "entrevista-kitundwelo-2",
        "interview-MbelwinaOtrasheko",
    ],
)
def test_a_file_called_after_the_person_is_published_under_a_number(identifier: str) -> None:
    public = public_id(identifier, ["Mbelwina Otrasheko", "Kitundwelo"])
    assert public.startswith("interview-") and public != identifier
    assert not any(word in public.lower() for word in ("mbelwina", "otrasheko", "kitundwelo"))


def test_accents_hide_no_name() -> None:
    assert public_id("interview-jose-nunez", ["José Núñez"]) != "interview-jose-nunez"


def test_the_number_is_the_same_each_time_and_another_for_another_file() -> None:
    first, again, other = (public_id(i, ["Ana Lima"]) for i in ("ana-1", "ana-1", "ana-2"))
    assert first == again != other


def test_small_words_in_a_name_do_not_count() -> None:
    assert public_id("interview-la-paz", ["Maria de la Cruz"]) == "interview-la-paz"
