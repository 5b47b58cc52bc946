"""The linkage engine: a good layout, bounds on all layouts, and a search that closes the gap."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from allocator.errors import EngineError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.optimize.limits import NO_LIMIT, InterruptError, Limit
from allocator.optimize.linkage.decided import Decided, decide
from allocator.optimize.linkage.local import LocalSearch
from allocator.optimize.linkage.patterns import Relaxation
from allocator.optimize.linkage.products import Products
from allocator.optimize.linkage.root import root
from allocator.optimize.linkage.run import USUAL, Course, Effort, Run
from allocator.optimize.linkage.tree import Tree
from allocator.optimize.network import NetworkEngine
from allocator.optimize.scope import require


@dataclass
class LinkageEngine:
    """The best layout where pairs are worth more, or less, together (linkage, synergy).

    Raises:
        ScopeError: the instance uses a rule or term that this engine cannot state.
    """

    instance: Instance
    limit: Limit = NO_LIMIT
    workers: int = 1
    """Parts of the search that are looked at together; so many always give the same answer."""
    effort: Effort = USUAL
    _proven: Pairs | None = field(default=None, init=False)
    _decided: Decided | None = field(default=None, init=False)
    _root: Relaxation | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Refuse by name what cannot be stated."""
        require("linkage", self.instance)

    @cached_property
    def products(self) -> Products:
        """The objective as arrays."""
        return Products.of(self.instance)

    @cached_property
    def _run(self) -> Run:
        return Run(self.instance, self.products, self.limit, self.effort)

    @cached_property
    def _local(self) -> LocalSearch:
        return LocalSearch(self._run)

    @cached_property
    def _linear(self) -> Pairs | None:
        """The best layout without products; ``None`` if no layout is legal."""
        return NetworkEngine(self.products.problem, self.limit).best()

    @property
    def course(self) -> Course:
        """How the search went."""
        return self._run.course

    def best(self) -> Pairs | None:
        """Return a layout of the highest key; ``None`` if there is no legal layout.

        Raises:
            StoppedError, InterruptError: the time is up, or Ctrl-C was pressed; with the best
                layout met, and a bound on the value.
        """
        if self._proven is None and self._start():
            self._proven = self._heeding()
            self._run.layout = self.products.chosen(self._proven)
            self._run.key = self._run.bound = self.instance.valuation.key(self._proven)
        return self._proven

    def bound(self) -> int:
        """Return a key that no layout exceeds: the best layout's own once that is proven.

        Raises:
            EngineError: no layout is legal, or 64 bits do not hold the bounds.
        """
        if self._run.bound is None:
            if not self._start() or not self.products.fits:
                raise EngineError("linkage", "a bound where there is none")
            self._bound_all()
        return self._run.best_bound

    @property
    def found(self) -> tuple[int, Pairs] | None:
        """The best layout met so far, with its key."""
        return None if self._run.layout is None else (self._run.key, self._run.at_hand)

    def stream(self) -> Iterator[tuple[int, Pairs]]:
        """Yield ``(key, layout)`` best first: the best by this engine, the next ones by CP-SAT.

        Raises:
            StoppedError: the time is up.
        """
        from allocator.optimize.constraint import ConstraintEngine

        if (first := self.best()) is not None:
            yield self.instance.valuation.key(first), first
            yield from ConstraintEngine(self.instance, self.limit).stream(listed=[first])

    def _start(self) -> bool:
        """Find a good layout; return whether any is legal."""
        run, products = self._run, self.products
        if run.layout is not None:
            return True
        if self._linear is None:
            return False
        run.layout = products.chosen(self._linear)
        run.key = run.course.network_key = products.key(run.layout)
        if products.fits:
            self._local.improve(products.free, *self.effort.short)
        run.course.annealed_key = run.key
        return True

    def _bound_all(self) -> Decided:
        """Bound all layouts, by flows first, then by patterns; return what flows decide."""
        if self._decided is None:
            self._decided = decide(self._run, self._linear or frozenset())
            self._root = root(self._run, self._local, self._decided)
        return self._decided

    def _heeding(self) -> Pairs:
        """Return a layout of the highest key; where Ctrl-C is pressed, keep what is at hand."""
        try:
            return self._search() if self.products.fits else self._by_constraints({})
        except InterruptError:
            raise  # with what CP-SAT has
        except KeyboardInterrupt:
            raise InterruptError(self._run.at_hand, self._run.bound_value) from None

    def _search(self) -> Pairs:
        """Return a layout of the highest key."""
        decided, run = self._bound_all(), self._run
        if self._root is not None:
            Tree(run, self._local, self._root).search(self.workers)
            return run.at_hand
        run.check()
        return run.at_hand if run.proven else self._by_constraints(decided.fixed)

    def _by_constraints(self, fixed: Mapping[tuple[str, str], bool]) -> Pairs:
        """Return a layout of the highest key by the reference model, less what is decided."""
        from allocator.optimize.linkage.proof import prove

        run = self._run
        return prove(self.instance, run.at_hand, fixed, run.bound_value, self.limit)
