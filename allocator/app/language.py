"""Which language to speak when nobody says."""

import os

from allocator.i18n import Language


def default_language() -> Language:
    """Return ``ALLOCATOR_LANG`` if set, ``en`` under an English locale, else ``zh``."""
    spoken = os.environ.get("ALLOCATOR_LANG") or next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return "en" if spoken.lower().startswith("en") else "zh"
