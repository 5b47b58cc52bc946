"""How a memo speaks: sentences of the catalogue, numbers, dates, moves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from allocator.i18n import Language, say
from allocator.report.memo.facts import MoveFact, TermFact
from allocator.report.numbers import MINUS, rounded

_FEW = 8


@dataclass(frozen=True)
class Words:
    """The language of a memo."""

    language: Language

    def say(self, key: str, **facts: object) -> str:
        """Return a sentence of the memo's part of the catalogue."""
        return say(self.language, f"memo.{key}", **facts)

    def counted(self, what: str, number: int) -> str:
        """Return a number of things, one and many told apart."""
        return self.say(f"count.{what}{'_one' if number == 1 else ''}", count=f"{number:,}")

    def joined(self, names: Iterable[str]) -> str:
        """Return names as one enumeration."""
        return ("、" if self.language == "zh" else ", ").join(names)

    def few(self, names: Iterable[str]) -> str:
        """Return names as one enumeration, the first of them where they are many."""
        every = [*names]
        if len(every) <= _FEW:
            return self.joined(every)
        return self.say("few", names=self.joined(every[:_FEW]), count=len(every))

    def listed(self, sentences: Iterable[str]) -> str:
        """Return parts of a sentence that hold commas themselves."""
        return ("；" if self.language == "zh" else "; ").join(sentences)

    def run_on(self, sentences: Iterable[str]) -> str:
        """Return sentences as one paragraph."""
        return ("" if self.language == "zh" else " ").join(one for one in sentences if one)

    def value(self, number: Decimal | None) -> str:
        """Return a worth to four decimals; a dash where there is none."""
        if not number:
            return "—" if number is None else "0"
        return rounded(number, 4).replace("-", MINUS)

    def affinity(self, number: Decimal | None) -> str:
        """Return an affinity to two decimals; a question mark where it is unknown."""
        return "?" if number is None else rounded(number, 2).replace("-", MINUS)

    def plain(self, number: Decimal) -> str:
        """Return a stated number as it was written."""
        return f"{number.normalize():f}".replace("-", MINUS)

    def percent(self, number: Decimal) -> str:
        """Return a number of per cent to two decimals, never none for some."""
        least = Decimal("0.01")
        shown = f"<{least}" if 0 < abs(number) < least else rounded(number, 2)
        return f"{shown}%".replace("-", MINUS)

    def date(self, text: str | None) -> str:
        """Return a year, a year and month, or a day."""
        if text is None or self.language == "en":
            return text or "—"
        parts = zip(text.split("-"), "年月日", strict=False)
        return "".join(f"{int(number)}{unit}" for number, unit in parts)

    def terms(self, terms: Sequence[TermFact]) -> str:
        """Return what a value is made of."""
        return self.joined(
            self.say("term", name=one.name, value=self.value(one.worth)) for one in terms
        )

    def shares(self, terms: Sequence[TermFact]) -> str:
        """Return stated numbers by name, as they were written."""
        return self.joined(
            self.say("term", name=one.name, value=self.plain(one.worth)) for one in terms
        )

    def pair(self, park: str, industry: str) -> str:
        """Return a pair as people read it."""
        return f"{park}–{industry}"

    def in_brackets(self, name: str, text: str) -> str:
        """Return a name with a remark in brackets."""
        return f"{name}（{text}）" if self.language == "zh" else f"{name} ({text})"

    def moved(self, moves: Iterable[MoveFact]) -> str:
        """Return the moves of one park, what is added before what is dropped, a line each."""
        sides: dict[bool, list[str]] = {True: [], False: []}
        for one in moves:
            sides[one.adds].append(one.industry)
        said = [
            self.say("moves.add" if adds else "moves.drop", names=self.joined(names))
            for adds, names in sides.items()
            if names
        ]
        return "\n".join(said) or self.say("moves.none")

    def by_park(self, moves: Iterable[MoveFact]) -> str:
        """Return moves park by park, a line each."""
        found: dict[str, list[MoveFact]] = {}
        for one in moves:
            found.setdefault(one.park, []).append(one)
        lines = [
            self.say(
                "moves.of", park=park, moves=self.moved(own).replace("\n", self.listed(["", ""]))
            )
            for park, own in found.items()
        ]
        return "\n".join(lines) or self.say("moves.none")
