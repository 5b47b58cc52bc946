"""Several writers at once, in threads and in processes, and writers that are killed."""

import random
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from allocator.store import Saved, Stale, Store, open_store

REPO = Path(__file__).parents[3]
WRITERS = 8


def start(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.unit.store.writer", *arguments]
    return subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, text=True)


def assert_whole(versions: list[Saved]) -> None:
    """Every version is there once, and each is what one writer wrote in one go."""
    assert [saved.version for saved in reversed(versions)] == list(range(1, len(versions) + 1))
    for saved in versions[:-1]:
        first = f"{saved.who}:{saved.why}:"
        assert saved.content == first * (len(saved.content) // len(first))


def test_of_many_who_start_from_one_version_exactly_one_saves(store):
    saved = store.save_scenario("{}", "n", "w", "y")
    for expected in range(1, 11):
        together = Barrier(WRITERS)

        def save(who: int, expected: int = expected, together: Barrier = together) -> Saved | Stale:
            together.wait()
            try:
                return store.save_scenario(f"{who}", "n", f"{who}", "y", saved.key, expected)
            except Stale as stale:
                return stale

        with ThreadPoolExecutor(WRITERS) as pool:
            ends = list(pool.map(save, range(WRITERS)))
        (won,) = [end for end in ends if isinstance(end, Saved)]
        assert won.version == expected + 1
        told = [end.latest for end in ends if isinstance(end, Stale)]
        assert told == [won] * (WRITERS - 1)
    assert [entry.version for entry in store.history(saved.key)] == list(range(11, 0, -1))


def test_threads_that_take_up_what_is_newest_lose_nothing(store):
    key = store.save_scenario("{}", "n", "w", "y").key

    def save_ten(who: int) -> list[Saved]:
        return [save_at_last(store, key, f"{who}:{turn}") for turn in range(10)]

    with ThreadPoolExecutor(WRITERS) as pool:
        kept = [saved for mine in pool.map(save_ten, range(WRITERS)) for saved in mine]
    kept.sort(key=lambda saved: -saved.version)
    assert store.versions(key)[:-1] == kept
    assert len(kept) == 10 * WRITERS


def save_at_last(store: Store, key: str, content: str) -> Saved:
    expected = 1
    while True:
        try:
            return store.save_scenario(content, "n", "w", "y", key, expected)
        except Stale as stale:
            expected = stale.latest.version


def test_processes_that_save_at_once_lose_nothing(store, url):
    key = store.save_scenario("{}", "n", "w", "y").key
    writers = [start(url, key, f"writer{number}", "8") for number in range(3)]
    said = [int(line) for writer in writers for line in writer.communicate(timeout=120)[0].split()]
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert sorted(said) == list(range(2, 26))
    assert_whole(store.versions(key))
    assert len(store.history(key)) == 25


def test_threads_that_open_a_new_store_at_once_all_get_it(url):
    together = Barrier(WRITERS)

    def open_and_save(who: int) -> str:
        together.wait()
        with open_store(url) as store:
            return store.save_scenario(f"{who}", "n", "w", "y").content

    with ThreadPoolExecutor(WRITERS) as pool:
        assert sorted(pool.map(open_and_save, range(WRITERS))) == [str(n) for n in range(WRITERS)]
    with open_store(url) as store:
        assert len(store.scenarios()) == WRITERS


def test_a_reader_is_not_kept_waiting_by_a_writer(store):
    saved = store.save_scenario("{}", "n", "w", "y")
    with store._database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO document (key, kind) VALUES ('half-way', 'scenario')"
        )
        began = time.monotonic()
        assert store.scenarios() == [saved]
        assert time.monotonic() - began < 5


def test_a_writer_is_not_kept_waiting_by_a_reader(store):
    saved = store.save_scenario("{}", "n", "w", "y")
    with store._database.reading() as connection:
        count = "SELECT count(*) FROM document_version"
        assert connection.exec_driver_sql(count).scalar() == 1
        began = time.monotonic()
        store.save_scenario("2", "n", "w", "y", saved.key, 1)
        assert time.monotonic() - began < 5


def test_a_writer_that_is_killed_leaves_only_whole_versions(url):
    when = random.Random(7)
    with open_store(url) as store:
        key = store.save_scenario("{}", "n", "w", "y").key
    said: list[int] = []
    for turn in range(12):
        writer = start(url, key, f"writer{turn}", "0")
        said.append(int(writer.stdout.readline()))  # it is at work now
        time.sleep(when.random() * 0.06)
        writer.kill()
        said += [int(line) for line in writer.communicate(timeout=60)[0].split()]
        assert writer.returncode == -9
        with open_store(url) as store:
            versions = store.versions(key)
            assert_whole(versions)
            assert versions[0].version - said[-1] in {0, 1}  # saved, and killed before it said so
            store.save_scenario("again:0:", "n", "again", "0", key, versions[0].version)
    assert len(set(said)) == len(said)
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("after", [0.0, 0.01, 0.02, 0.04, 0.08])
def test_who_is_killed_while_a_store_is_made_leaves_none_or_a_whole_one(url, after):
    program = (
        "import sys; from allocator.store import open_store; print('ready', flush=True);"
        "open_store(sys.argv[1])"
    )
    command = [sys.executable, "-c", program, url]
    maker = subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, text=True)
    assert maker.stdout.readline() == "ready\n"
    time.sleep(after)
    maker.kill()
    maker.communicate(timeout=60)
    with open_store(url) as store:
        saved = store.save_scenario("{}", "n", "w", "y")
        assert store.scenarios() == [saved]
