"""Labels of the reference table and their crosswalk: what one has and the other has not."""

from allocator.files.draft import Draft
from allocator.files.references import section

_SHOWN = 5


def check_crossings(draft: Draft) -> None:
    """Report labels that the crosswalk forgets; give notice of crossings that no label needs.

    A label without a counterpart is listed with an empty industry. One that is not listed
    would silently thin the table out.
    """
    if section(draft, "affinity", "relatedness").get("reference") != "table":
        return
    reference, crosswalk = _labels(draft, "reference"), _labels(draft, "crosswalk")
    if not (reference and crosswalk) or (("crosswalk", None, "label") in draft.blamed):
        return
    for label, number in reference.items():
        if label not in crosswalk:
            draft.fault("label-not-crossed", "reference", number, "label", value=label)
    if unused := sorted(crosswalk.keys() - reference.keys()):
        shown = ", ".join(unused[:_SHOWN]) + (" …" if len(unused) > _SHOWN else "")
        draft.notice("label-not-in-reference", "crosswalk", count=len(unused), labels=shown)


def _labels(draft: Draft, table: str) -> dict[str, int]:
    """Return every label of a table with the number of the first record that has it."""
    labels: dict[str, int] = {}
    for number, row in draft.rows(table):
        if isinstance(label := row.get("label"), str):
            labels.setdefault(label.strip(), number)
    return labels
