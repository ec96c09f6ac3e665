"""Which email addresses an account may have."""

import unicodedata

from django.core.exceptions import ValidationError

LOCAL_PART = "The part before @ may have only letters from a to z, digits and signs."
DOMAIN = "The part after @ has a letter that changes in lower case. Write it in small letters."


def validate_address(address: str) -> None:
    """Raises ValidationError if another address would be stored: addresses are stored in lower case.

    Django's pattern takes İ, ı, ſ and K for letters from a to z, and their small letters are others. Domains may have other
    letters.
    """
    local, _, domain = address.rpartition("@")
    if not local.isascii():
        raise ValidationError(LOCAL_PART, code="local_part")
    small = domain.lower()
    if unicodedata.normalize("NFKC", small) != small or any(map(unicodedata.combining, small)):
        raise ValidationError(DOMAIN, code="domain")
