"""What a letter carries to prove that its reader holds the address: a uid and a token."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from apps.users.models import User


class EmailTokenGenerator(PasswordResetTokenGenerator):
    """Dead once the address is verified or changed. A login does not kill it."""

    key_salt = "apps.users.email"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{user.pk}{user.email}{user.email_verified_at}{timestamp}"


password_tokens = PasswordResetTokenGenerator()
email_tokens = EmailTokenGenerator()


@dataclass(frozen=True)
class Link:
    uid: str
    token: str

    @classmethod
    def to(cls, user: User, tokens: PasswordResetTokenGenerator) -> "Link":
        return cls(urlsafe_base64_encode(force_bytes(user.pk)), tokens.make_token(user))

    def reader(self, tokens: PasswordResetTokenGenerator) -> User | None:
        """The active person whom this link was sent to; None if it is wrong, used or too old.

        Inside a transaction the row is locked, so that a link works once.
        """
        try:
            pk = int(urlsafe_base64_decode(self.uid))
        except ValueError:
            return None
        user = User.objects.select_for_update().filter(pk=pk, is_active=True).first()
        return user if user and tokens.check_token(user, self.token) else None


def hours_of_a_link() -> int:
    return settings.PASSWORD_RESET_TIMEOUT // 3600
