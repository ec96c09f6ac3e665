"""Decodes text files: UTF-8, UTF-16, and what is certainly Windows-1252 or Mac OS Roman.

Bytes of which it is not certain are never decoded to letters that may be wrong.
"""

import re
from functools import partial

from apps.favorites.services.imports.files import FileError

LINES_MAX = 500_000
DAMAGED_CHARACTERS = 1000  # of so many characters one may be damaged
LINES_NAMED = 10
NOT_TEXT = "The file is not text. Upload a CSV file, a JSON file, or a zip of them."
NOT_UTF_8 = "The file is not UTF-8 text. Save it as CSV or JSON in UTF-8."
CUT_OFF = "The file ends within a letter. It was cut off; export it again if rows are missing."
DAMAGED = "Letters that are not UTF-8 could not be read, and are \N{REPLACEMENT CHARACTER} in {lines}. Save the file in UTF-8."
# Words with letters beyond ASCII in one of the encodings of one byte per letter. Others have runs of such bytes.
WORDS = re.compile(rb"(?<![A-Za-z'\x80-\xff])[A-Za-z'\x80-\xff]*[\x80-\xff][A-Za-z'\x80-\xff]*")
RUN_OF_HIGH_BYTES = re.compile(rb"[\x80-\xff]{3}")
WORDS_MAX = 10_000
# At these bytes Windows-1252 has what reads as well as what Mac OS Roman has there: š and ö, œ and ú, – and ñ, ’ and í.
DOUBTFUL = re.compile(rb"[\x8a\x9a\x8c\x9c\x8e\x9e]|(?<=[A-Za-z])[\x92\x96\x97](?=[A-Za-z])")
APOSTROPHES = re.compile(
    rb"(?<![A-Za-z\x80-\xff])(?:[A-Za-z]|[Qq]u)\x92(?=[AEIOUHYaeiouhy][A-Za-z\x80-\xff]{2})"
    rb"|\x92(?=(?:s|t|d|m|re|ve|ll)(?![A-Za-z\x80-\xff]))"
)
CONTRACTIONS = re.compile(rb"n\x92t(?![a-z])|\x92(?:re|ve|ll)(?![a-z])")
# What Windows-1252 has at these bytes is Icelandic, and much more often Turkish in Windows-1254: ş, ğ, ı. The second is
# Czech in Windows-1250, by letters that no language has beside each other in Windows-1252: š and ø.
OTHER_WINDOWS = re.compile(
    rb"[\xd0\xdd\xde\xf0\xfd\xfe]"
    rb"|[\x8a\x9a\x8e\x9e][A-Za-z\x80-\xff]*[\xe8\xec\xf8\xf9\xf2]|[\xe8\xec\xf8\xf9\xf2][A-Za-z\x80-\xff]*[\x8a\x9a\x8e\x9e]"
)
# The same in Windows-1250 alone: where Windows-1252 has a vowel, it has č, ř, ň, ď and ć, and ě and ů within words. No
# Western language has these letters at such places. ñ is ń there, before consonants, õ and û are the long vowels of Hungarian.
VOWELS = rb"AEIOUYaeiouy\xc1\xc9\xcd\xd3\xd6\xda\xdc\xdd\xe1\xe9\xed\xf3\xf6\xfa\xfc\xfd\xcc\xec\xd9\xf9"
LETTER = rb"[A-Za-z\xc0-\xff]"
CENTRAL_EUROPEAN = re.compile(
    b"|".join(
        (
            rb"[\xc8\xe8][k" + VOWELS + rb"]",
            rb"[\xd8\xf8](?![eEyY])[" + VOWELS + rb"]|[" + VOWELS + rb"][\xd8\xf8](?!y)",
            rb"[\xcc\xec\xd9\xf9]" + LETTER,
            rb"[ae\xe1\xe9\xed\xf9\xfd]\xf2(?!" + LETTER + rb")|[e\xec]\xef(?!" + LETTER + rb")",
            rb"[\xd1\xf1](?!["
            + VOWELS
            + rb"\xe0\xe8\xf2\xe3\xe4\xea\xf4\xe2\xc3])"
            + LETTER
            + rb"|[aeio\xf3]\xf1(?!"
            + LETTER
            + rb")",
            rb"[aeiy\xf3\x9c]\xe6(?!" + LETTER + rb")",
            rb"[\xd5\xf5](?![eE])(?:" + LETTER + rb"|(?<=[A-Za-z]\xf5))",
            rb"\xfb[gkvz]|\xfb"
            + LETTER
            + rb"*\xfb|\xfb"
            + LETTER
            + rb"*[\xed\xf3\xfa\xf6\xfc]|[\xed\xf3\xfa\xf6\xfc]"
            + LETTER
            + rb"*\xfb",
        )
    )
)
# Signs that are written between letters, or next to them, and letters of other scripts.
BETWEEN_LETTERS = set("’´–—…")
BESIDE_LETTERS = BETWEEN_LETTERS | set("‘“”«»‹›‚„¡¿ªº°®©™")
NO_LETTERS = set("ƒıΩπµˆ˜ˇﬁﬂŸ")
WORDS_OF_ONE_LETTER = set("ÀàÁáÂâÅåÆæÇÈèÉéÊêÍíÎîÓóÔôÖöØøÚúÛûÜü")
SURE = 10  # times as many odd words in one encoding make the other certain


