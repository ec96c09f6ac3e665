"""Accounts of the staff."""

from collections.abc import Callable

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from apps.core.http.permissions import CURATORS, OPERATORS
from apps.users.addresses import validate_address
from apps.users.models import User

# The word of the command → the group. A superuser is made by createsuperuser.
STAFF_ROLES = {"curator": CURATORS, "operator": OPERATORS}


def create_staff(*, email: str, role: str, password: Callable[[], str]) -> tuple[User, bool]:
    """Create the account, or give the role to the one that has the address: its password stays.

    password: asked for a new account only. Returns the user, and whether it was created. Raises Django's
    ValidationError, whose messages say why not.
    """
    typed, email = email.strip(), email.strip().lower()
    validate_address(typed)
    validate_email(email)
    known = User.objects.filter(email=email).first()
    chosen = ""
    if known is None:
        chosen = password()
        validate_password(chosen, User(email=email))
    with transaction.atomic():
        if known is None:
            # Whoever runs commands on the server vouches for the address.
            user = User.objects.create_user(email, chosen, email_verified_at=timezone.now())
        else:
            user = User.objects.select_for_update().get(pk=known.pk)
        if not user.is_active:
            raise ValidationError("This account is not active. Activate it in the admin first.")
        give_role(user, role)
    return user, known is None


def give_role(user: User, role: str) -> None:
    """Make a user, whose row the caller has locked or just created, a member of the staff with one of STAFF_ROLES."""
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    user.groups.add(Group.objects.get(name=STAFF_ROLES[role]))
