"""Narrowing a picture to some parks and industries."""

import re
from collections.abc import Sequence

from allocator.app.drawing.names import Names
from allocator.app.session import Session
from allocator.errors import Fault, InputError, Place
from allocator.files.names import Register, resolve
from allocator.model.fields import Named
from allocator.model.layout import Pairs

OF_LAYOUT = ("layout", "布局")
"""Instead of names: those that the layout or the current layout has pairs of."""


def narrowed(session: Session, parks: str | None, industries: str | None, layout: Pairs) -> Names:
    """Return the parks and industries that `--parks` and `--industries` name; all without them.

    Raises:
        InputError: with every name that is not known.
    """
    faults: list[Fault] = []
    shown = layout | session.instance.current
    some = _some(parks, "park", session.scenario.parks, [one for one, _ in shown], faults)
    few = _some(
        industries, "industry", session.scenario.industries, [one for _, one in shown], faults
    )
    if faults:
        raise InputError(faults)
    return Names.of(session, some, few)


def _some(
    text: str | None,
    what: str,
    rows: Sequence[Named],
    of_layout: list[str],
    faults: list[Fault],
) -> list[str] | None:
    if text is None:
        return None
    if text.strip().lower() in OF_LAYOUT:
        return of_layout
    place = Place("--parks" if what == "park" else "--industries")

    def tell(code: str, **facts: object) -> None:
        said = {name: str(fact() if callable(fact) else fact) for name, fact in facts.items()}
        faults.append(Fault(code, place, said))

    register = Register([one.model_dump() for one in rows])
    names = [one.strip() for one in re.split("[,，、;；]", text) if one.strip()]
    if not names:
        faults.append(Fault("draw-names-nothing", place))
    found = [resolve(name, what, register, tell) for name in names]
    return [one for one in found if one is not None]
