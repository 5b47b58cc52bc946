"""``report`` from end to end: forms, statuses, faults, and what must never be said."""

import re
import sys
from pathlib import Path

import pytest
from click.testing import Result

from allocator.i18n import LANGUAGES
from allocator.optimize.limits import StoppedError
from allocator.optimize.network import NetworkEngine
from tests.support.command import run
from tests.support.memos import Read, read_html, read_word
from tests.support.scenarios import TINY, write_tiny

INFEASIBLE = TINY.replace("  park_cap:", "  park_floor: {default: 2}\n  park_cap:")


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny(tmp_path)


def report(scenario: Path, *asked: object, lang: str = "zh", to: str = "memo.html") -> Result:
    return run("report", scenario, *asked, "--lang", lang, "--output", scenario.parent / to)


def said(scenario: Path, *asked: object, lang: str = "zh") -> Read:
    report(scenario, *asked, lang=lang)
    return read_html(scenario.parent / "memo.html")


def stop_after(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Have the network engine stopped by its limit after so many layouts."""
    whole = NetworkEngine.stream

    def stream(self: NetworkEngine, *asked: object) -> object:
        for n, one in enumerate(whole(self, *asked)):
            if n == count:
                raise StoppedError(None, None)
            yield one

    monkeypatch.setattr(NetworkEngine, "stream", stream)


def test_a_memo_has_its_sections_in_order(tiny: Path) -> None:
    heads = [line for line in said(tiny).lines if re.match("[一二三四五六七八]、", line)]
    assert heads == [
        "一、问题",
        "二、建议",
        "三、备选方案比较",
        "四、违反的条款与所需的例外",
        "五、依据及其时效",
        "六、前提与假定",
        "七、把握程度",
        "八、调整清单",
    ]


def test_the_english_memo_has_no_chinese_of_its_own(tiny: Path) -> None:
    found = said(tiny, lang="en")
    cells = [cell for rows in found.tables.values() for one in rows for cell in one]
    assert not re.search("[\u4e00-\u9fff]", "\n".join([*found.lines, *cells]))


@pytest.mark.parametrize("form", ["memo.html", "memo.docx"])
def test_the_same_question_gives_the_same_bytes(tiny: Path, form: str) -> None:
    first = report(tiny, to=form), (tiny.parent / form).read_bytes()
    second = report(tiny, to=form), (tiny.parent / form).read_bytes()
    assert first[0].exit_code == second[0].exit_code == 0
    assert first[1] == second[1]


def test_the_record_names_files_but_no_folder(tiny: Path) -> None:
    record = dict(said(tiny, "-k", 1, "--distance", 2).table("计算记录"))
    expected = "allocator report tiny.yaml -k 1 --distance 2 --lang zh --output memo.html"
    assert record["命令"] == expected
    assert str(tiny.parent) not in (tiny.parent / "memo.html").read_text("utf-8")


def test_no_alternatives_are_said_to_be_none(tiny: Path) -> None:
    found = said(tiny, "--distance", 100)
    assert "没有别的合规布局与建议的方案相差100处调整以上" in found.text
    assert not found.has_table("各方案比较")


def test_alternatives_are_as_many_and_as_far_as_asked(tiny: Path) -> None:
    table = said(tiny, "-k", 2, "--distance", 5).table("各方案比较")
    apart = next(cells for head, *cells in table if head == "与方案一相差的调整数")
    assert len(apart) == 3
    assert [int(one) >= 5 for one in apart] == [False, True, True]


def test_a_proposal_that_breaks_rules_is_answered_no(tiny: Path) -> None:
    result = report(tiny, "--add", "south:medicine")
    assert result.exit_code == 1
    found = read_html(tiny.parent / "memo.html")
    assert "来文方案没有新增或加重违规，但现状已有的2处违规仍未消除" in found.text
    assert [row[4] for row in found.table("来文方案的违规")] == ["现状已有", "现状已有"]
    assert "仅就来文而言" not in found.text
    assert [row[2] for row in found.table("来文方案的违规")] == ["北园", "中园"]
    mends = [row[5] for row in found.table("调整清单")]
    assert mends == ["修复所需", "修复所需", ""]  # middle food, north food; then what was proposed


def test_a_proposal_that_keeps_the_rules_is_allowed(tiny: Path) -> None:
    moves = ("--drop", "north:cars", "--add", "middle:cars", "--drop", "north:food")
    result = report(tiny, *moves, "--add", "south:medicine", "--add", "middle:food")
    assert result.exit_code == 0
    found = read_html(tiny.parent / "memo.html")
    assert "来文方案未违反现行规则。是否实施，由批准机关决定。" in found.text
    assert "来文方案就是最优布局。" in found.text
    assert not found.has_table("最小修复")
    assert len(found.table("调整清单")) == 5


def test_a_proposal_answers_for_what_it_adds_alone(tiny: Path) -> None:
    found = said(tiny, "--add", "south:medicine", "--add", "middle:cars")
    assert "来文方案新增1处违规（产业上限：汽车）。" in found.text
    assert "其余1处违规现状已有，并非来文造成。" in found.text
    assert "不作下列调整，即不新增或加重违规（已逐条复核）：" in found.text
    states = {row[2]: row[4] for row in found.table("来文方案的违规")}
    assert states == {"北园": "现状已有", "汽车": "新增"}


def test_a_proposal_file_is_read_as_check_reads_it(tiny: Path) -> None:
    proposal = tiny.parent / "plan.csv"
    proposal.write_text("park,industry\nnorth,ai\nmiddle,cars\nsouth,medicine\n", "utf-8")
    result = report(tiny, proposal)
    assert result.exit_code == 0
    record = dict(read_html(tiny.parent / "memo.html").table("计算记录"))
    assert record["命令"].startswith("allocator report tiny.yaml plan.csv --lang")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_contradicts_is_told_with_the_ways_out(tmp_path: Path, lang: str) -> None:
    tiny = write_tiny(tmp_path, INFEASIBLE)
    result = report(tiny, lang=lang)
    assert result.exit_code == 1
    found = read_html(tmp_path / "memo.html")
    assert ("每个产业至多 1 个分园" if lang == "zh" else "parks of each industry") in found.text
    assert ("由 1 提高到 2" if lang == "zh" else "from 1 to 2") in found.text
    assert not found.has_table("各方案比较")
    assert "目标值上界" not in found.text


def test_a_proposal_where_nothing_is_legal_has_no_list_of_moves(tmp_path: Path) -> None:
    tiny = write_tiny(tmp_path, INFEASIBLE)
    found = said(tiny, "--add", "south:medicine")
    assert "没有任何合规布局可作比较。" in found.text
    assert "清单留待修复办法确定后再列" in found.text
    assert "无需调整" not in found.text


def test_rules_that_contradict_on_paper_are_told_as_well(tmp_path: Path) -> None:
    text = INFEASIBLE.replace("park_floor: {default: 2}", "park_floor: {default: 3}")
    assert report(write_tiny(tmp_path, text)).exit_code == 1
    assert "矛盾所在" in read_html(tmp_path / "memo.html").text


def test_a_stop_before_the_best_is_proven_is_said(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    best = frozenset({("north", "cars"), ("middle", "ai"), ("south", "medicine")})

    def stream(self: NetworkEngine, *asked: object) -> object:
        raise StoppedError(best, 99_000_000)
        yield

    monkeypatch.setattr(NetworkEngine, "stream", stream)
    result = report(tiny, "--time-limit", 60)
    assert result.exit_code == 3
    found = read_html(tiny.parent / "memo.html")
    assert "尚未证明" in found.text
    assert "不超过99.0000，即最多还可提高86.0000" in found.text  # cars 3 + ai 4 + medicine 6
    every = found.text + str(found.tables)
    assert "证明为最优" not in every
    assert "已证明" not in every
    english = said(tiny, "--time-limit", 60, lang="en")
    assert "proven" not in re.sub("not( \\w+)? proven|are not proven", "", english.text)


def test_a_stop_among_the_alternatives_leaves_the_best_proven(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_after(monkeypatch, 6)
    result = report(tiny, "--time-limit", 60)
    assert result.exit_code == 3
    found = read_html(tiny.parent / "memo.html")
    assert "经精确计算并证明为最优" in found.text
    assert "计算到限而停" in found.text


def test_a_stop_before_any_layout_writes_nothing(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_after(monkeypatch, 0)
    result = report(tiny, "--time-limit", 60)
    assert result.exit_code == 3
    assert "还没有可用的结果" in result.stderr
    assert not (tiny.parent / "memo.html").exists()


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        (["--add", "south:ai", "--distance", 3], ["no-distance-here"]),
        (["--add", "south:ai", "--time-limit", 3], ["no-limit-of-verdicts"]),
        (
            ["--add", "south:ai", "--effort-limit", 3, "--distance", 3],
            ["no-distance-here", "no-limit-of-verdicts"],
        ),
    ],
)
def test_options_that_a_verdict_ignores_are_refused(
    tiny: Path, asked: list[object], codes: list[str]
) -> None:
    result = report(tiny, *asked)
    assert result.exit_code == 2
    assert all(code in result.stderr for code in codes)
    assert not (tiny.parent / "memo.html").exists()


def test_a_form_that_nobody_writes_is_refused(tiny: Path) -> None:
    result = report(tiny, to="memo.odt")
    assert result.exit_code == 2
    assert "memo-form" in result.stderr
    assert ".html, .docx, .pdf" in result.stderr


@pytest.mark.parametrize(
    ("form", "package", "extra"),
    [("docx", "docx", "allocator[report]"), ("pdf", "weasyprint", "allocator[pdf]")],
)
def test_a_missing_package_is_told_with_its_extra(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, form: str, package: str, extra: str
) -> None:
    for name in [one for one in sys.modules if one.startswith("allocator.report.memo")]:
        if name.endswith(("word", "pdf")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    result = report(tiny, to=f"memo.{form}")
    assert result.exit_code == 2
    assert "missing-package" in result.stderr
    assert extra in result.stderr
    assert not (tiny.parent / f"memo.{form}").exists()


def test_word_without_png_says_so(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    assert report(tiny, to="memo.docx").exit_code == 0
    assert "本件未附此图" in read_word(tiny.parent / "memo.docx").text


def test_an_input_is_never_written_over(tiny: Path) -> None:
    before = tiny.read_bytes()
    other = tiny.rename(tiny.with_name("tiny.html"))
    assert run("report", other, "--output", other).exit_code == 2
    assert other.read_bytes() == before


def test_what_is_too_large_for_a_page_is_said_to_be(tmp_path: Path) -> None:
    parks = "".join(f"  - {{id: p{n}, cap: 0, floor: 0}}\n" for n in range(41))
    more = "".join(f"  - {{id: i{n}}}\n" for n in range(40))
    text = TINY.replace("industries:\n", f"{parks}industries:\n{more}", 1)
    found = said(write_tiny(tmp_path, text))
    assert "一页画不下，本件未附此图" in found.text
    assert "附件2　调整前后对照图" in found.lines  # the parks that change still fit


HOSTILE = "<script>alert(1)</script>&\"'"


def test_names_are_text_and_nothing_else(tmp_path: Path) -> None:
    text = TINY.replace("北园", HOSTILE.replace("'", "''")).replace("name_zh: <", "name_zh: '<")
    text = re.sub(r"name_zh: ('<.*?), name_en", r"name_zh: \1', name_en", text)
    text = text.replace("name_zh: 食品", "name_zh: '=HYPERLINK(\"http://x\")'")
    tiny = write_tiny(tmp_path, text)
    assert report(tiny).exit_code == 0
    page = (tmp_path / "memo.html").read_text("utf-8")
    assert "<script" not in page
    read = read_html(tmp_path / "memo.html")
    assert HOSTILE in [row[0] for row in read.table("建议的布局（方案一）")]
    assert report(tiny, to="memo.docx").exit_code == 0
    word = read_word(tmp_path / "memo.docx")
    assert HOSTILE in [row[0] for row in word.table("建议的布局（方案一）")]


def test_the_page_needs_nothing_outside_itself(tiny: Path) -> None:
    report(tiny)
    page = (tiny.parent / "memo.html").read_text("utf-8")
    links = set(re.findall(r"[a-z]+://[^\s\"'<)]+", page))
    assert links <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert not re.search(r"<(script|link|img|iframe|object|embed|base|form)\b|\bon\w+=", page)
    assert not re.search(r"url\((?!#)|@import|@font-face", page)


def test_pdf_is_written_where_its_package_is(tiny: Path) -> None:
    pytest.importorskip("weasyprint", reason="the extra pdf is not installed", exc_type=Exception)
    assert report(tiny, to="memo.pdf").exit_code == 0
    first = (tiny.parent / "memo.pdf").read_bytes()
    assert first.startswith(b"%PDF-")
    report(tiny, to="memo.pdf")
    assert (tiny.parent / "memo.pdf").read_bytes() == first
