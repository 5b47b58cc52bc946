"""Arguments and options that commands share, as decorators."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

import click

from allocator.app.language import default_language
from allocator.i18n import LANGUAGES

_MOST_DIGITS = 30  # of a share after the point: beyond any meaning, and exact sums stay quick

Command = TypeVar("Command", bound=Callable[..., Any])


def share(_: click.Context, option: click.Parameter, text: str | None) -> Decimal | None:
    """Return a share from 0 to 1, exact, from text: 0.01, .01 or 1%.

    Raises:
        BadParameter: the text is no share.
    """
    if text is None:
        return None
    try:
        value = Decimal(text[:-1]) / 100 if text.endswith("%") else Decimal(text)
    except InvalidOperation:
        raise click.BadParameter(
            f"{text!r} is not a share like 0.01 or 1%.", param=option
        ) from None
    if not value.is_finite() or (value and value.adjusted() < -_MOST_DIGITS):
        raise click.BadParameter(f"{text!r} is not a share like 0.01 or 1%.", param=option)
    if not 0 <= value <= 1:
        raise click.BadParameter(f"{text!r} is not between 0 and 1.", param=option)
    return value


def amount(_: click.Context, option: click.Parameter, text: str | None) -> Decimal | None:
    """Return an amount of value, exact and at least 0.

    Raises:
        BadParameter: the text is no such number.
    """
    if text is None:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise click.BadParameter(f"{text!r} is not a number.", param=option) from None
    if not (value.is_finite() and 0 <= value < 10**12 and (not value or value.adjusted() > -12)):
        raise click.BadParameter(f"{text!r} is not a number from 0.", param=option)
    return value


def finite(_: click.Context, option: click.Parameter, value: float | None) -> float | None:
    """Return a number that is one.

    Raises:
        BadParameter: it is nan or infinite.
    """
    if value is not None and not isfinite(value):
        raise click.BadParameter(f"{value} is not a number of seconds or units.", param=option)
    return value


def time_limit(says: str) -> Callable[[Command], Command]:
    """Return the option --time-limit; `says` is what a stop does besides."""
    return click.option(
        "--time-limit",
        type=click.FloatRange(0, min_open=True),
        callback=finite,
        metavar="SECONDS",
        help=f"Stop after so long with what there is, and say {says}.",
    )


TIME_LIMIT = time_limit("how far it is proven (exit status 3)")
EFFORT_LIMIT = click.option(
    "--effort-limit",
    type=click.FloatRange(0, min_open=True),
    callback=finite,
    metavar="UNITS",
    help="Like --time-limit, but repeatable: stop CP-SAT after so much work, about seconds.",
)
EFFORT_LIMIT = click.option(
    "--effort-limit",
    type=click.FloatRange(0, min_open=True),
    callback=finite,
    metavar="UNITS",
    help="Like --time-limit, but repeatable: stop CP-SAT after so much work, about seconds.",
)
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
        type=click.Choice(["table", "json", "csv", "xlsx"]),
        show_default="table, xlsx for an output so named",
        help="Form of the answer; xlsx is a workbook and needs --output.",
    )
    for decorate in (OUTPUT, LANGUAGE, formats, SCENARIO):
        command = decorate(command)
    return command
