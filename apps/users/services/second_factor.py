"""The second factor: TOTP codes of an authenticator app, and recovery codes that work once."""

import base64
import hashlib
import logging
import secrets
import time
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urlencode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.encoding import force_bytes
from django_otp.oath import TOTP
from rest_framework.exceptions import AuthenticationFailed, Throttled, ValidationError

from apps.core.http.exceptions import Conflict
from apps.users.models import LoginChallenge, LoginSession, RecoveryCode, TotpDevice, User
from apps.users.services.audit import Kind, record_event
from apps.users.services.logins import accounts_for_login, open_login
from apps.users.services.notices import send_notice
from apps.users.services.sessions import Caller, TokenPair, locked_user, require_recent_proof

logger = logging.getLogger(__name__)

ISSUER = "Movie Backend"
SECRET_BYTES = 20  # as RFC 4226 recommends
STEP, DIGITS = 30, 6  # what all authenticator apps support
TOLERANCE = 1  # steps that the clock of the device may be off
RECOVERY_CODES = 10
RECOVERY_CODE_BYTES = 10
MOST_COUNTED_FAILURES = 10  # the longest pause between wrong codes is 2**9 seconds

CHALLENGE_SALT = "apps.users.login-challenge"
CHALLENGE_LIFETIME = timedelta(minutes=5)
CHALLENGE_ATTEMPTS = 5

WRONG_CODE = "This code is wrong or was already used. Send the newest one, or a recovery code."
WRONG_CHALLENGE = "This login has expired or was completed. Log in again."
ENABLED = "The account has a second factor. Disable it first."
NOT_BEGUN = "Request a secret at auth/second-factor/ first."
NOT_ENABLED = "The account has no second factor."


@dataclass(frozen=True)
class Enrolment:
    """What an authenticator app needs. Shown once; `secret` is in base32."""

    secret: str
    otpauth_uri: str


@dataclass(frozen=True)
class Challenge:
    """A login that needs a code. `token` names it, for CHALLENGE_LIFETIME."""

    token: str


def confirmed_device(user: User) -> TotpDevice | None:
    """The second factor that a login of this user needs, None if there is none."""
    device = getattr(user, "totp_device", None)
    return device if device is not None and device.confirmed else None


def is_required(user: User) -> bool:
    return settings.STAFF_SECOND_FACTOR == "required" and (user.is_staff or user.is_superuser)


def begin_enrolment(*, caller: Caller) -> Enrolment:
    """Store a new secret that does not count yet, and return it.

    Raises ReauthenticationRequiredError without a recent proof, Conflict if a second factor is enabled.
    """
    require_recent_proof(caller)
    with transaction.atomic():
        user = locked_user(caller)
        if confirmed_device(user):
            raise Conflict(ENABLED, code="second_factor_enabled")
        secret = secrets.token_bytes(SECRET_BYTES)
        fields = {"encrypted_secret": encrypt(secret), "last_step": -1, "created_at": timezone.now()}
        TotpDevice.objects.update_or_create(user=user, defaults=fields)
    return describe_secret(secret, user)


def describe_secret(secret: bytes, user: User) -> Enrolment:
    encoded = base64.b32encode(secret).decode()
    label = quote(f"{ISSUER}:{user.email}")
    query = urlencode(
        {"secret": encoded, "issuer": ISSUER, "digits": DIGITS, "period": STEP}, quote_via=quote
    )
    return Enrolment(encoded, f"otpauth://totp/{label}?{query}")


