"""Write the golden pictures: ``python -m tests.golden.refresh``, then read ``git diff``.

Names what changed, so that nobody has to look for it; look at those in a browser as well.
"""

from pathlib import Path

from tests.support.drawn import every_picture

FOLDER = Path(__file__).parent / "pictures"


def main() -> None:
    """Write every picture that differs, and drop those that are no more."""
    drawn = every_picture()
    for path in sorted(FOLDER.glob("*.svg")):
        if path.name not in drawn:
            path.unlink()
            print("gone:", path.name)
    for name, svg in drawn.items():
        path = FOLDER / name
        if not path.exists() or path.read_text("utf-8") != svg:
            path.write_text(svg, "utf-8")
            print("changed:", name)


if __name__ == "__main__":
    main()
