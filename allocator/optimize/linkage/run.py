"""A run of the engine: the layout at hand, the bound on all layouts, and how it went."""

from dataclasses import dataclass, field

from allocator.errors import EngineError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs
from allocator.optimize.limits import Limit, StoppedError
from allocator.optimize.linkage.products import Products
from allocator.optimize.network.residual import Ints


@dataclass(frozen=True)
class Effort:
    """How much is tried: runs of the local search, draws of each, steps and rounds of bounds."""

    short: tuple[int, int] = (3, 150_000)
    """At the start."""
    long: tuple[int, int] = (4, 600_000)
    """Before the search for a proof."""
    draws_per_pair: int = 2_000
    polish_draws: int = 4_000
    split_steps: int = 300
    root_rounds: int = 120
    root_batch: int = 10
    node_rounds: int = 6
    stalled: int = 25
    """A batch that closes less than this part of the gap is the last one."""
    most_labels: int = 60_000
    most_weights: int = 20_000_000


USUAL = Effort()


@dataclass
class Course:
    """How a search went; keys, of which no layout's exceeds a bound."""

    network_key: int | None = None
    annealed_key: int | None = None
    split_bound: int | None = None
    root_bound: int | None = None
    fixed: int = 0
    labels: int = 0
    units: str = ""
    nodes: int = 0


@dataclass
class Run:
    """What is known so far: `layout` [P * I] with its `key`, and a key that no layout exceeds."""

    instance: Instance
    products: Products
    limit: Limit
    effort: Effort
    course: Course = field(default_factory=Course)
    layout: Ints | None = None
    key: int = 0
    bound: int | None = None

    def offer(self, layout: Ints, key: int) -> None:
        """Keep a layout if it is better than the one at hand."""
        if key > self.key:
            self.layout, self.key = layout, key

    def offer_counted(self, layout: Ints, key: int) -> None:
        """Keep a layout if it is better, and its key is what a loop has counted."""
        if self.products.key(layout) != key:
            raise EngineError("linkage", "a loop that lost count")
        self.offer(layout, key)

    def lowered(self, bound: int) -> None:
        """Take note of a bound; one below the layout at hand says that nothing is above that."""
        bound = max(bound, self.key)
        self.bound = bound if self.bound is None else min(bound, self.bound)
        self.course.root_bound = self.bound

    @property
    def at_hand(self) -> Pairs:
        """The best layout met so far."""
        assert self.layout is not None
        return self.products.layout(self.layout)

    @property
    def best_bound(self) -> int:
        """The bound, once there is one."""
        assert self.bound is not None
        return self.bound

    @property
    def bound_value(self) -> int | None:
        """The bound as a value."""
        return None if self.bound is None else self.instance.valuation.value_of(self.bound)

    @property
    def proven(self) -> bool:
        """Whether no layout is better than the one at hand."""
        return self.bound == self.key

    @property
    def stopped(self) -> bool:
        """Whether the time is up."""
        return self.limit.passed or self.limit.effort == 0.0

    def check(self) -> None:
        """Stop when the time is up."""
        if self.stopped and not self.proven:
            raise StoppedError(self.at_hand, self.bound_value)