def confirm_enrolment(*, caller: Caller, code: str) -> list[str]:
    """Enable the second factor by its first code, for the caller's login too, and return new recovery codes.

    Raises ReauthenticationRequiredError without a recent proof, Conflict if no secret was requested or a second factor
    is enabled, ValidationError if the code is wrong, Throttled after wrong codes.
    """
    require_recent_proof(caller)
    codes: list[str] = []
    with transaction.atomic():
        user = locked_user(caller)
        device = TotpDevice.objects.filter(user=user).first()
        if device is None or device.confirmed:
            raise Conflict(
                ENABLED if device else NOT_BEGUN, code="second_factor_enabled" if device else "not_begun"
            )
        if accepts_totp(device, code):
            now = timezone.now()
            device.confirmed, device.confirmed_at = True, now
            device.save(update_fields=["confirmed", "confirmed_at"])
            if caller.session_id:
                LoginSession.objects.filter(pk=caller.session_id).update(second_factor_at=now)
            codes = replace_recovery_codes(user)
            send_notice(record_event(Kind.SECOND_FACTOR_ENABLED, user_id=user.pk, actor_id=user.pk))
    if not codes:
        raise ValidationError({"code": [WRONG_CODE]})
    return codes


def disable_second_factor(*, caller: Caller, code: str) -> None:
    """Remove the caller's second factor.

    Raises ReauthenticationRequiredError, Conflict if there is none, ValidationError if the code is wrong, Throttled.
    """
    require_recent_proof(caller)
    with transaction.atomic():
        user = locked_user(caller)
        is_accepted = accepts_code(user, code)
        if is_accepted:
            remove_second_factor(user, actor_id=user.pk)
    if not is_accepted:
        raise ValidationError({"code": [WRONG_CODE]})


def regenerate_recovery_codes(*, caller: Caller, code: str) -> list[str]:
    """Replace the caller's recovery codes and return the new ones. Raises what `disable_second_factor` raises."""
    require_recent_proof(caller)
    codes: list[str] = []
    with transaction.atomic():
        user = locked_user(caller)
        if accepts_code(user, code):
            codes = replace_recovery_codes(user)
            send_notice(record_event(Kind.RECOVERY_CODES_CREATED, user_id=user.pk, actor_id=user.pk))
    if not codes:
        raise ValidationError({"code": [WRONG_CODE]})
    return codes


def remove_second_factor(user: User, *, actor_id: int | None) -> None:
    """Remove the second factor of a user whose row is locked, also from the logins that had it."""
    had_one = confirmed_device(user) is not None
    TotpDevice.objects.filter(user=user).delete()
    user.recovery_codes.all().delete()
    user.login_sessions.update(second_factor_at=None)
    user.personal_tokens.update(second_factor_at=None)
    if had_one:
        send_notice(record_event(Kind.SECOND_FACTOR_DISABLED, user_id=user.pk, actor_id=actor_id))


def replace_recovery_codes(user: User) -> list[str]:
    codes = [
        base64.b32encode(secrets.token_bytes(RECOVERY_CODE_BYTES)).decode().lower()
        for _ in range(RECOVERY_CODES)
    ]
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=digest_of(code)) for code in codes)
    return ["-".join(code[start : start + 4] for start in range(0, len(code), 4)) for code in codes]


