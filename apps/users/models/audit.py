"""Events that matter for the security of an account."""

from django.db import models

from apps.users.models.accounts import User


class AuditEvent(models.Model):
    """Who did what to an account, and when. Rows are only added, and deleted when they are old.

    `user` is the account, null if it is unknown or was erased; `actor` is the user who acted. `address_hash` is a keyed
    hash: equal for equal addresses, and useless without SECRET_KEY. `details` never contains a secret, nor a value that
    identifies the user.
    """

    class Kind(models.TextChoices):
        REGISTERED = "registered"
        LOGIN = "login", "logged in"
        LOGIN_FAILED = "login_failed", "failed to log in"
        REAUTHENTICATED = "reauthenticated"
        REFRESH_REPLAYED = "refresh_replayed", "refresh token replayed"
        PASSWORD_CHANGED = "password_changed"  # noqa: S105
        PASSWORD_RESET = "password_reset"  # noqa: S105
        EMAIL_CHANGE_REQUESTED = "email_change_requested"
        EMAIL_CHANGED = "email_changed"
        EMAIL_CHANGE_REVERTED = "email_change_reverted"
        SECOND_FACTOR_ENABLED = "second_factor_enabled"
        SECOND_FACTOR_DISABLED = "second_factor_disabled"
        RECOVERY_CODES_CREATED = "recovery_codes_created"
        RECOVERY_CODE_USED = "recovery_code_used"
        TOKEN_CREATED = "token_created"  # noqa: S105
        TOKEN_REVOKED = "token_revoked"  # noqa: S105
        RIGHTS_CHANGED = "rights_changed"
        EXPORTED = "exported"
        ERASED = "erased"
        EDITED_BY_STAFF = "edited_by_staff"

    kind = models.CharField(max_length=32, choices=Kind)
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="audit_events")
    actor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    address_hash = models.CharField(max_length=64, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.created_at:%Y-%m-%d %H:%M}"
