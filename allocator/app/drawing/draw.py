"""Drawing what was asked for: a study where the picture needs one, its data, the picture."""

from collections.abc import Callable, Mapping
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
from allocator.errors import Fault, InputError, Place
from allocator.model.layout import Pairs
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


def draw(session: Session, asked: Asked) -> str | Answer:
    """Return the picture as SVG; the answer that says why, where there is nothing to draw.

    Raises:
        InputError: the proposal, the options or the scenario do not allow the picture.
    """
    return _DRAWN[asked.kind](session, asked)


def _heatmap(session: Session, asked: Asked) -> str | Answer:
    return _of_layout(
        session, asked, lambda *of: pictures.heatmap(data.heatmap_data(*of), session.language)
    )


def _bipartite(session: Session, asked: Asked) -> str | Answer:
    return _of_layout(
        session, asked, lambda *of: pictures.bipartite(data.bipartite_data(*of), session.language)
    )


def _map(session: Session, asked: Asked) -> str | Answer:
    return _of_layout(
        session, asked, lambda *of: pictures.district_map(map_data(*of), session.language)
    )


def _change(session: Session, asked: Asked) -> str | Answer:
    if not session.instance.current:
        raise InputError([Fault("change-without-current", Place("draw change"))])
    return _of_layout(
        session, asked, lambda *of: pictures.change(data.change_data(*of), session.language)
    )


def _of_layout(
    session: Session, asked: Asked, drawn: Callable[[Names, Pairs], str]
) -> str | Answer:
    """Draw the proposal or, without one, the best layout."""
    layout = _proposed(session, asked)
    if layout is None:
        answer = _ranking(session, 1)
        if not answer.payload.layouts:
            return answer
        layout = answer.payload.layouts[0].layout
    return drawn(narrowed(session, asked.parks, asked.industries, layout), layout)


def _proposed(session: Session, asked: Asked) -> Pairs | None:
    if not asked.proposes:
        return None
    return read_proposal(asked.proposal, asked.steps, session.scenario).layout


def _ranking(session: Session, count: int) -> Answer:
    return answer_rank(session, None, None, None, **{**_UNASKED, "count": count})


def _profile(session: Session, asked: Asked) -> str | Answer:
    answer = _ranking(session, asked.count or _LISTED["profile"])
    if not answer.payload.layouts:
        return answer
    listed = data.profile_data(Names.of(session), answer.payload.layouts)
    return pictures.profile(listed, session.language)


def _share(session: Session, asked: Asked) -> str | Answer:
    marked = _proposed(session, asked)
    answer = _ranking(session, asked.count or _LISTED["share"])
    layouts = [one.layout for one in answer.payload.layouts]
    if not layouts:
        return answer
    layout = layouts[0] if marked is None else marked
    names = narrowed(session, asked.parks, asked.industries, layout)
    shares = data.share_data(names, layouts, layout)
    return pictures.acceptability(shares, session.language)


def _frontier(session: Session, asked: Asked) -> str | Answer:
    answer = answer_rank(session, asked.terms, None, None, **_UNASKED)
    if not answer.payload.points:
        return answer
    found = data.frontier_data(Names.of(session), answer.payload)
    return pictures.frontier(found, session.language)


def _phase(session: Session, asked: Asked) -> str | Answer:
    years = (asked.years, asked.moves, asked.legal_by)
    answer = answer_phase(session, years, asked.proposal, None)
    if not answer.payload.years:
        return answer
    found = data.timeline_data(Names.of(session), answer.payload)
    return pictures.timeline(found, session.language)


_DRAWN: Mapping[str, Callable[[Session, Asked], str | Answer]] = {
    "heatmap": _heatmap,
    "bipartite": _bipartite,
    "map": _map,
    "change": _change,
    "profile": _profile,
    "share": _share,
    "frontier": _frontier,
    "phase": _phase,
}
