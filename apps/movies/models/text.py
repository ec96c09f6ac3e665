"""Text of names as search compares it: folding, variants of a name, and the document of a row.

A document (`search_text`) is a row's names in their variants, each between bars and spaces: «Spider-Man 2» becomes
`| spider man 2 | spiderman 2 | spiderman2 |`. So one substring test, which a trigram index serves, asks for a whole name
(`| x |`), its beginning (`| x`), a word (` x `), the beginning of a word (` x`) or any part of it (`x`).
"""

import re
import unicodedata
from collections.abc import Iterable

from anyascii import anyascii

from apps.movies.models.numbers import ORDINALS, ordinal, written_numbers

WORDS = re.compile(r"[a-z0-9]+")  # of folded ASCII
APOSTROPHES = re.compile(r"['’‘ʼ`´′]")
# Articles that titles begin with, by ISO 639-1 codes. One that ends with an apostrophe is written with the next word.
ARTICLES = {
    "en": ("the", "a", "an"),
    "fr": ("le", "la", "les", "l'", "un", "une"),
    "de": ("der", "die", "das", "ein", "eine"),
    "es": ("el", "la", "los", "las", "un", "una"),
    "it": ("il", "lo", "la", "i", "gli", "le", "l'", "un", "uno", "una"),
    "pt": ("o", "a", "os", "as", "um", "uma"),
    "nl": ("de", "het", "een"),
    "sv": ("den", "det", "de", "en", "ett"),
    "da": ("den", "det", "de", "en", "et"),
    "no": ("den", "det", "de", "en", "ei", "et"),
}
LEADING_ARTICLE = {
    language: re.compile(
        "|".join(word.replace("'", "['’]") if word[-1] == "'" else rf"{word}\s" for word in words)
    )
    for language, words in ARTICLES.items()
}
# Of single letters only the English one: «You, Me and I» ends with no article.
TRAILING = sorted({word for words in ARTICLES.values() for word in words if len(word) > 1} | {"a"})
TRAILING_ARTICLE = re.compile(rf"^(.+),\s+({'|'.join(TRAILING)})$".replace("'", "['’]"))
# E.T., M*A*S*H: single letters with points or stars between them.
ACRONYM = re.compile(r"(?<!\w)[^\W\d_](?:[.*·][^\W\d_])+(?!\w)")
INNER_MARK = re.compile(r"(?<=\w)[-‐‑–·./](?=\w)")
DIGIT_AS_LETTER = re.compile(r"(?<=[a-z])\d+(?=[a-z])")
NO_LETTER = re.compile("VARIATION SELECTOR|COMBINING")
LETTERS_OF_DIGITS = str.maketrans("013457", "oieasv")  # Se7en, S1m0ne
ROMAN = [
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
    "xvii",
    "xviii",
    "xix",
    "xx",
]
NUMERALS = {numeral: str(n) for n, numeral in enumerate(ROMAN, 1)}
PART_WORDS = {"part", "episode", "chapter", "volume", "vol", "pt", "no"}
SAME_WORDS = {
    "doctor": "dr",
    "mister": "mr",
    "missus": "mrs",
    "saint": "st",
    "versus": "vs",
    "junior": "jr",
    "senior": "sr",
    "incorporated": "inc",
} | {ordinal(number): word for number, word in enumerate(ORDINALS, 1)}


