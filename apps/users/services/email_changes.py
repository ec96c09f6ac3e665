"""Changes of email addresses: pending until the new address confirms, and revertible by the old address.

Requests never look up whether the new address belongs to an account: only the emails and their links do.
"""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework.exceptions import ValidationError

from apps.core.jobs.queue import enqueue
from apps.users.models import EmailChange, User
from apps.users.services.audit import Kind, record_event
from apps.users.services.emails import SignedLink, invalid_link, link_lifetime, send_email, send_link
from apps.users.services.passwords import check_new_password, require_password, set_password
from apps.users.services.second_factor import confirmed_device, remove_second_factor
from apps.users.services.sessions import Caller, locked_user

SAME_EMAIL = "This is already the email address of your account."
IN_USE = "Another account has this email address by now. Choose another address."


def confirmation() -> SignedLink:
    return SignedLink("email-change", link_lifetime())


def reversal() -> SignedLink:
    return SignedLink("email-revert", timedelta(days=settings.EMAIL_REVERT_DAYS))


@transaction.atomic
def request_email_change(*, caller: Caller, email: str, password: str) -> EmailChange:
    """Store a pending change, which replaces an earlier pending one, and have both addresses emailed.

    The address of the account stays as it is.

    Raises ValidationError if the password is wrong or the caller has this address already.
    """
    user = locked_user(caller)
    require_password(password, user=user, field="password")
    if email.lower() == user.email:
        raise ValidationError({"email": [SAME_EMAIL]})
    user.email_changes.pending().end()
    change = user.email_changes.create(
        old_email=user.email,
        old_email_verified=user.email_verified_at is not None,
        new_email=email.lower(),
    )
    # Two tasks: if one address refuses its email, the other does not get its own again.
    enqueue("users.send_email_change_confirmation", change_id=change.pk)
    enqueue("users.send_email_change_reversal", change_id=change.pk)
    record_event(Kind.EMAIL_CHANGE_REQUESTED, user_id=user.pk, actor_id=user.pk)
    return change


@transaction.atomic
def cancel_email_change(*, caller: Caller) -> None:
    locked_user(caller).email_changes.pending().end()


def send_email_change_confirmation(*, change_id: int) -> None:
    """Email the new address a link that confirms the change. If it belongs to an account, inform its user instead."""
    change = EmailChange.objects.pending().filter(pk=change_id).first()
    if change is None:
        return
    holder = User.objects.filter(email=change.new_email).first()
    if holder is None:
        send_link(
            template="email_change_confirm",
            to=change.new_email,
            page="confirm-email-change",
            values={"token": confirmation().token(change=change.pk)},
            hours=settings.PASSWORD_RESET_TIMEOUT // 3600,
        )
    else:
        send_email(template="address_in_use", to=holder.email, username=holder.username)


def send_email_change_reversal(*, change_id: int) -> None:
    """Email the old address a link that reverts the change, also if it was confirmed meanwhile.

    An old address that was never verified gets no email where verification is on: it may be a mistyped one, whose
    reader must not get a link to the account. What the user's row says of its address may be of the new one by now.
    """
    change = EmailChange.objects.filter(pk=change_id, ended_at=None).select_related("user").first()
    if change is None:
        return
    user = change.user
    if change.old_email_verified or settings.EMAIL_VERIFICATION == "none":
        send_link(
            template="email_change_revert",
            to=change.old_email,
            page="revert-email-change",
            values={"token": reversal().token(change=change.pk)},
            username=user.username,
            days=settings.EMAIL_REVERT_DAYS,
        )


@transaction.atomic
def confirm_email_change(*, token: str) -> None:
    """Make the pending address the address of the account. It is verified, as the link was read there.

    Raises ValidationError if the link is wrong, used, cancelled or expired, or the address is in use by now.
    """
    user, change = _locked(confirmation().read(token)["change"])
    if change.confirmed_at or user.email != change.old_email:
        raise invalid_link()
    change.confirmed_at = timezone.now()
    change.save(update_fields=["confirmed_at", "updated_at"])
    _set_email(user, change.new_email)
    record_event(Kind.EMAIL_CHANGED, user_id=user.pk, actor_id=user.pk)


@transaction.atomic
def revert_email_change(*, token: str, new_password: str) -> None:
    """Restore the old address and set a new password: whoever requested the change had the password.

    Ends the change and every later one, every login and every personal access token of the account, and removes a
    second factor that was enabled after the request. Raises
    ValidationError if the link is wrong, used or expired, the password is refused, or the address is in use by now.
    """
    user, change = _locked(reversal().read(token)["change"])
    check_new_password(new_password, user=user, field="new_password")
    user.email_changes.filter(pk__gte=change.pk).end()
    _set_email(user, change.old_email)
    set_password(user, new_password)
    device = confirmed_device(user)
    if device and device.confirmed_at and device.confirmed_at > change.created_at:
        remove_second_factor(user, actor_id=user.pk)
    record_event(Kind.EMAIL_CHANGE_REVERTED, user_id=user.pk, actor_id=user.pk)


def _locked(change_id: int) -> tuple[User, EmailChange]:
    """Lock the active user of a change that has not ended, and return both. Raises ValidationError."""
    user = (
        User.objects.select_for_update(of=("self",)).filter(email_changes=change_id, is_active=True).first()
    )
    # A query of its own: it sees what the transaction that held the lock has written.
    change = EmailChange.objects.filter(pk=change_id, ended_at=None).first()
    if user is None or change is None:
        raise invalid_link()
    return user, change


def _set_email(user: User, email: str) -> None:
    user.email, user.email_verified_at = email, timezone.now()
    try:
        with transaction.atomic():
            user.save(update_fields=["email", "email_verified_at"])
    except IntegrityError:
        raise ValidationError({"token": [IN_USE]}) from None


def delete_old_email_changes() -> str:
    """Delete the changes that can be neither confirmed nor reverted any more; return a sentence for the job log."""
    oldest = timezone.now() - max(link_lifetime(), timedelta(days=settings.EMAIL_REVERT_DAYS))
    deleted, _ = EmailChange.objects.filter(created_at__lt=oldest).delete()
    return f"Deleted {deleted} old email changes"
