"""Undo and redo, against a list that a child could keep."""

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from playwright.sync_api import Page

PLAY = """
async (moves) => {
  const { History } = await import("/static/history.js");
  const history = new History({ pairs: [], locks: {} });
  const seen = [];
  for (const move of moves) {
    if (move === "undo") history.undo();
    else if (move === "redo") history.redo();
    else {
      const held = new Set(history.now.pairs);
      if (!held.delete(move)) held.add(move);
      history.push({ ...history.now, pairs: [...held] });
    }
    seen.push(history.now.pairs);
  }
  return seen;
}
"""


def expected(moves: list[str]) -> list[list[str]]:
    """Return what is in after each move: all states so far, and a finger on one of them."""
    states: list[frozenset[str]] = [frozenset()]
    at, seen = 0, []
    for move in moves:
        if move == "undo":
            at = max(0, at - 1)
        elif move == "redo":
            at = min(len(states) - 1, at + 1)
        else:
            states[at + 1 :] = [states[at] ^ {move}]
            at += 1
        seen.append(sorted(states[at]))
    return seen


def test_undo_and_redo_are_a_finger_on_a_list(page: "Page") -> None:
    @settings(max_examples=60)
    @given(st.lists(st.sampled_from(["a", "b", "c", "undo", "redo"]), max_size=30))
    def held(moves: list[str]) -> None:
        assert page.evaluate(PLAY, moves) == expected(moves)

    held()


def test_a_step_that_changes_nothing_is_none(page: "Page") -> None:
    told = page.evaluate(
        """async () => {
          const { History } = await import("/static/history.js");
          const history = new History({ pairs: ["b", "a"], locks: {} });
          return [history.push({ pairs: ["a", "b"], locks: {} }), history.past.length];
        }"""
    )
    assert told == [False, 0]
