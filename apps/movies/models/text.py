"""Text folding for search."""

import unicodedata


def fold(text: str) -> str:
    """Without case, accents and punctuation: «Amélie» → «amelie», «WALL·E» → «wall e»."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(letters.split())
