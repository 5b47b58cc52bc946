"""A workbook against the JSON of the same answer: the same values, pairs, moves, violations."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from allocator.app.comparison import Comparison
from allocator.app.run import Answer
from allocator.i18n import LANGUAGES, Language, say
from tests.support.result_book import ResultBook

Json = dict[str, Any]


def spoken(answer: Answer, language: Language) -> Answer:
    """Return the answer in a language."""
    payload = answer.payload
    if isinstance(payload, Comparison):
        speaking = tuple(replace(one, language=language) for one in payload.speaking)
        payload = replace(payload, speaking=speaking)
    return replace(answer, session=replace(answer.session, language=language), payload=payload)


def compare(answer: Answer) -> None:
    """Hold the workbook of an answer against its JSON, in both languages."""
    for language in LANGUAGES:
        told = spoken(answer, language)
        content, envelope = told.workbook(), told.envelope()
        assert content == told.workbook()
        book = ResultBook(content, language)
        harmless(book)
        summary(book, envelope)
        SAME[answer.kind](book, envelope["result"])


def harmless(book: ResultBook) -> None:
    """No cell is a formula or a link, whatever it begins with."""
    for cell in book.cells():
        assert cell.data_type in ("s", "n"), cell
        assert cell.hyperlink is None
        assert cell.value == cell.value, "no number is none"


def summary(book: ResultBook, envelope: Json) -> None:
    """Look for the scenario, its hash, the status and every setting in the summary."""
    contents = [row[1] for row in book.summary]
    assert envelope["scenario"]["sha256"] in contents
    assert envelope["scenario"]["id"] in contents
    assert f"({envelope['status']})" in book.text.replace("（", "(").replace("）", ")")
    assert f"allocator {envelope['run']['allocator']}" in contents
    assert any(envelope["run"]["python"] in str(one) for one in contents)
    labels = [str(row[0]) for row in book.summary]
    for name in envelope["run"]["settings"]:
        assert any(label.endswith(name) for label in labels)


def _pairs(entries: Iterable[Json], *first: Any) -> set[tuple[Any, ...]]:
    return {(*first, one["park"], one["industry"]) for one in entries}


def _moves(book: ResultBook, moves: Json, *first: Any) -> set[tuple[Any, ...]]:
    return {
        (*first, say(book.language, f"sheets.change.{key}"), one["park"], one["industry"])
        for key in ("add", "drop")
        for one in moves[key]
    }


def _layouts(book: ResultBook, key: str, entries: list[Json], number: Callable) -> None:
    """Pairs and moves of all layouts, and what is drawn of the first five."""
    pairs = set().union(*(_pairs(one["pairs"], number(one)) for one in entries))
    assert book.pairs("pairs", key) == pairs
    affinities = {
        (number(one), *(pair["park"], pair["industry"], pair["affinity"]))
        for one in entries
        for pair in one["pairs"]
    }
    found = book.columns("pairs", key, "park_id", "industry_id", "affinity")
    assert set(found) == affinities
    if all("moves" in one and isinstance(one["moves"], dict) for one in entries):
        moves = set().union(*(_moves(book, one["moves"], number(one)) for one in entries))
        assert book.pairs("moves", key, "change") == moves
    drawn = [name for name in book.file.sheetnames if _is_drawn(book, key, name)]
    assert len(drawn) == min(len(entries), 5)
    names = {row[2:]: row[:2] for row in book.columns("pairs", *NAMED)}
    for name, one in zip(drawn, entries, strict=False):
        held = {pair for pair, mark in book.marks(name).items() if mark in "●◎"}
        assert held == {names[pair["park"], pair["industry"]] for pair in one["pairs"]}


NAMED = ("park", "industry", "park_id", "industry_id")


def _is_drawn(book: ResultBook, key: str, name: str) -> bool:
    return any(name == say(book.language, f"sheets.layout_of.{key}", number=n) for n in range(200))


def ranking(book: ResultBook, result: Json) -> None:
    """One row per layout, with its terms."""
    layouts = result["layouts"]
    if not layouts:
        assert len(book.file.sheetnames) == 2  # the summary and the run record
        return
    assert book.fact("value") == layouts[0]["value"]
    rows = book.columns("ranking", "rank", "value", "gap", "pairs", "added", "dropped")
    assert rows == [
        (
            one["rank"],
            one["value"],
            one["gap"],
            len(one["pairs"]),
            len(one["moves"]["add"]),
            len(one["moves"]["drop"]),
        )
        for one in layouts
    ]
    for row, one in zip(book.rows("ranking"), layouts, strict=True):
        assert [*row.values()][3 : 3 + len(one["terms"])] == [*one["terms"].values()]
    _layouts(book, "rank", layouts, lambda one: one["rank"])


def frontier(book: ResultBook, result: Json) -> None:
    """One row per point."""
    points = result["points"]
    if not points:
        return
    count = len(result["terms"])
    for row, one in zip(book.rows("points"), points, strict=True):
        assert [*row.values()][1 : 1 + count] == [one["terms"][term] for term in result["terms"]]
    numbers = {id(one): number for number, one in enumerate(points, 1)}
    _layouts(book, "point", points, lambda one: numbers[id(one)])


def steps(book: ResultBook, result: Json) -> None:
    """One row per number of exceptions, and who takes them."""
    found = result["steps"]
    if not found:
        return
    rows = book.columns("steps", "exceptions", "value")
    assert rows == [(one["exceptions"], one["value"]) for one in found]
    if "net_value" in found[0]:
        assert book.columns("steps", "net_value") == [(found[0]["net_value"],)]
    else:
        assert book.columns("steps", "gain") == [(one["gain"],) for one in found]
    taken = [
        (one["exceptions"], each["subject"], each["slots"], each["clause"])
        for one in found
        for each in one["taken"]
    ]
    columns = ("exceptions", "subject_id", "slots", "clause")
    assert (book.columns("taken", *columns) if "taken" in book else []) == taken
    _layouts(book, "exceptions", found, lambda one: one["exceptions"])


VIOLATION = ("park_id", "industry_id", "actual", "limit", "amount", "clause")


def _violation(one: Json) -> tuple[Any, ...]:
    return one["park"], one["industry"], one["actual"], one["limit"], one["amount"], one["clause"]


def check(book: ResultBook, result: Json) -> None:
    """Every violation, value, move, repair and exception."""
    broken = [_violation(one) for each in result["verdicts"] for one in each["violations"]]
    kept = [each["clause"] for each in result["verdicts"] if each["satisfied"]]
    rows = book.columns("verdicts", *VIOLATION)
    held = [row for row in rows if row[:5] == (None,) * 5]
    assert sorted(map(str, rows)) == sorted(map(str, [*broken, *((*[None] * 5, c) for c in kept)]))
    assert len(held) >= len(kept)
    assert book.fact("value") == result["proposal"]["value"]
    values = book.columns("values", "this_layout", "current", "less_current", "best", "less_best")
    best, apart = result["best"], result["against_best"]
    assert values[-1] == (
        result["proposal"]["value"],
        result["current"]["value"],
        result["against_current"]["value"],
        best and best["value"],
        apart and apart["value"],
    )
    for key, moves in (("moves", result["proposal"]["moves"]), ("to_best", result["to_best"])):
        assert _found(book, key, "change") == _moves(book, moves)
    repairs = result["repairs"] or {"smallest": [], "within": []}
    listed = ([] if result["allowed"] else repairs["smallest"]) + repairs["within"]
    told = [(one["value"], one["gap"], one["moves"]["count"]) for one in listed]
    assert _columns(book, "repairs", "value", "gap", "moves") == told
    needed = [(one["subject"], one["slots"]) for one in result["exceptions"]["needed"]]
    rows = _columns(book, "needed", "subject_id", "slots")
    assert [row for row in rows if row[0] is not None] == needed
    place = result["place"] or {"nearest": []}
    nearest = [(one["rank"], one["value"]) for one in place["nearest"]]
    assert _columns(book, "nearest", "rank", "value") == nearest
    reviewed = [*result["review"]["added"], *result["review"]["given_up"]]
    assert {row[1:] for row in _found(book, "review", "change")} == _pairs(reviewed)


def _found(book: ResultBook, key: str, *first: str) -> set[tuple[Any, ...]]:
    return book.pairs(key, *first) if key in book else set()


def _columns(book: ResultBook, key: str, *columns: str) -> list[tuple[Any, ...]]:
    return book.columns(key, *columns) if key in book else []


def prices(book: ResultBook, result: Json) -> None:
    """Every price of a rule and of a pair."""
    assert book.fact("value") == result["value"]
    told = [(one["gain"], one["least"], one["least_gain"]) for one in result["prices"]]
    rows = _columns(book, "prices", "gain", "least", "least_gain")
    assert sorted(map(str, rows)) == sorted(map(str, told))
    bounds(book, result)
    if result["pairs"] is None:
        assert "costs" not in book
        return
    costs = {
        (one["park"], one["industry"], one["cost"], one["affinity"]) for one in result["pairs"]
    }
    assert set(book.columns("costs", "park_id", "industry_id", "cost", "affinity")) == costs
    drawn = [value for row in book.rows("cost_matrix") for value in [*row.values()][1:]]
    known = [one["cost"] for one in result["pairs"] if one["cost"] is not None]
    assert sorted(one for one in drawn if isinstance(one, int | float)) == sorted(known)


def bounds(book: ResultBook, result: Json) -> None:
    """Every bound with what is used of it."""
    told = [(one["limit"], one["used"], " ".join(one["subject"])) for one in result["bounds"]]
    assert _columns(book, "bounds", "limit", "used", "subject_id") == told


def conflicts(book: ResultBook, result: Json) -> None:
    """Every statement of a conflict, every change of a way out."""
    told = [
        (number, sentence)
        for number, one in enumerate(result["conflicts"], 1)
        for sentence in one["sentences"]
    ]
    assert _columns(book, "conflicts", "number", "says") == told
    ways = [
        (number, change["sentence"], change["before"], change["after"])
        for number, one in enumerate(result["relaxations"], 1)
        for change in one["changes"]
    ]
    assert _columns(book, "ways", "number", "change_of", "before", "after") == ways


def pair(book: ResultBook, result: Json) -> None:
    """Hold affinity, parts and the cost of the other side against JSON."""
    for key in ("affinity", "low", "high", "coverage"):
        if result[key] is not None:
            assert book.fact(key) == result[key]
    if result["standing"]["flip_cost"] is not None:
        assert book.fact("cost") == result["standing"]["flip_cost"]
    parts = [(one["value"], one["weight"], one["share"]) for one in result["trace"]]
    assert book.columns("parts", "part_value", "weight", "share") == parts
    if result.get("flipped"):
        assert _found(book, "flipped", "change") == _moves(book, result["flipped"]["moves"])


def affinity(book: ResultBook, result: Json) -> None:
    """Every pair, as a list and as a matrix."""
    told = {
        tuple(one[key] for key in ("park", "industry", "affinity", "low", "high", "coverage"))
        for one in result["pairs"]
    }
    columns = ("park_id", "industry_id", "affinity", "low", "high", "coverage")
    assert set(book.columns("affinities", *columns)) == told
    drawn = [value for row in book.rows("affinity") for value in [*row.values()][1:]]
    known = [one["affinity"] for one in result["pairs"] if one["affinity"] is not None]
    assert sorted(one for one in drawn if isinstance(one, int | float)) == sorted(known)


def phase(book: ResultBook, result: Json) -> None:
    """Every year with its value and its moves."""
    years = result["years"]
    if not years:
        return
    rows = book.columns("years", "year", "value", "broken")[1:]
    assert rows == [(one["year"], one["value"], len(one["violations"])) for one in years]
    assert book.fact("total") == result["total"]
    told = {
        (one["year"], move["gain"], move["park"], move["industry"])
        for one in years
        for move in one["moves"]
    }
    assert set(book.columns("year_moves", "year", "gain_target", "park_id", "industry_id")) == told
    _layouts(book, "year", [{**one, "moves": None} for one in years], lambda one: one["year"])


def nested(book: ResultBook, result: Json) -> None:
    """Every cap with its value and its layout."""
    stages = result["stages"]
    if not stages:
        return
    rows = book.columns("stages", "cap", "value", "best_alone", "nesting_price")
    assert rows == [(one["cap"], one["value"], one["best"], one["price"]) for one in stages]
    _layouts(book, "cap", stages, lambda one: one["cap"])


def whatif(book: ResultBook, result: Json) -> None:
    """Every variant with its value, terms, changes, moves and violations."""
    variants = result["variants"]
    rows = book.columns("comparison", "number", "value", "difference")
    told = [(0, result["base"]["value"], None)]
    told += [
        (n, one["value"], one["against_base"]["difference"]) for n, one in enumerate(variants, 1)
    ]
    assert rows == told
    terms = list(dict.fromkeys(t for one in (result["base"], *variants) for t in one["terms"]))
    for row, one in zip(book.rows("comparison"), [result["base"], *variants], strict=True):
        found = [*row.values()][5 : 5 + len(terms)]
        assert found == [one["terms"].get(term) for term in terms]
        assert row[say(book.language, "whatif.together")] == one.get("together")
    moves = set[tuple[Any, ...]]()
    for number, one in enumerate(variants, 1):
        moved = one["against_base"]["moves"]
        moves |= set() if moved is None else _moves(book, moved, number)
    assert _found(book, "moves_base", "number", "change") == moves
    broken = [
        (number, *_violation(each))
        for number, one in enumerate(variants, 1)
        if one["best_of_base"] is not None
        for each in one["best_of_base"]["violations"]
    ]
    assert _columns(book, "base_broken", "number", *VIOLATION) == broken
    changes = [
        (number, each["number"], each["sentence"])
        for number, one in enumerate(variants, 1)
        for each in one["changes"]
    ]
    assert _columns(book, "changes", "number", "change_number", "change_of") == changes


SAME: Mapping[str, Callable[[ResultBook, Json], None]] = {
    "rank": ranking,
    "rank-frontier": frontier,
    "rank-exceptions": steps,
    "rank-price": steps,
    "check": check,
    "explain-prices": prices,
    "explain-conflicts": conflicts,
    "explain-pair": pair,
    "explain-layout": bounds,
    "phase": phase,
    "phase-nested": nested,
    "whatif": whatif,
    "affinity": affinity,
    "affinity-pair": pair,
}
