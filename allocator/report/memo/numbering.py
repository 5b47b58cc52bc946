"""Numbers of headings, tables and annexes, in the way of each language.

Chinese as official documents count: 一、then （一）, 表1, 附件1. English: 1, then 1.1.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from allocator.i18n import Language, say
from allocator.report.memo.blocks import Annex, Block, Heading, Picture, Table

_DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """Return a number from 1 to 99 in Chinese: 一, 十二, 二十."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("" if tens == 1 else _DIGITS[tens]) + "十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def numbered(blocks: Iterable[Block], language: Language) -> Iterator[Block]:
    """Yield the blocks with numbers before their headings and captions."""
    counters = _Counters(language)
    for block in blocks:
        yield counters.numbered(block)


class _Counters:
    def __init__(self, language: Language) -> None:
        self._language = language
        self._first = self._second = self._tables = self._annexes = 0

    def numbered(self, block: Block) -> Block:
        if isinstance(block, Heading):
            return replace(block, text=self._heading(block))
        if isinstance(block, Table):
            self._tables += 1
            return replace(block, caption=self._said("table", self._tables, block.caption))
        if isinstance(block, Annex | Picture):
            self._annexes += 1
            return replace(block, text=self._said("annex", self._annexes, block.text))
        return block

    def _heading(self, block: Heading) -> str:
        if block.level == 1:
            self._first, self._second = self._first + 1, 0
            is_chinese = self._language == "zh"
            number = f"{in_chinese(self._first)}、" if is_chinese else f"{self._first}. "
        else:
            self._second += 1
            number = f"（{in_chinese(self._second)}）"
            if self._language == "en":
                number = f"{self._first}.{self._second} "
        return number + block.text

    def _said(self, kind: str, number: int, text: str) -> str:
        return say(self._language, f"memo.numbered.{kind}", number=number, text=text)
