"""README.md and the pages: commands that run, links that lead somewhere, nothing of one machine."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.docs import commands
from tests.docs.pages import REPO, files_of_the_repository, read, texts

RANK = (
    "python3 -m venv .venv && .venv/bin/pip install -e . "
    "&& .venv/bin/python cli.py rank scenarios/zhongguancun"
)
TEST = 'python3 -m venv .venv && .venv/bin/pip install -e ".[dev]" && .venv/bin/python -m pytest'
PAGES = sorted(
    path.relative_to(REPO).as_posix()
    for path in [*REPO.glob("*.md"), *REPO.glob("docs/**/*.md"), *REPO.glob("scenarios/**/*.md")]
)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_MACHINE = re.compile(r"(?<![\w./~-])/(?:root|home|Users|work|tmp)/\w+")
_REGISTRIES = ["pypi" + ".org", "pythonhosted" + ".org", "anaconda" + ".org", "npmjs" + ".org"]


def test_the_two_commands_stand_on_lines_of_their_own() -> None:
    lines = [line for line in read("README.md").splitlines() if line.startswith("python3 -m venv")]
    assert lines == [RANK, TEST]


def test_every_command_has_an_example() -> None:
    for name in commands.COMMANDS:
        assert re.search(rf"(?m)^\| `{name}` \| .* \| `allocator {name} ", read("README.md")), name


@pytest.mark.parametrize("name", sorted(commands.excerpts()))
def test_the_answers_shown_are_real(name: str) -> None:
    assert texts("README.md")[name] == commands.excerpts()[name]


def test_every_answer_shown_names_its_command() -> None:
    for name, command in commands.SHOWN_BY.items():
        before = read("README.md").split(f"<!-- text: {name} -->")[0].rstrip().rsplit("\n\n", 1)[1]
        assert f"{command}`" in before, name


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for link in _LINK.findall(read(page)):
        if not link.startswith(("http://", "https://")):
            target, _, anchor = link.partition("#")
            file = (REPO / page).parent / target if target else REPO / page
            assert file.exists(), f"{page}: {link}"
            assert not anchor or anchor in anchors(file), f"{page}: {link}"


def anchors(file: Path) -> set[str]:
    """Return the anchors of a page's headings, as hosts of repositories make them."""
    headings = re.findall(r"(?m)^#+ (.+)$", file.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def test_no_file_names_a_machine_or_a_registry() -> None:
    for path in files_of_the_repository():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # inputs in GBK and the like
        assert not _MACHINE.search(text), path
        assert not any(host in text for host in _REGISTRIES), path


def test_every_dependency_has_its_reason() -> None:
    page = read("docs/decisions/009-dependencies.md")
    project = tomllib.loads(read("pyproject.toml"))["project"]
    stated = re.findall(r"(?m)^\| ([\w.-]+) \|", page.split("| Package", 1)[1])
    assert stated == sorted(map(package, project["dependencies"]))
    others = {package(one) for one in project["optional-dependencies"]["dev"]}
    assert all(re.search(rf"\b{re.escape(one)}\b", page) for one in others)


def package(requirement: str) -> str:
    """Return the name of a requirement without its versions."""
    return re.split(r"[<>=!~\[;]", requirement, maxsplit=1)[0]


def test_decisions_are_numbered_without_gaps() -> None:
    names = sorted(path.name for path in (REPO / "docs" / "decisions").glob("*.md"))
    assert [name[:3] for name in names] == [f"{n:03}" for n in range(1, len(names) + 1)]
    for name in names:
        page = read(f"docs/decisions/{name}")
        assert page.startswith(f"# {name[:3]} ")
        assert all(part in page for part in ("**Context.**", "**Decision.**", "**Consequence.**"))
