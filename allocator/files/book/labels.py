"""Words of a workbook's own: labels of roles, and fixed choices that only worksheets have."""

from typing import Any

from allocator.files.draft import Draft
from allocator.files.references import section
from allocator.files.text import squeezed

LABELS = "roles as labelled"
"""Where the labels of roles wait in the draft's tree until evidence has been read."""


def read_labels(draft: Draft) -> None:
    """Replace the labels that the workbook gives to roles by the roles, wherever they stand."""
    labels: dict[str, str] = draft.tree.pop(LABELS, {})
    draft.labels = {role: word for word, role in labels.items()}
    roles = {*labels.values(), *section(draft, "affinity", "designation").get("roles", {})}
    own = {word: role for word, role in labels.items() if word not in roles}
    for _, row in draft.rows("evidence"):
        if "role" in row:
            row["role"] = _role(row["role"], own)
    present = section(draft, "affinity", "relatedness").get("present_roles")
    if isinstance(present, list):
        present[:] = [_role(one, own) for one in present]


def _role(text: Any, labels: dict[str, str]) -> Any:
    return labels.get(squeezed(text), text) if isinstance(text, str) else text
