"""Scenarios in a worker: read from files of fixed names in its own folder, kept by their hash."""

import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from allocator.app.session import Session
from allocator.app.web.work.calls import Call
from allocator.errors import Fault, InputError, Place
from allocator.files import load_scenario, load_variants
from allocator.files.loaded import Loaded
from allocator.i18n import Language
from allocator.model.instance import Instance
from allocator.model.scenario import Scenario
from allocator.model.variant import VARIANT_SCHEMA, Variant

SCENARIO, WORKBOOK = Path("scenario.json"), Path("scenario.xlsx")
_LAYOUTS: Mapping[Language, Path] = {"zh": Path("当前布局.json"), "en": Path("layout at hand.json")}
"""The file of the layout that was sent: pictures and memos name it."""
_KEPT = 16
_ELSEWHERE = ("extends", "tables")
_held: OrderedDict[tuple[str, bool], tuple[Loaded, Instance]] = OrderedDict()


def session_of(call: Call, *, may_contradict: bool = False) -> Session:
    """Return the session of the scenario that a question is about.

    Raises:
        InputError: its rules contradict each other, and may not.
    """
    key = (call.sha256, may_contradict)
    if key not in _held:
        SCENARIO.write_text(call.content, "utf-8")
        loaded = load_scenario(SCENARIO, may_contradict=may_contradict)
        _held[key] = loaded, Session.of(loaded, call.language).instance
        if len(_held) > _KEPT:
            _held.popitem(last=False)
    _held.move_to_end(key)
    loaded, instance = _held[key]
    # lines of the saved text are nobody's: planners know workbooks and the page
    return replace(Session.of(loaded, call.language, instance), places=None)


def read_text(text: str) -> Loaded:
    """Return the scenario that a text in YAML or JSON states, one that contradicts itself as well.

    Raises:
        InputError: it is none, or it names files, which a server must not follow.
    """
    SCENARIO.write_text(text, "utf-8", errors="surrogatepass")
    _refuse_elsewhere(SCENARIO)
    return load_scenario(SCENARIO, may_contradict=True)


def read_workbook(data: bytes) -> Loaded:
    """Return the scenario of a workbook, one that contradicts itself as well.

    Raises:
        InputError: it is none.
    """
    WORKBOOK.write_bytes(data)
    return load_scenario(WORKBOOK, may_contradict=True)


def canonical(scenario: Scenario) -> str:
    """Return what a scenario states as JSON, as it is saved."""
    stated = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return json.dumps(stated, ensure_ascii=False, indent=1) + "\n"


def layout_file(call: Call) -> Path | None:
    """Return the file of a proposal with the pairs that were sent, as the commands read it."""
    pairs: list[list[str]] | None = call.asked.get("pairs")
    if pairs is None:
        return None
    rows = [{"park": park, "industry": industry} for park, industry in pairs]
    file = _LAYOUTS[call.language]
    file.write_text(json.dumps({"pairs": rows}, ensure_ascii=False), "utf-8")
    return file


def variants_of(call: Call) -> tuple[Loaded, list[tuple[Loaded, Variant]]]:
    """Return the scenario and its variants.

    Raises:
        InputError: a change is wrong.
    """
    return load_variants(SCENARIO, _variant_files(call))


def changed_by(call: Call) -> Loaded:
    """Return the scenario that the one variant is, one that contradicts itself as well.

    Raises:
        InputError: a change is wrong.
    """
    [stated] = call.asked["variants"]
    named = {**stated, "id": f"{json.loads(call.content)['id']}-changed"}
    [file] = _variant_files(replace(call, asked={"variants": [named]}))
    return load_scenario(file, may_contradict=True)


def _variant_files(call: Call) -> list[Path]:
    """Write the files of a scenario and its variants; return those of the variants."""
    SCENARIO.write_text(call.content, "utf-8")
    files = []
    for number, one in enumerate(call.asked["variants"], 1):
        file = Path(f"variant-{number}.json")
        file.write_text(json.dumps(_variant(number, one), ensure_ascii=False), "utf-8")
        files.append(file)
    return files


def _variant(number: int, one: dict[str, Any]) -> dict[str, Any]:
    asked = {} if one["question"] is None else {"question": _said(one["question"])}
    return {
        "schema": VARIANT_SCHEMA,
        "id": one["id"] or f"variant-{number}",
        "name": _said(one["name"]),
        **asked,
        "extends": SCENARIO.name,
        "changes": one["changes"],
    }


def _said(text: str | dict[str, str]) -> dict[str, str]:
    """Return a sentence in both languages."""
    return {"zh": text, "en": text} if isinstance(text, str) else text


def _refuse_elsewhere(file: Path) -> None:
    from allocator.files.decode import read_text as decoded
    from allocator.files.draft import Draft
    from allocator.files.yaml_tree import read_tree

    draft = Draft.of(file)
    text = decoded(file, str(file), draft)
    tree = None if text is None else read_tree(text, str(file), draft)
    draft.raise_faults()
    if isinstance(tree, dict) and (named := [key for key in _ELSEWHERE if key in tree]):
        faults = [Fault("content-names-files", Place(str(file), 0, key)) for key in named]
        raise InputError(faults)
