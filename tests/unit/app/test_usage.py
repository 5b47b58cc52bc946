"""Wrong calls: click's own errors, led by a sentence in Chinese where that is asked for."""

import click
import pytest
from click.testing import CliRunner

from allocator.app.cli import main
from allocator.app.usage import WordedError, language_of


def wrong(*arguments: str, language: str = "zh") -> str:
    environment = {"ALLOCATOR_LANG": language}
    result = CliRunner().invoke(main, list(arguments), env=environment, catch_exceptions=False)
    assert result.exit_code == 2
    assert result.stdout == ""
    return result.stderr


CALLS = [
    (["rank"], "缺少 SCENARIO。", "Missing argument 'SCENARIO'."),
    (["rank", "x", "--distence", "3"], "没有选项 --distence。", "Did you mean '--distance'?"),
    (["rnk"], "没有命令 rnk。", "No such command 'rnk'."),
    (["--colour"], "没有选项 --colour。", "No such option '--colour'."),
    (["rank", "x", "--output"], "选项 --output 缺少取值", "requires an argument."),
    (["affinity", "x", "--pair", "a"], "选项 --pair 缺少取值", "requires 2 arguments."),
    (["check", "a", "b", "c"], "参数的个数或写法不对。", "unexpected extra argument (c)"),
    (
        ["rank", "x", "-k0"],
        "-k / --count 的值“0”不可用，须为 1 至 10,000,000 的整数。",
        "0 is not in the range",
    ),
    (
        ["rank", "x", "--count=many"],
        "-k / --count 的值“many”不可用，须为 1 至 10,000,000 的整数。",
        "'many' is not a valid",
    ),
    (["rank", "x", "--within", "3"], "--within 的值“3”不可用。", "'3' is not between 0 and 1."),
    (
        ["rank", "x", "--format", "xml"],
        "--format 的值“xml”不可用，可选：table、json、csv、xlsx。",
        "'xml' is not one of",
    ),
    (["init", "\0", "--lang", "fr"], "--lang 的值“fr”不可用，可选：zh、en。", "'fr' is not one of"),
]


@pytest.mark.parametrize(("arguments", "chinese", "english"), CALLS)
def test_chinese_comes_first_and_english_after(
    arguments: list[str], chinese: str, english: str
) -> None:
    first, rest = wrong(*arguments).split("\n", 1)
    assert first.startswith(f"调用有误：{chinese}")
    assert english in rest


@pytest.mark.parametrize(("arguments", "_", "english"), CALLS)
def test_english_is_as_click_says_it(arguments: list[str], _: str, english: str) -> None:
    said = wrong(*arguments, language="en")
    assert english in said
    assert "调用有误" not in said


def test_the_language_is_read_from_a_call_that_cannot_be_parsed() -> None:
    assert "调用有误" not in wrong("rank", "--lang=en")
    assert "调用有误" not in wrong("rank", "--lang", "zh", "--lang", "en")
    assert wrong("rank", "--lang", "zh", language="en").startswith("调用有误：缺少 SCENARIO。\n")
    assert "调用有误" not in wrong("rank", "--lang", language="en")


def test_what_follows_a_double_dash_is_no_option(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOCATOR_LANG", "zh")
    assert language_of(["rank", "--", "--lang", "en"]) == "zh"
    assert language_of(["rank", "--lang", "en", "--", "--lang", "zh"]) == "en"


def test_an_argument_that_is_wrong_is_named() -> None:
    folder = next(one for one in main.commands["init"].params if one.name == "folder")
    error = click.BadParameter("no", param=folder)
    assert WordedError(error, ["init", "--lang", "zh"]).sentence == "调用有误：FOLDER 的值不可用。"


def test_without_a_command_the_help_is_shown() -> None:
    result = CliRunner().invoke(main, [], env={"ALLOCATOR_LANG": "zh"})
    assert "Commands:" in result.output
    assert "调用有误" not in result.output
