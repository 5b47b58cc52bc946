"""What is saved comes back as it was, version by version."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from allocator.errors import InputError
from allocator.store import Entry, Missing, Saved, Stale, Store, open_store
from allocator.store.tables import document_version

NAMES = [
    "<script>alert(1)</script>",
    "中关村 🏙️👩‍🔬",
    "'; DROP TABLE document; --",
    "",
    "é\u202e\ufeff",
]
NO_KEYS = [
    "",
    "..",
    "../../etc/passwd",
    "x" * 65,
    "a\0b",
    "\ud800",
    "' OR 1=1",
    "園",
    "no-such-key",
]


def first(store: Store, content: str = "{}") -> Saved:
    return store.save_scenario(content, "基准", "王", "开始")


@pytest.mark.parametrize("text", NAMES)
def test_every_text_comes_back_as_it_was(store, text):
    content = json.dumps({"name": text}, ensure_ascii=False)
    saved = store.save_scenario(content, text, text, text)
    assert (saved.name, saved.who, saved.why, saved.content) == (text, text, text, content)
    assert saved.sha256 == sha256(content.encode()).hexdigest()
    assert store.scenario(saved.key) == saved


def test_versions_count_from_one_and_all_are_kept(store):
    one = first(store, "1")
    two = store.save_scenario("2", "改名", "李", "改", one.key, 1)
    assert (one.version, two.version, two.key) == (1, 2, one.key)
    assert store.versions(one.key) == [two, one]
    assert store.scenario(one.key) == two
    assert store.scenario(one.key, 1) == one


def test_lists_hold_the_newest_of_each_the_last_saved_first(store):
    one, other = first(store, "1"), first(store, "2")
    assert store.scenarios() == [other, one]
    again = store.save_scenario("3", "c", "d", "e", one.key, 1)
    assert store.scenarios() == [again, other]


def test_lists_without_contents_say_the_same(store):
    one = first(store)
    store.save_scenario("2", "b", "c", "d", one.key, 1)
    proposal = store.save_proposal(one.key, "[]", "p", "q", "r")
    pairs = [
        (store.scenarios(), store.scenario_entries()),
        (store.versions(one.key), store.history(one.key)),
        (store.proposals(one.key), store.proposal_entries(one.key)),
        (store.proposal_versions(proposal.key), store.proposal_history(proposal.key)),
    ]
    for whole, entries in pairs:
        assert entries == [without_content(saved) for saved in whole] != []


def without_content(saved: Saved) -> Entry:
    return Entry(**{name: getattr(saved, name) for name in Entry.__slots__})


def test_who_comes_second_is_told_and_nothing_is_written(store):
    one = first(store)
    mine = store.save_scenario("mine", "a", "李", "b", one.key, 1)
    for expected in (1, 3, 0, -1, 2**70):
        with pytest.raises(Stale) as told:
            store.save_scenario("theirs", "a", "张", "b", one.key, expected)
        assert told.value.latest == mine
    assert store.versions(one.key) == [mine, one]
    merged = store.save_scenario("both", "a", "张", "b", one.key, told.value.latest.version)
    assert merged.version == 3


def test_a_key_without_the_version_started_from_is_a_slip_of_the_caller(store):
    one = first(store)
    with pytest.raises(ValueError, match="belong together"):
        store.save_scenario("2", "a", "b", "c", key=one.key)
    with pytest.raises(ValueError, match="belong together"):
        store.save_proposal(one.key, "2", "a", "b", "c", expected=1)


def test_proposals_belong_to_a_scenario(store):
    mine, other = first(store), first(store)
    one = store.save_proposal(mine.key, "[1]", "方案", "王", "试")
    two = store.save_proposal(mine.key, "[2]", "方案", "王", "改", one.key, 1)
    assert (one.scenario, two.version) == (mine.key, 2)
    assert store.proposals(mine.key) == [two]
    assert store.proposals(other.key) == []
    assert store.proposal(one.key, 1) == one
    with pytest.raises(Stale):
        store.save_proposal(mine.key, "[3]", "a", "b", "c", one.key, 1)
    with pytest.raises(Missing):
        store.save_proposal(other.key, "[3]", "a", "b", "c", one.key, 2)
    assert store.proposal_versions(one.key) == [two, one]


def test_a_scenario_is_no_proposal(store):
    scenario = first(store)
    proposal = store.save_proposal(scenario.key, "[]", "a", "b", "c")
    assert scenario in store.scenarios()
    assert len(store.scenarios()) == 1
    for ask, key in ((store.scenario, proposal.key), (store.proposal, scenario.key)):
        with pytest.raises(Missing):
            ask(key)
    with pytest.raises(Missing):
        store.save_scenario("x", "a", "b", "c", proposal.key, 1)
    with pytest.raises(Missing):
        store.save_proposal(proposal.key, "x", "a", "b", "c")


@pytest.mark.parametrize("key", NO_KEYS)
def test_what_is_not_there_is_missing(store, key):
    first(store)
    asks = [store.scenario, store.versions, store.history, store.proposals, store.proposal_entries]
    asks += [store.proposal, store.proposal_versions, store.proposal_history, store.runs, store.run]
    for ask in asks:
        with pytest.raises(Missing):
            ask(key)
    for save in (
        lambda: store.save_scenario("x", "a", "b", "c", key, 1),
        lambda: store.save_proposal(key, "x", "a", "b", "c"),
        lambda: store.save_run(key, 1, "rank", {}, "{}", "optimal", "b"),
    ):
        with pytest.raises(Missing):
            save()


@pytest.mark.parametrize("version", [0, -1, 2, 2**31, 2**63, 2**70])
def test_a_version_that_is_not_there_is_missing(store, version):
    key = first(store).key
    with pytest.raises(Missing):
        store.scenario(key, version)
    with pytest.raises(Missing):
        store.save_run(key, version, "rank", {}, "{}", "optimal", "b")
    assert store.runs(key) == []


def test_runs_are_kept_with_the_version_they_ran_on(store):
    key = first(store).key
    settings = {"count": 3, "distance": None, "名": ["<script>", 0.5]}
    one = store.save_run(key, 1, "rank", settings, '{"a": 1}', "optimal", "王")
    two = store.save_run(key, 1, "check", {}, "{}", "infeasible", "李")
    assert (one.settings, one.answer, one.version, one.scenario) == (settings, '{"a": 1}', 1, key)
    assert store.runs(key) == [two, one]
    assert store.runs(key, limit=1) == [two]
    assert store.run(one.key) == one


def test_moments_are_those_of_the_clock_in_utc(url):
    beijing = timezone(timedelta(hours=8))
    now = datetime(2026, 3, 1, 7, 30, 0, 123456, tzinfo=beijing)
    with open_store(url, clock=lambda: now) as store:
        saved = first(store)
        run = store.save_run(saved.key, 1, "rank", {}, "{}", "optimal", "b")
    for when in (saved.when, run.when):
        assert when == now
        assert when.tzinfo is UTC or when.utcoffset() == timedelta(0)
    assert saved.when.day == 28


def test_keys_are_random_and_may_stand_in_a_url(store):
    keys = {first(store).key for _ in range(50)}
    assert len(keys) == 50
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", key) for key in keys)


@pytest.mark.parametrize("bad", ["a\0b", "\ud83d"])
def test_what_is_no_text_is_refused_by_name(store, bad):
    with pytest.raises(InputError) as told:
        store.save_scenario("{}", bad, "b", bad)
    assert [(f.code, f.place.file) for f in told.value.faults] == [
        ("store-text", "name"),
        ("store-text", "why"),
    ]
    assert store.scenarios() == []
    key = first(store).key
    with pytest.raises(InputError):
        store.save_run(key, 1, "rank", {}, bad, "optimal", "b")
    assert store.runs(key) == []


def test_large_contents(store):
    content = json.dumps("园🎉" * 4_000_000, ensure_ascii=False)
    key = first(store, content).key
    assert store.scenario(key).content == content


def test_ten_thousand_versions(store):
    one = first(store)
    row = {"key": one.key, "name": "n", "who": "w", "why": "y", "saved": one.when}
    row |= {"sha256": sha256(b"x").hexdigest(), "content": "x"}
    rows = [row | {"version": version} for version in range(2, 10_000)]
    with store._database.writing() as connection:
        connection.execute(insert(document_version), rows)
    last = store.save_scenario("last", "a", "b", "c", one.key, 9_999)
    assert last.version == 10_000
    assert [entry.version for entry in store.history(one.key)] == list(range(10_000, 0, -1))
    assert store.scenarios() == [last]
    assert store.scenario(one.key, 5_000).content == "x"


@pytest.mark.parametrize("table", ["document", "document_version", "run"])
@pytest.mark.parametrize("change", ["UPDATE {} SET key = 'x'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_what_is_saved(store, table, change):
    one = first(store)
    run = store.save_run(one.key, 1, "rank", {}, "{}", "optimal", "b")
    with (
        pytest.raises(DBAPIError, match="saved rows are not changed"),
        store._database.writing() as c,
    ):
        c.exec_driver_sql(change.format(table))
    assert store.versions(one.key) == [one]
    assert store.runs(one.key) == [run]


def test_another_store_of_the_same_place_sees_it_all(store, url):
    one = first(store)
    with open_store(url) as other:
        two = other.save_scenario("2", "a", "b", "c", one.key, 1)
    assert store.versions(one.key) == [two, one]