def decode(content: bytes) -> tuple[str, str]:
    """The text, and which letters of it could not be read. Raises FileError."""
    text, remark = decode_unicode(content)
    if len(re.findall("\0+", text)) > len(text) // DAMAGED_CHARACTERS + 2:
        raise FileError(NOT_TEXT)
    text = text.replace("\0", "").replace("\ufeff", "")
    if max(text.count("\n"), text.count("\r")) > LINES_MAX:
        raise FileError(f"The file has more than {LINES_MAX} lines. Split it.")
    return text, remark


def decode_unicode(content: bytes) -> tuple[str, str]:
    encoding = utf_16_of(content) or "utf-8"
    try:
        return content.decode(encoding), ""
    except UnicodeDecodeError as error:
        last_word = content[max(error.start - 30, 0) :]
        if error.reason == "unexpected end of data" and encoding_of(last_word) != "cp1252":
            return content[: error.start].decode(encoding), CUT_OFF
        if encoding != "utf-8":
            return with_damaged(content.decode(encoding, errors="replace"))
    return decode_lines(content)


def decode_lines(content: bytes) -> tuple[str, str]:
    """Decode text of which some lines are not UTF-8: all that are not in another encoding, or else single letters."""
    lines = content.split(b"\n")
    damaged = [number for number, line in enumerate(lines) if not is_utf_8(line)]
    encoding = encoding_of(b"\n".join(lines[number] for number in damaged))
    if encoding:
        decoded = dict(zip(damaged, (lines[number].decode(encoding) for number in damaged), strict=True))
        if len(damaged) < sum(not line.isascii() for line in lines):
            return "\n".join(decoded.get(n) or line.decode() for n, line in enumerate(lines)), ""
        return content.decode(encoding), ""
    return with_damaged(content.decode(errors="replace"))


def with_damaged(text: str) -> tuple[str, str]:
    """Text with some letters that could not be read. Raises FileError if they are too many."""
    sound = text.replace("\N{REPLACEMENT CHARACTER}", "")
    allowed = 1 if sound.isascii() else 10
    if len(text) - len(sound) > allowed * len(text) / DAMAGED_CHARACTERS:
        raise FileError(NOT_UTF_8)
    lines = [n for n, line in enumerate(text.split("\n"), start=1) if "\N{REPLACEMENT CHARACTER}" in line]
    return text, DAMAGED.format(lines=named(lines))


def named(lines: list[int]) -> str:
    numbers = ", ".join(str(line) for line in lines[:LINES_NAMED])
    return f"line{'s' if len(lines) > 1 else ''} {numbers}{', …' if len(lines) > LINES_NAMED else ''}"


def is_utf_8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def utf_16_of(content: bytes) -> str:
    """The byte order of UTF-16 text: by its mark, else by where the zeros of its first characters are."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    start = content[:200]
    even, odd = start[::2].count(0), start[1::2].count(0)
    enough = len(start) // 2 * 0.8
    return "utf-16-le" if odd > enough and not even else "utf-16-be" if even > enough and not odd else ""


def encoding_of(content: bytes) -> str:
    """The encoding of one byte per letter in which the words read well; "" if that is not certain."""
    if RUN_OF_HIGH_BYTES.search(content):
        return ""
    words = WORDS.findall(content)[:WORDS_MAX]
    windows, mac = (sum(map(partial(is_odd, encoding=name), words)) for name in ("cp1252", "mac_roman"))
    mac += len(CONTRACTIONS.findall(content))
    if mac * SURE <= windows and windows:
        return "mac_roman"
    if windows * SURE <= mac:
        is_doubtful = not mac and DOUBTFUL.search(APOSTROPHES.sub(b"'", content))
        is_other = OTHER_WINDOWS.search(content) or is_central_european(words)
        return "" if is_doubtful or is_other else "cp1252"
    return ""


def is_central_european(words: list[bytes]) -> bool:
    """Whether words of Windows-1250 are among them, and not only a rare name («Baarìa») among many words."""
    return sum(bool(CENTRAL_EUROPEAN.search(word)) for word in words) * SURE > len(words)


def is_odd(word: bytes, *, encoding: str) -> bool:
    """Whether nobody writes so: a capital or a sign within a word, or a letter that is none."""
    text = f" {word.decode(encoding, errors='replace')} "
    for before, letter, after in zip(text, text[1:], text[2:], strict=False):
        if letter.isascii():
            continue
        if letter in NO_LETTERS or not letter.isprintable():
            return True
        if letter.isalpha() and letter not in BESIDE_LETTERS:
            if letter.isupper() and before.islower():
                return True
            if len(text) == len("_x_") and letter not in WORDS_OF_ONE_LETTER:
                return True
        elif is_odd_sign(letter, before.isalpha(), after.isalpha()):
            return True
    return False


def is_odd_sign(sign: str, after_letter: bool, before_letter: bool) -> bool:
    if after_letter and before_letter:
        return sign not in BETWEEN_LETTERS
    return (after_letter or before_letter) and sign not in BESIDE_LETTERS
