"""Write the computed parts of the pages: ``python -m tests.docs.refresh``."""

from tests.docs import commands, reference, tour, walkthrough, what_ifs
from tests.docs.pages import refresh_tables, refresh_texts


def main() -> None:
    """Refresh every page that has computed parts."""
    refresh_tables("docs/zhongguancun.md", dict(walkthrough.every_table()))
    refresh_tables(reference.PAGE, reference.refreshed())
    refresh_tables(what_ifs.PAGE, what_ifs.every_table())
    refresh_texts(commands.PAGE, commands.helps())
    refresh_texts("README.md", commands.excerpts())
    refresh_texts(tour.PAGE, tour.excerpts())


if __name__ == "__main__":
    main()
