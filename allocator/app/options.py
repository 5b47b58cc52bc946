"""Arguments and options that commands share, as decorators."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

import click

from allocator.app.language import default_language
from allocator.i18n import LANGUAGES

Command = TypeVar("Command", bound=Callable[..., Any])


class Share(click.ParamType[Decimal]):
    """A share from 0 to 1, exact: 0.01, .01 or 1%."""

    name = "share"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """Return the share as a decimal; fail with a usage error."""
        text = str(value).strip()
        try:
            number = Decimal(text[:-1]) / 100 if text.endswith("%") else Decimal(text)
        except InvalidOperation:
            self.fail(f"{text!r} is not a share like 0.01 or 1%.", param, ctx)
        if not 0 <= number <= 1:
            self.fail(f"{text!r} is not between 0 and 1.", param, ctx)
        return number


SHARE = Share()

SCENARIO = click.argument("scenario", type=click.Path(path_type=Path))
LANGUAGE = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=default_language,
    help="Language of names and sentences (default: zh, or en if the locale is English).",
)
OUTPUT = click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the answer to a file instead of the terminal.",
)


def answer_options(command: Command) -> Command:
    """Add what every answering command takes: SCENARIO, --format, --lang, --output."""
    formats = click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json", "csv"]),
        default="table",
        show_default=True,
        help="Form of the answer.",
    )
    for decorate in (OUTPUT, LANGUAGE, formats, SCENARIO):
        command = decorate(command)
    return command
