"""Workers that fail: the thread that asks them goes on, and the next question is answered."""

import logging
from collections.abc import Iterator

import pytest

from allocator.app.web.work.calls import Call, Refusal, Reply
from allocator.app.web.work.pool import Job, Pool, Worker

PATIENCE = 60.0
QUESTION = Call(task="read", language="en", content="schema: allocator/scenario/1\n")


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool(1, 8)
    made.start()
    yield made
    made.close()


def answer(job: Job) -> Reply | Refusal:
    return job.future.result(PATIENCE)


def codes(found: Reply | Refusal) -> tuple[int, str]:
    assert isinstance(found, Refusal)
    return found.status, found.code


def test_what_cannot_be_sent_to_a_worker(pool: Pool, caplog: pytest.LogCaptureFixture) -> None:
    unsendable = Call(task="read", language="en", asked={"x": lambda: None})
    with caplog.at_level(logging.CRITICAL):
        jobs = [pool.submit(unsendable) for _ in range(3)]
        assert {codes(answer(one)) for one in jobs} == {(500, "worker-ended")}
    assert codes(answer(pool.submit(QUESTION))) == (422, "faults")


def test_what_a_task_does_not_expect(pool: Pool) -> None:
    nothing = Call(task="unheard-of", language="en")
    assert codes(answer(pool.submit(nothing))) == (500, "bug")
    before = [one.process.pid for one in pool._workers]
    assert codes(answer(pool.submit(QUESTION))) == (422, "faults")
    assert [one.process.pid for one in pool._workers] == before


def test_a_worker_that_cannot_be_started(
    pool: Pool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """One is killed, and the next two cannot start: the question waits for the third."""
    answer(pool.submit(QUESTION))
    troubles = [OSError(28, "no space"), OSError(24, "too many files")]
    start = Worker.__init__

    def failing(self: Worker) -> None:
        if troubles:
            raise troubles.pop()
        start(self)

    monkeypatch.setattr(Worker, "__init__", failing)
    with caplog.at_level(logging.CRITICAL):
        for one in [*pool._workers]:
            one.kill()
        assert codes(answer(pool.submit(QUESTION))) == (500, "worker-ended")
        assert codes(answer(pool.submit(QUESTION))) == (422, "faults")
    assert not troubles
