"""Wrong calls in words: click knows English only, so a sentence of ours goes before its own."""

from collections.abc import Sequence
from typing import IO, Any

import click

from allocator.app.language import default_language
from allocator.i18n import LANGUAGES, Language, say


class WordedError(click.UsageError):
    """A usage error of click's, said in the language that the call asks for."""

    def __init__(self, error: click.UsageError, arguments: Sequence[str]) -> None:
        super().__init__(error.format_message(), error.ctx)
        self.language = language_of(arguments)
        self.sentence = _sentence(self.language, error, arguments)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print our sentence, unless click's own is in the language, and then click's."""
        if self.language != "en":
            click.echo(self.sentence, file=file, err=file is None)
        super().show(file)


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language that the arguments name, even if they cannot be parsed."""
    asked = _value(("--lang",), arguments)
    return next((one for one in LANGUAGES if one == asked), None) or default_language()


def _sentence(language: Language, error: click.UsageError, arguments: Sequence[str]) -> str:
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _about_parameter(language, error, error.param, arguments)
    if isinstance(error, click.NoSuchOption):
        return say(language, "usage.option", name=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return say(language, "usage.incomplete", name=error.option_name)
    command = getattr(error, "command_name", None)  # of click 8.4 and later
    return say(language, "usage.command" if command else "usage.other", name=command)


def _about_parameter(
    language: Language,
    error: click.BadParameter,
    parameter: click.Parameter,
    arguments: Sequence[str],
) -> str:
    is_option = isinstance(parameter, click.Option)
    name = " / ".join(parameter.opts) if is_option else parameter.human_readable_name
    if isinstance(error, click.MissingParameter):
        return say(language, "usage.missing", name=name)
    value = _value(parameter.opts, arguments) if is_option else None
    if value is None:
        return say(language, "usage.bad", name=name)
    kind, facts = parameter.type, {"name": name, "value": value}
    if isinstance(kind, click.Choice):
        choices = ("、" if language == "zh" else ", ").join(map(str, kind.choices))
        return say(language, "usage.value_choice", **facts, choices=choices)
    if isinstance(kind, click.IntRange):
        ends = {"low": f"{kind.min:,}", "high": f"{kind.max:,}"}
        return say(language, "usage.value_range", **facts, **ends)
    positive = isinstance(kind, click.FloatRange)
    return say(language, "usage.value_positive" if positive else "usage.value", **facts)


def _value(options: Sequence[str], arguments: Sequence[str]) -> str | None:
    """Return the value that the arguments give last for an option, by any of its names."""
    found = None
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        for option in options:
            if argument == option:
                found = next(iter(arguments[place + 1 : place + 2]), found)
            elif option.startswith("--") and argument.startswith(f"{option}="):
                found = argument.partition("=")[2]
            elif not option.startswith("--") and argument.startswith(option):
                found = argument[len(option) :]
    return found