def fold(text: str) -> str:
    """Without case, accents and punctuation: «Amélie» → «amelie», «WALL·E» → «wall e», «Schindler's» → «schindlers».

    Latin letters without a decomposition become ASCII (ø → o, æ → ae); other scripts stay. «Matrix, The» is «the matrix»,
    and «Avventura, L'» is «lavventura».
    """
    if not text.isascii():
        visible = (
            c for c in text if unicodedata.category(c) != "Cf"
        )  # no soft hyphens or directions of writing
        spaced = "".join(f" {c}" if unicodedata.category(c) == "No" else c for c in visible)  # Alien³, 8½
        text = unicodedata.normalize("NFKC", spaced)
    plain = APOSTROPHES.sub("", TRAILING_ARTICLE.sub(_article_first, text.casefold().strip()))
    plain = ACRONYM.sub(lambda found: re.sub(r"[.*·]", "", found.group()), plain)
    plain = plain.replace("&", " and ").replace("+", " and ")
    if plain.isascii():
        return " ".join(WORDS.findall(plain))
    decomposed = unicodedata.normalize("NFKD", plain)
    stripped = "".join(_sign(c) for c in decomposed if not unicodedata.combining(c))
    letters = "".join(_latin(c) for c in unicodedata.normalize("NFC", stripped))
    return " ".join(letters.split())


def without_article(name: str, language: str) -> str:
    """A folded name without its first word, if that is an article of the language (ISO 639-1): «The Matrix» → «matrix».

    "" if it does not begin with one.
    """
    plain = name.casefold().strip()
    found = LEADING_ARTICLE[language].match(plain) if language in LEADING_ARTICLE else None
    return fold(plain[found.end() :]) if found else ""


def canonical(folded: str) -> str:
    """A folded name with one spelling for numbers and the like: «the godfather part ii» → «godfather 2».

    Numerals and number words become digits, «part» and its kind before a number, «and» and a leading article are dropped.
    """
    words = written_numbers(folded.replace(" and a half", " 1 2").split())
    if len(words) > 1 and words[0] in ARTICLES["en"]:
        words = words[1:]
    spelled = [
        _canonical_word(word, before, is_last=place == len(words))
        for place, (before, word) in enumerate(zip(["", *words], words, strict=False), 1)
    ]
    kept = [
        word
        for word, following in zip(spelled, [*spelled[1:], ""], strict=False)
        if not (word == "and" or (word in PART_WORDS and following.isdigit()))
    ]
    return " ".join(kept or spelled)


def name_variants(name: str) -> list[str]:
    """The forms under which a name is found, its folded form first."""
    literal = fold(name)
    joined = fold(INNER_MARK.sub("", APOSTROPHES.sub("", name)))
    spelled = canonical(literal)
    forms = [literal, joined, spelled, spelled if joined == literal else canonical(joined)]
    forms += [literal.replace(" ", ""), spelled.replace(" ", "")]
    if not literal.isascii():
        forms.append(fold(anyascii(name)))
    return [form for form in dict.fromkeys(forms) if form]


def search_document(names: Iterable[str]) -> str:
    """The document of a row with these names, the most important one first; "" without a name."""
    variants = dict.fromkeys(
        variant for name in dict.fromkeys(names) if name for variant in name_variants(name)
    )
    return f"| {' | '.join(variants)} |" if variants else ""


def _article_first(found: re.Match[str]) -> str:
    name, article = found.groups()
    return article + name if article[-1] in "'’" else f"{article} {name}"


def _sign(character: str) -> str:
    """The character as folded text has it: digits of all scripts as ASCII, a space for what is no part of a word."""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character.isalnum():
        return character
    is_mark = unicodedata.category(character) in ("Mc", "Mn")  # vowels of Indic scripts are marks
    return character if is_mark and not NO_LETTER.match(unicodedata.name(character, "")) else " "


def _latin(letter: str) -> str:
    if letter.isascii() or not unicodedata.name(letter, "").startswith("LATIN"):
        return letter
    return anyascii(letter).lower()


def _canonical_word(word: str, before: str, *, is_last: bool) -> str:
    """before: the word before it, "" for the first one."""
    if word == "v" and before and before not in PART_WORDS and not is_last:
        return "vs"
    if word == "n" and before and not is_last:
        return "and"
    if before and word in NUMERALS:
        return NUMERALS[word]
    if not word.isdigit():
        letters = DIGIT_AS_LETTER.sub(lambda digits: digits.group().translate(LETTERS_OF_DIGITS), word)
        word = word if letters == word else written_numbers([letters])[0]
    return SAME_WORDS.get(word, word)
