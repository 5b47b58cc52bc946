"""The second opinion on every layout that an engine found."""

from collections.abc import Mapping

from allocator.errors import DisagreementError
from allocator.model.instance import Instance
from allocator.model.layout import Pairs, distance
from allocator.model.rules import violations


def judge(
    instance: Instance, value: int, layout: Pairs, bounds: Mapping[str, int] | None = None
) -> None:
    """Check a layout that an engine found with code that knows no engine.

    Raises:
        DisagreementError: it breaks a rule or a bound on a term, or its value is another one.
    """
    broken = {one.rule for one in violations(instance, layout)}
    worth, terms = instance.valuation.value(layout), instance.valuation.terms(layout)
    broken |= {term for term, least in (bounds or {}).items() if terms.get(term, 0) < least}
    if instance.reach and distance(layout, instance.reach.layout) > instance.reach.moves:
        broken.add("reach")
    if broken or worth != value:
        rules = ", ".join(sorted(broken))
        raise DisagreementError(f"rules broken: [{rules}]; value {value}, judged {worth}")
