"""Drawing what was asked for: a study where the picture needs one, its data, the picture."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from allocator.app.drawing import pictures as data
from allocator.app.drawing.asked import Asked
from allocator.app.drawing.mapping import map_data
from allocator.app.drawing.names import Names
from allocator.app.drawing.narrow import narrowed
from allocator.app.phase import answer_phase
from allocator.app.proposals import read_proposal
from allocator.app.ranking import answer_rank
from allocator.app.run import Answer
from allocator.app.session import Session
from allocator.app.tables.basics import amount
from allocator.errors import Fault, InputError, Place
from allocator.model.layout import Pairs
from allocator.model.outcome import Status
from allocator.report import pictures

_LISTED = {"profile": 30, "share": 100}
"""How many layouts where -k is not given."""
_UNASKED: Mapping[str, Any] = {
    "count": None,
    "distance": 1,
    "within": None,
    "engine": "auto",
    "time_limit": None,
    "effort_limit": None,
}


@dataclass(frozen=True)
class Drawn:
    """A picture as SVG, none where there is nothing to draw, and the answer that it rests on.

    A proposal rests on no answer.
    """

    svg: str | None
    answer: Answer | None = None


@dataclass(frozen=True)
class _Layout:
    """A layout to draw, and which one it is in words."""

    pairs: Pairs
    caption: str
    answer: Answer | None = None


def draw(session: Session, asked: Asked) -> Drawn:
    """Return the picture that was asked for.

    Raises:
        InputError: the proposal, the options or the scenario do not allow the picture.
    """
    return _DRAWN[asked.kind](session, asked)


def _heatmap(session: Session, asked: Asked) -> Drawn:
    return _of_layout(
        session, asked, lambda *of: pictures.heatmap(data.heatmap_data(*of), session.language)
    )


def _bipartite(session: Session, asked: Asked) -> Drawn:
    return _of_layout(
        session, asked, lambda *of: pictures.bipartite(data.bipartite_data(*of), session.language)
    )


def _map(session: Session, asked: Asked) -> Drawn:
    return _of_layout(
        session, asked, lambda *of: pictures.district_map(map_data(*of), session.language)
    )


def _change(session: Session, asked: Asked) -> Drawn:
    if not session.instance.current:
        raise InputError([Fault("change-without-current", Place("draw change"))])
    return _of_layout(
        session, asked, lambda *of: pictures.change(data.change_data(*of), session.language)
    )


def _of_layout(session: Session, asked: Asked, drawn: Callable[[Names, Pairs, str], str]) -> Drawn:
    """Draw the proposal or, without one, the best layout."""
    layout = _proposed(session, asked) or _first(session, _ranking(session, 1))
    if layout.answer is not None and not layout.answer.payload.layouts:
        return Drawn(None, layout.answer)
    names = narrowed(session, asked.parks, asked.industries, layout.pairs)
    return Drawn(drawn(names, layout.pairs, layout.caption), layout.answer)


def _proposed(session: Session, asked: Asked) -> _Layout | None:
    if asked.proposal is None and not any(asked.steps.values()):
        return None
    layout = read_proposal(asked.proposal, asked.steps, session).layout
    facts = {"count": sum(map(len, asked.steps.values()))}
    if asked.proposal is None:
        return _Layout(layout, session.say("picture.drawn.moves", **facts))
    key = "file_and_moves" if facts["count"] else "file"
    name = asked.proposal.name.encode(errors="replace").decode()
    return _Layout(layout, session.say(f"picture.drawn.{key}", file=name, **facts))


def _first(session: Session, answer: Answer) -> _Layout:
    """Return the first layout of a ranking; one without pairs where the ranking is empty."""
    if not answer.payload.layouts:
        return _Layout(frozenset(), "", answer)
    best = answer.payload.layouts[0]
    key = "best" if answer.payload.proven else "unproven"
    caption = session.say(f"picture.drawn.{key}", value=amount(session, best.value))
    return _Layout(best.layout, caption, answer)


def _ranking(session: Session, count: int) -> Answer:
    return answer_rank(session, None, None, None, **{**_UNASKED, "count": count})


def _profile(session: Session, asked: Asked) -> Drawn:
    answer = _ranking(session, asked.count or _LISTED["profile"])
    if not answer.payload.layouts:
        return Drawn(None, answer)
    listed = data.profile_data(Names.of(session), answer.payload.layouts)
    return Drawn(pictures.profile(listed, session.language), answer)


def _share(session: Session, asked: Asked) -> Drawn:
    marked = _proposed(session, asked)
    answer = _ranking(session, asked.count or _LISTED["share"])
    layouts = [one.layout for one in answer.payload.layouts]
    if not layouts:
        return Drawn(None, answer)
    layout = marked or _first(session, answer)
    names = narrowed(session, asked.parks, asked.industries, layout.pairs)
    shares = data.share_data(names, layouts, layout.pairs, layout.caption)
    return Drawn(pictures.acceptability(shares, session.language), answer)


def _frontier(session: Session, asked: Asked) -> Drawn:
    answer = answer_rank(session, asked.terms, None, None, **_UNASKED)
    if not answer.payload.points:
        return Drawn(None, answer)
    found = data.frontier_data(Names.of(session), answer.payload)
    return Drawn(pictures.frontier(found, session.language), answer)


def _phase(session: Session, asked: Asked) -> Drawn:
    years = (asked.years, asked.moves, asked.legal_by)
    answer = answer_phase(session, years, asked.proposal, None)
    if not answer.payload.years:
        return Drawn(None, answer)
    found = data.timeline_data(Names.of(session), answer.payload)
    return Drawn(pictures.timeline(found, session.language), answer)


def is_proven(drawn: Drawn) -> bool:
    """Return whether all that the picture shows is proven."""
    return drawn.answer is None or drawn.answer.status == Status.OPTIMAL


_DRAWN: Mapping[str, Callable[[Session, Asked], Drawn]] = {
    "heatmap": _heatmap,
    "bipartite": _bipartite,
    "map": _map,
    "change": _change,
    "profile": _profile,
    "share": _share,
    "frontier": _frontier,
    "phase": _phase,
}
