"""What commands take on their line."""

from argparse import ArgumentTypeError


def positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ArgumentTypeError("a whole number above 0 is expected")
    return int(text)
