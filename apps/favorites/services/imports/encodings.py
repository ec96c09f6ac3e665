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
UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # in Windows-1252
# At these bytes Windows-1252 has what reads as well as what Mac OS Roman has there: š and ö, œ and ú, – and ñ, ’ and í.
DOUBTFUL = re.compile(rb"[\x8a\x9a\x8c\x9c\x8e\x9e]|(?<=[A-Za-z])[\x92\x96\x97](?=[A-Za-z])")
APOSTROPHES = re.compile(
    rb"(?<![A-Za-z\x80-\xff])(?:[A-Za-z]|[Qq]u)\x92(?=[AEIOUHYaeiouhy][A-Za-z\x80-\xff]{2})"
    rb"|\x92(?=(?:s|t|d|m|re|ve|ll)(?![A-Za-z\x80-\xff]))"
)
CONTRACTIONS = re.compile(rb"n\x92t(?![a-z])|\x92(?:re|ve|ll)(?![a-z])")
# What reads like a Western word in Windows-1252, but is more likely one in another encoding of Windows, whose letters these
# are: Czech, Slovak, Polish, Croatian, Hungarian and Romanian in 1250, Turkish in 1254, Lithuanian and Latvian in 1257.
V = "aeiouyáéíóöúüýìù"  # vowels there, where ì is ě and ù is ů
C = "bcdfghjklmnpqrstvwxz"
L = "a-zß-ÿšœž"
OTHER_WINDOWS = re.compile(
    "|".join(
        (
            "[ðýþ]",  # ğ, ı, ş: else Icelandic
            f"[šž][{L}]*[èìøùò]|[èìøùò][{L}]*[šž]",
            f"è[k{V}]|[aey]è",  # č
            f"ø(?![ey])[{V}]|[{V}]ø(?!y)|[tpkhbvd]øe",  # ř
            f"[ìù][{L}]",  # ě, ů
            f"[aeáéíùý]ò(?![{L}])|[eì]ï(?![{L}])",  # ň, ď
            f"ñ(?![{V}àèòãäêôâ])[{L}]|[aeioyó]ñ(?![{L}])",  # ń
            f"[aeiyóœ]æ(?![{L}])|[aeiou]æ[{V}]",  # ć
            f"ê[kæ¿œ]|iê(?![{L}])|[wk][{L}]*ê|ê[{L}]*[wk]",  # ę
            f"[{L}]¿|¿[{L}]",  # ż
            f"õ(?!e)(?:[{L}]|(?<=[a-z]õ))",  # ő
            f"û[gkvz]|û[{L}]*û|û[{L}]*[íóúöü]|[íóúöü][{L}]*û",  # ű
            f"ã(?![oesi])[{L}]|[bdgjpvz]ã(?![{L}])|(?<![{L}0-9])[ºª]",  # ă, ş
            f"ç[{C}]|[{C}]ë[{L}]",  # ē, ė
            f"œ(?:[cjklmwz]|(?![{L}]))",  # ś
        )
    )
)
# What reads well in Windows-1252 alone: no language has the letters of the others at such places.
WESTERN = re.compile(
    "|".join(
        (
            f"[{V}]ñ[{V}]|à(?![{L}])|[{C}]ò(?![{L}])|ã[oe]|(?<![a-z])õe|åå?|[{C}]æ[{C}]",
            f"[bcdfghjkmnpqstvwxz]è[{C}]|où|oû|aï[nsv]|ïv|œu",
        )
    )
)
# Signs that are written between letters, or next to them, and letters of other scripts.
BETWEEN_LETTERS = set("’´–—…")
BESIDE_LETTERS = BETWEEN_LETTERS | set("‘“”«»‹›‚„¡¿ªº°®©™")
NO_LETTERS = set("ƒıΩπµˆ˜ˇﬁﬂŸ")
WORDS_OF_ONE_LETTER = set("ÀàÁáÂâÅåÆæÇÈèÉéÊêÍíÎîÓóÔôÖöØøÚúÛûÜü")
SPANISH_QUESTION = re.compile("[¡¿](?=[A-ZÀ-Þ])")
LIKELY = 2  # times as many Western words make others rare names
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
    windows, other, mac = (
        sum(map(partial(is_odd, encoding=name), words)) for name in ("cp1252", "cp1250", "mac_roman")
    )
    mac += len(CONTRACTIONS.findall(content))
    if mac * SURE <= windows and windows:
        return "mac_roman" if mac * SURE <= other and other else ""
    if windows * SURE <= mac:
        if UNDEFINED.search(content):
            return ""
        is_doubtful = not mac and DOUBTFUL.search(APOSTROPHES.sub(b"'", content))
        return "" if is_doubtful or is_other_windows(words) else "cp1252"
    return ""


def is_other_windows(words: list[bytes]) -> bool:
    """Whether words of another encoding of Windows are among them, and not only rare names («Baarìa») among Western words."""
    texts = [word.decode("cp1252", errors="replace") for word in words]
    asked = sum(bool(SPANISH_QUESTION.match(text)) for text in texts)
    words_only = [SPANISH_QUESTION.sub("", text).lower() for text in texts]
    odd = (is_odd(word, encoding="cp1252") and not is_odd(word, encoding="cp1250") for word in words)
    others = sum(
        bool(OTHER_WINDOWS.search(text)) or is_one for text, is_one in zip(words_only, odd, strict=True)
    )
    western = asked + sum(bool(WESTERN.search(text)) for text in words_only)
    return others * LIKELY > western


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
