"""Fixed choices as planners write them in Chinese: 锁定 for ``in``, 主导 for ``leading``."""

from allocator.files.draft import Draft
from allocator.files.references import section
from allocator.files.text import squeezed
from allocator.model.affinity_settings import Designation

CHOICES = {
    ("locks", "lock"): {"锁定": "in", "排除": "out"},
    ("grants", "rule"): {"分园上限": "park_cap", "产业上限": "industry_cap"},
}
ROLES = {"主导": "leading", "支撑": "supporting", "培育": "supporting"}


def read_words(draft: Draft) -> None:
    """Replace Chinese words for fixed choices by the program's own throughout the tree."""
    for (table, field), words in CHOICES.items():
        _replace(draft, table, field, words)
    roles = _usable_roles(draft)
    _replace(draft, "evidence", "role", roles)
    present = section(draft, "affinity", "relatedness").get("present_roles")
    if isinstance(present, list):
        present[:] = [_word(role, roles) for role in present]


def _replace(draft: Draft, table: str, field: str, words: dict[str, str]) -> None:
    for _, row in draft.rows(table):
        if field in row:
            row[field] = _word(row[field], words)


def _word(value: object, words: dict[str, str]) -> object:
    return words.get(squeezed(value), value) if isinstance(value, str) else value


def _usable_roles(draft: Draft) -> dict[str, str]:
    """Return the Chinese words for roles that the scenario does not use as roles of its own."""
    affinity = section(draft, "affinity")
    if "designation" not in affinity:
        present = section(draft, "affinity", "relatedness").get("present_roles")
        own = [*present] if isinstance(present, list) else []
        return {word: role for word, role in ROLES.items() if word not in own}
    roles = section(draft, "affinity", "designation").get("roles")
    own = [*roles] if isinstance(roles, dict) else [*Designation.model_fields["roles"].default]
    return {word: role for word, role in ROLES.items() if word not in own and role in own}
