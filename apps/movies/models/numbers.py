"""Number words of titles as digits: «twenty eight days later» becomes «28 days later»."""

from collections.abc import Sequence

UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
SMALL = {word: number for number, word in enumerate(UNITS)}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
MULTIPLES = {"hundred": 100, "thousand": 1000}
NUMBER_WORDS = {*SMALL, *TENS, *MULTIPLES}
FIRST_CENTURY, LAST_CENTURY = 11, 20  # of years in two words: nineteen eighty four, twenty twelve


def written_numbers(words: Sequence[str]) -> list[str]:
    """The words with each run of number words as one number in digits: «twenty eight» as 28, «twenty fifth» as 25th."""
    if NUMBER_WORDS.isdisjoint(words):
        return list(words)
    written, place = [], 0
    while place < len(words):
        if words[place] in TENS and words[place + 1 : place + 2] and words[place + 1] in ORDINALS[:9]:
            written.append(ordinal(TENS[words[place]] + ORDINALS.index(words[place + 1]) + 1))
            place += 2
            continue
        number, length = _number_at(words, place)
        written.append(words[place] if number is None else str(number))
        place += length
    return written


def ordinal(number: int) -> str:
    """«1st», «25th»; from 20 on as its last digit says."""
    unit = number if number < 20 else number % 10
    return f"{number}{'stndrd'[2 * unit - 2 : 2 * unit] or 'th'}" if unit else f"{number}th"


def _number_at(words: Sequence[str], place: int) -> tuple[int | None, int]:
    """The number that begins there, None without one, and the number of its words."""
    number: int | None = None
    length = 0
    for offset, word in enumerate(words[place:], 1):
        if word == "and" and number is not None and number >= 100 and number % 100 == 0:
            continue
        longer = _continued(number, word)
        if longer is None:
            break
        number, length = longer, offset
    return number, max(length, 1)


def _continued(number: int | None, word: str) -> int | None:
    """The number with one word more; None if the word does not continue it."""
    if word in MULTIPLES:
        multiple = MULTIPLES[word]
        factor = 1 if number is None else number
        return factor * multiple if 0 < factor < 100 else None
    value = SMALL.get(word, TENS.get(word))
    if value is None or number is None:
        return value
    if number >= 100 and number % 100 == 0 and value:
        return number + value
    if number % 10 == 0 and number >= 20 and number % 100 and 0 < value < 10:
        return number + value
    if FIRST_CENTURY <= number <= LAST_CENTURY and value >= 10:
        return 100 * number + value
    return None
