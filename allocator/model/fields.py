"""Field types of the scenario schema: how text becomes a number, a month, a name.

Every scalar of a file arrives here as text (or already typed, from Python). The types decide,
not the file format: ``12:30`` stays text, ``true`` is never a number, full-width digits are
read as what they show.
"""

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
_TOO_LARGE = Decimal("1e300")  # what JSON and spreadsheets can still hold, sums included
_NOT_FINITE = {"nan", ".nan", "inf", ".inf", "infinity"}
_DATES = [
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<year>\d{4})年?(?P<month>)(?P<day>)",
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d\d?)((?P=mark)(?P<day>\d\d?))?",
        r"(?P<year>\d{4})年(?P<month>\d\d?)月((?P<day>\d\d?)日)?",
    )
]
_MINUS_SIGN = "\N{MINUS SIGN}"  # what spreadsheets and typesetters put for "-"; NFKC keeps it


def fault(code: str, **facts: str) -> PydanticCustomError:
    """Return a validation error that carries one of our fault codes."""
    return PydanticCustomError(code, code, facts)


def parse_number(value: Any) -> Decimal:
    """Return the exact decimal that `value` shows.

    Full-width digits and the minus sign U+2212 are read as what they show. Raised, circled and
    fraction characters are refused: NFKC would read 5² as 52.

    Raises:
        PydanticCustomError: ``boolean-as-number``, ``not-finite``, ``percent-sign`` or
            ``not-a-number``.

    """
    if isinstance(value, bool):
        raise fault("boolean-as-number", value=str(value).lower())
    text = unicodedata.normalize("NFKC", str(value)).strip().replace(_MINUS_SIGN, "-")
    if text.lower() in ("true", "false"):
        raise fault("boolean-as-number", value=text)
    if text.lower().lstrip("+-") in _NOT_FINITE:
        raise fault("not-finite", value=text)
    if text.endswith("%") and _NUMBER.fullmatch(text[:-1].strip()):
        raise fault("percent-sign", value=text)
    if not _NUMBER.fullmatch(text) or any(unicodedata.category(c) == "No" for c in str(value)):
        raise fault("not-a-number", value=str(value).strip()[:40])
    number = Decimal(text)
    if abs(number) >= _TOO_LARGE:
        raise fault("number-too-large", value=text[:40])
    return number


def _parse_count(value: Any) -> int:
    number = parse_number(value)
    if number != number.to_integral_value():
        raise fault("not-a-whole-number", value=str(value))
    if not 0 <= number <= 1_000_000:
        code = "negative-count" if number < 0 else "count-too-large"
        raise fault(code, value=str(value))
    return int(number)


def _not_negative(value: Decimal) -> Decimal:
    if value < 0:
        raise fault("negative-number", value=str(value))
    return value


def _positive(value: Decimal) -> Decimal:
    if value <= 0:
        raise fault("not-positive", value=str(value))
    return value


def _share(value: Decimal) -> Decimal:
    if not 0 <= value <= 1:
        raise fault("not-a-share", value=str(value))
    return value


def _flag(value: Any) -> Any:
    words = {"true": True, "false": False, "yes": True, "no": False, "是": True, "否": False}
    return words.get(str(value).strip().lower(), value)


def _one_line(value: Any) -> Any:
    """Read line breaks and runs of spaces as one space: a name stands in a table."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _note(value: Any) -> Any:
    """Read a note without blanks around it and with one kind of line break; blank is none."""
    if not isinstance(value, str):
        return value
    return re.sub("\r\n?", "\n", value).strip() or None


def _month(value: Any) -> str:
    """Return the year, or year and month, of a date as people write it; a day is not kept."""
    return _day(value)[:7]


def _day(value: Any) -> str:
    """Return a date as people write it: a year, a month or a day.

    2025.1 is refused: it is what a spreadsheet leaves of 2025.10.
    """
    text = "".join(unicodedata.normalize("NFKC", str(value)).split())
    match = next(filter(None, (form.fullmatch(text) for form in _DATES)), None)
    year, month, day = match.group("year", "month", "day") if match else ("", "0", "0")
    in_calendar = 1 <= int(month or 1) <= 12 and 1 <= int(day or 1) <= 31
    if not in_calendar or text == f"{year}.1":
        raise fault("not-a-month", value=str(value).strip()[:40])
    return "-".join([year, *(f"{int(one):02}" for one in (month, day) if one)])


_NUMBER_SCHEMA = {"type": "number"}
Number = Annotated[Decimal, BeforeValidator(parse_number), WithJsonSchema(_NUMBER_SCHEMA)]
NotNegative = Annotated[
    Number, AfterValidator(_not_negative), WithJsonSchema(_NUMBER_SCHEMA | {"minimum": 0})
]
Positive = Annotated[
    Number, AfterValidator(_positive), WithJsonSchema(_NUMBER_SCHEMA | {"exclusiveMinimum": 0})
]
Share = Annotated[
    Number,
    AfterValidator(_share),
    WithJsonSchema(_NUMBER_SCHEMA | {"minimum": 0, "maximum": 1}),
]
Count = Annotated[
    int, BeforeValidator(_parse_count), WithJsonSchema({"type": "integer", "minimum": 0})
]
Flag = Annotated[bool, BeforeValidator(_flag)]
LONGEST_ID = 64
Id = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\w[\w.\-]{0,63}$")]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    BeforeValidator(_one_line),
]
Date = Annotated[
    str,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
]
Month = Annotated[
    str,
    BeforeValidator(_month),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
]


Note = Annotated[str | None, BeforeValidator(_note)]


class Frozen(BaseModel):
    """Base of every schema: immutable, and an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """A sentence for people. A plain string stands for both languages."""

    zh: Name
    """The sentence in Chinese."""
    en: Name
    """The sentence in English."""

    def __str__(self) -> str:
        """Return the Chinese sentence, the product's first language."""
        return self.zh

    def within(self, language: str) -> str:
        """Return the sentence in `language` (``zh`` or ``en``)."""
        return self.en if language == "en" else self.zh

    @classmethod
    def of(cls, value: Any) -> Any:
        """Accept a plain string as the sentence of both languages."""
        return cls(zh=value, en=value) if isinstance(value, str) and value.strip() else value


Sentence = Annotated[Text, BeforeValidator(Text.of)]


class Named(Frozen):
    """Something with an id and a name in both languages."""

    id: Id
    """Stable id: letters of any script, digits, ``_``, inside it also ``.`` and ``-``; at most
    64 characters."""
    name_zh: Name | None = None
    """Name shown in Chinese; the id where it is not given."""
    name_en: Name | None = None
    """Name shown in English; the Chinese name or the id where it is not given."""
    order: Count | None = None
    """Place in listings; without it the ids decide."""

    def name(self, language: str) -> str:
        """Return the name in `language`, falling back on the other one, then on the id."""
        first, second = (self.name_en, self.name_zh)
        if language == "zh":
            first, second = second, first
        return first or second or self.id

    def listing_key(self) -> tuple[int, str]:
        """Return the key that sorts listings, whatever the order of the rows."""
        return (10**9 if self.order is None else self.order, self.id)

    def __lt__(self, other: Self) -> bool:
        """Sort by place in listings."""
        return self.listing_key() < other.listing_key()