def digest_of(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def accepts_code(user: User, code: str) -> bool:
    """Whether this is a valid TOTP or recovery code, which is used up by it. The user's row must be locked.

    Counts wrong codes, so the transaction must be committed either way. Raises Conflict if there is no second factor,
    Throttled if the last wrong code was too short a time ago.
    """
    device = confirmed_device(user)
    if device is None:
        raise Conflict(NOT_ENABLED, code="no_second_factor")
    normal = "".join(character for character in code.lower() if character.isalnum())
    if not normal.isdecimal():
        digest = digest_of(normal)
        unused = user.recovery_codes.filter(digest=digest, used_at=None)
        check_pause(device)
        if unused.update(used_at=timezone.now()):
            record_event(Kind.RECOVERY_CODE_USED, user_id=user.pk, actor_id=user.pk)
            return True
    return accepts_totp(device, normal)


def check_pause(device: TotpDevice) -> None:
    """Raises Throttled while the pause after wrong codes lasts."""
    is_allowed, reason = device.verify_is_allowed()
    if not is_allowed:
        raise Throttled(wait=max(1.0, (reason["locked_until"] - timezone.now()).total_seconds()))


def accepts_totp(device: TotpDevice, code: str) -> bool:
    """Whether the code is the present one, or that of a neighbouring time step, and newer than the last one used."""
    check_pause(device)
    secret = decrypt(device.encrypted_secret)
    is_right = False
    if secret is not None and code.isascii() and code.isdecimal() and len(code) == DIGITS:
        totp = TOTP(secret, step=STEP, digits=DIGITS)
        totp.time = time.time()
        is_right = totp.verify(int(code), tolerance=TOLERANCE, min_t=device.last_step + 1)
    if is_right:
        device.last_step, device.last_used_at = totp.t(), timezone.now()
        device.throttle_reset(commit=False)
    else:
        device.throttle_increment(commit=False)
        device.throttling_failure_count = min(device.throttling_failure_count, MOST_COUNTED_FAILURES)
    device.save(
        update_fields=[
            "last_step",
            "last_used_at",
            "throttling_failure_count",
            "throttling_failure_timestamp",
        ]
    )
    return is_right


def begin_challenge(user: User) -> Challenge:
    challenge = LoginChallenge.objects.create(user=user)
    return Challenge(signing.dumps(str(challenge.pk), salt=CHALLENGE_SALT))


def complete_login(*, challenge: str, code: str) -> tuple[User, TokenPair]:
    """Open the session of a login that waited for its second factor. A challenge works once.

    Raises AuthenticationFailed if the challenge is wrong, expired, completed or was tried too often, or the code is
    wrong; Throttled after wrong codes.
    """
    try:
        pk = signing.loads(challenge, salt=CHALLENGE_SALT, max_age=CHALLENGE_LIFETIME)
    except signing.BadSignature:
        raise AuthenticationFailed(WRONG_CHALLENGE, code="challenge_invalid") from None
    with transaction.atomic():
        user = accounts_for_login().filter(login_challenges=pk, is_active=True).first()
        # A query of its own: it sees what the transaction that held the lock has written.
        waiting = LoginChallenge.objects.filter(pk=pk, attempts__lt=CHALLENGE_ATTEMPTS)
        if user is None or not waiting.exists() or confirmed_device(user) is None:
            raise AuthenticationFailed(WRONG_CHALLENGE, code="challenge_invalid")
        user.totp_device.refresh_from_db()
        pair = None
        if accepts_code(user, code):
            waiting.delete()
            pair = open_login(user, had_second_factor=True)
        else:
            waiting.update(attempts=F("attempts") + 1)
            record_event(Kind.LOGIN_FAILED, user_id=user.pk, second_factor=True)
    if pair is None:
        raise AuthenticationFailed(WRONG_CODE, code="second_factor_invalid")
    return user, pair


def delete_old_challenges() -> str:
    """Delete the challenges that have expired, and return how many as a sentence for the job log."""
    deleted, _ = LoginChallenge.objects.filter(created_at__lt=timezone.now() - CHALLENGE_LIFETIME).delete()
    return f"Deleted {deleted} login challenges"


def encryption() -> MultiFernet:
    """Encrypts with a key of SECRET_KEY, and decrypts with those of SECRET_KEY_FALLBACKS too."""
    return MultiFernet(
        Fernet(
            base64.urlsafe_b64encode(
                HKDF(SHA256(), length=32, salt=None, info=b"apps.users.second-factor").derive(
                    force_bytes(key)
                )
            )
        )
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )


def encrypt(secret: bytes) -> str:
    return encryption().encrypt(secret).decode()


def decrypt(encrypted: str) -> bytes | None:
    """The secret, None if it was encrypted with a SECRET_KEY that is unknown by now."""
    try:
        return encryption().decrypt(encrypted)
    except InvalidToken:
        logger.error("The secret of a second factor cannot be decrypted")
        return None
