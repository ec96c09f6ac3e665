"""The charsets that a request body may have."""

import codecs

from django.utils.http import parse_header_parameters

ACCEPTED = {"utf-8", "ascii", "iso8859-1"}  # as Python names them


def is_accepted(content_type: str) -> bool:
    """Whether a Content-Type header names no charset or an accepted one."""
    if ";" not in content_type:
        return True
    try:
        charset = parse_header_parameters(content_type)[1].get("charset")
        return charset is None or codecs.lookup(charset).name in ACCEPTED
    except (LookupError, ValueError):
        return False
