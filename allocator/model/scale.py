"""From decimals to whole numbers: the scale, chosen once so that all sums fit 64 bits."""

from decimal import ROUND_HALF_EVEN, Decimal

from allocator.model.layout import TIE_BITS

DEFAULT_EXPONENT = 6
_FINEST_EXPONENT = 12
_ENGINE_BITS = 61  # engines add in 64-bit integers; one bit for the sign, two to spare


def choose_exponent(numbers: list[Decimal], size: Decimal, slots: int) -> int:
    """Return the scale's exponent: 6, more where digits would be lost, less where it must fit."""
    largest = _largest_fitting(size, slots)
    finest = min(_FINEST_EXPONENT - min(size.adjusted(), 0), largest)
    exponent = min(DEFAULT_EXPONENT, largest)
    while exponent < finest:
        if all(is_whole(number, exponent) for number in numbers):
            break
        exponent += 1
    return exponent


def scaled(number: Decimal, exponent: int) -> int:
    """Return ``number * 10**exponent``, rounded half to even."""
    return int(number.scaleb(exponent).to_integral_value(ROUND_HALF_EVEN))


def _largest_fitting(size: Decimal, slots: int) -> int:
    room = 1 << (_ENGINE_BITS - TIE_BITS - 2 * slots.bit_length() - 3)
    if size == 0:
        return _FINEST_EXPONENT
    return (Decimal(room) / size).adjusted()


def is_whole(number: Decimal, exponent: int) -> bool:
    """Return whether scaling loses no digit of the number."""
    moved = number.scaleb(exponent)
    return moved == moved.to_integral_value()
