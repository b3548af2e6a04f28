"""Which of many are listed: never more than asked for, in their order, those that matter and all groups."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from wsse_vision.join.choosing import chosen, ends

Item = tuple[int, str, int, bool]
"""Place, group, weight, whether it comes first."""

ITEMS = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 5), st.booleans()), max_size=40).map(
    lambda found: [(place, *one) for place, one in enumerate(found)]
)
LIMITS = st.integers(1, 20)


def few(items: list[Item], limit: int) -> list[Item]:
    return chosen(items, limit, group=lambda i: i[1], weight=lambda i: i[2], first=lambda i: i[3]).shown


@given(ITEMS, LIMITS)
def test_as_many_as_there_is_room_for_are_listed_in_their_order(items: list[Item], limit: int) -> None:
    shown = few(items, limit)
    assert len(shown) == min(limit, len(items))
    assert shown == [item for item in items if item in shown]


@given(ITEMS, LIMITS)
def test_nothing_goes_before_what_comes_first(items: list[Item], limit: int) -> None:
    left = [item for item in items if item not in few(items, limit)]
    if any(item[3] for item in left):
        assert all(item[3] for item in few(items, limit))


@given(ITEMS, LIMITS)
def test_groups_take_turns_and_give_their_heaviest(items: list[Item], limit: int) -> None:
    shown = few(items, limit)
    for first in (True, False):
        given_of = Counter(item[1] for item in shown if item[3] is first)
        left = [item for item in items if item[3] is first and item not in shown]
        for item in left:
            assert max(given_of.values(), default=0) <= given_of[item[1]] + 1, "no group waits for two turns of another"
            assert all(other[2] >= item[2] for other in shown if other[3] is first and other[1] == item[1])


def test_how_many_more_there_are_is_known() -> None:
    found = chosen("vwxyz", 3, group=lambda _letter: 0)
    assert (found.shown, found.total, found.more) == (["v", "w", "x"], 5, 2)
    assert chosen("vw", 3, group=lambda _letter: 0).more == 0


@given(st.integers(0, 30), LIMITS)
def test_both_ends_of_a_list_make_it_up_or_leave_out_its_middle(number: int, limit: int) -> None:
    items = list(range(number))
    top, end = ends(items, limit)
    assert len(top) + len(end) == min(number, limit)
    assert items[: len(top)] == top and items[len(items) - len(end) :] == end
    assert number <= limit or 0 <= len(top) - len(end) <= 1
