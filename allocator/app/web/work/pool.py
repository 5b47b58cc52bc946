"""A few worker processes behind one queue. To cancel is to end a process and start another."""

import logging
import multiprocessing
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from tempfile import TemporaryDirectory
from threading import Condition, Thread
from time import monotonic, sleep

from allocator.app.web.work.calls import Call, Refusal, Reply
from allocator.app.web.work.worker import work

_GRACE = 15.0
"""Seconds that a worker has, when its time is up, to come out of a library."""
_JOIN = 5.0
_AGAIN = 1.0
"""Seconds after which a process is started anew where it could not be started."""
_ENDED = Refusal(status=500, code="worker-ended")
_log = logging.getLogger(__name__)


class FullError(Exception):
    """Too many questions wait already."""


@dataclass(eq=False)
class Job:
    """A question on its way: when it came and began, and the process that works on it."""

    call: Call
    came: float = field(default_factory=monotonic)
    began: float | None = None
    ended: float | None = None
    cancelled: bool = False
    future: "Future[Reply | Refusal]" = field(default_factory=Future)
    worker: "Worker | None" = None

    @property
    def state(self) -> str:
        """Return ``queued``, ``running``, ``done``, ``cancelled`` or ``failed``."""
        if self.cancelled:
            return "cancelled"
        if self.future.done():
            return "done" if isinstance(self.future.result(), Reply) else "failed"
        return "queued" if self.began is None else "running"

    @property
    def seconds(self) -> float:
        """Return how long the question has been worked on, or was."""
        if self.began is None:
            return 0.0
        return (monotonic() if self.ended is None else self.ended) - self.began


class Worker:
    """A process, the line to it, and the folder in which it may write."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="allocator-worker-")
        self._line, self.process = self._started()

    def _started(self) -> tuple[Connection, BaseProcess]:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=work, args=(there, self._folder.name), daemon=True)
        process.start()
        there.close()
        return here, process

    def ask(self, call: Call) -> Reply | Refusal:
        """Return the answer to a question; a refusal where the process ended without one.

        Whatever goes wrong on the way to the process ends the process, not the thread that asks.
        """
        try:
            return self._asked(call)
        except Exception:
            _log.exception("no answer from a worker")
            self.end()
            return _ENDED

    def _asked(self, call: Call) -> Reply | Refusal:
        try:
            self._line.send(call)
            if not self._line.poll(call.seconds + _GRACE):
                self.end()
                return Refusal(status=504, code="nothing-in-time", more={"seconds": call.seconds})
            found: Reply | Refusal = self._line.recv()
        except (EOFError, OSError):
            return _ENDED
        return found

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self.process.is_alive()

    def kill(self) -> None:
        """End the process, by its own id, without waiting for it."""
        with suppress(ValueError, ProcessLookupError):
            self.process.kill()

    def end(self) -> None:
        """End the process, and wait until it has ended."""
        self.kill()
        with suppress(ValueError):
            self.process.join(_JOIN)

    def close(self) -> None:
        """End the process and take away what it wrote."""
        self.end()
        self._line.close()
        self._folder.cleanup()


class Pool:
    """Workers, each with a thread that hands it one question after the other."""

    def __init__(self, workers: int, waiting: int) -> None:
        self._waiting = waiting
        self._queue: deque[Job] = deque()
        self._changed = Condition()
        self._closed = False
        self._count = workers
        self._threads: list[Thread] = []
        self._workers: set[Worker] = set()

    def start(self) -> None:
        """Start the processes."""
        self._closed = False
        self._threads = [Thread(target=self._serve, daemon=True) for _ in range(self._count)]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """End all processes; what still waits is cancelled."""
        with self._changed:
            self._closed = True
            waiting, workers = [*self._queue], [*self._workers]
            self._changed.notify_all()
        for job in waiting:
            self.cancel(job)
        for worker in workers:
            worker.end()
        for thread in self._threads:
            thread.join(_JOIN)

    def submit(self, call: Call) -> Job:
        """Put a question into the queue.

        Raises:
            FullError: too many wait already.
        """
        with self._changed:
            if len(self._queue) >= self._waiting or self._closed:
                raise FullError
            job = Job(call)
            self._queue.append(job)
            self._changed.notify()
        return job

    def cancel(self, job: Job) -> None:
        """Take a question out of the queue, or end the process that works on it."""
        with self._changed:
            if job.future.done():
                return
            job.cancelled = True
            worker = job.worker
            if worker is None:
                with suppress(ValueError):
                    self._queue.remove(job)
                _settle(job, Refusal(status=409, code="cancelled"))
            else:
                worker.kill()  # within the lock: later it may work on another question

    def _serve(self) -> None:
        while not self._closed:
            try:
                self._serve_on()
            except Exception:
                _log.exception("no worker")
                sleep(_AGAIN)

    def _serve_on(self) -> None:
        """Hand one question after the other to a worker, until the pool is closed."""
        worker = self._hired()
        try:
            while (job := self._next(worker)) is not None:
                found = worker.ask(job.call)
                worker = self._done(job, worker, found)
        finally:
            self._dismiss(worker)

    def _next(self, worker: Worker) -> Job | None:
        with self._changed:
            self._changed.wait_for(lambda: self._queue or self._closed)
            if self._closed:
                return None
            job = self._queue.popleft()
            job.began, job.worker = monotonic(), worker
            return job

    def _done(self, job: Job, worker: Worker, found: Reply | Refusal) -> Worker:
        """Settle a question; return the worker for the next one, a new one where it ended."""
        with self._changed:
            job.worker, job.ended = None, monotonic()
            ended = job.cancelled or found == _ENDED or not worker.alive
            if job.cancelled:
                found = Refusal(status=409, code="cancelled")
            elif self._closed and found == _ENDED:
                found = Refusal(status=503, code="ending")
            closed = self._closed
            _settle(job, found)
        if closed or not ended:
            return worker
        self._dismiss(worker)
        return self._hired()

    def _hired(self) -> Worker:
        worker = Worker()
        with self._changed:
            self._workers.add(worker)
        return worker

    def _dismiss(self, worker: Worker) -> None:
        with self._changed:
            self._workers.discard(worker)
        worker.close()


def _settle(job: Job, found: Reply | Refusal) -> None:
    if not job.future.done():
        job.future.set_result(found)
