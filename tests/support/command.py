"""The program as a user calls it."""

import json

from click.testing import CliRunner, Result

from allocator.app.cli import main


def run(*arguments: object) -> Result:
    """Run a command and return what it printed and its exit status."""
    return CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)


def as_json(*arguments: object) -> dict:
    """Return a command's answer as JSON."""
    return json.loads(run(*arguments, "--format", "json").stdout)
