"""Who may do what, in the words of the API contract."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission, IsAdminUser
from rest_framework.request import Request
from rest_framework.views import APIView

CURATORS = "Curators"
OPERATORS = "Operators"
SECOND_FACTOR_MISSING = "Staff need a second factor. Enable it at auth/second-factor/, or log in with it."


def in_group(user: object, name: str) -> bool:
    """Whether the user is in the group of that name. Superusers are in every group. One query for others."""
    if isinstance(user, AnonymousUser) or not getattr(user, "is_active", False):
        return False
    return user.is_superuser or user.groups.filter(name=name).exists()


def check_second_factor(user: object) -> bool:
    """True, for use in conditions.

    Raises PermissionDenied if staff need a second factor here (STAFF_SECOND_FACTOR) and the login had none.
    """
    is_staff = getattr(user, "is_staff", False) or getattr(user, "is_superuser", False)
    is_missing = is_staff and not getattr(user, "second_factor_at", None)
    if is_missing and settings.STAFF_SECOND_FACTOR == "required":
        raise PermissionDenied(SECOND_FACTOR_MISSING, code="second_factor_required")
    return True


class IsStaff(IsAdminUser):
    message = "Only staff may do this."

    def has_permission(self, request: Request, view: APIView) -> bool:
        return super().has_permission(request, view) and check_second_factor(request.user)


class IsCuratorOrReadOnly(BasePermission):
    message = "Only curators may change the catalogue."

    def has_permission(self, request: Request, view: APIView) -> bool:
        if request.method in SAFE_METHODS:
            return True
        return in_group(request.user, CURATORS) and check_second_factor(request.user)


class IsCurator(BasePermission):
    message = "Only curators may see this."

    def has_permission(self, request: Request, view: APIView) -> bool:
        return in_group(request.user, CURATORS) and check_second_factor(request.user)


class IsOperator(BasePermission):
    """Staff and operators."""

    message = "Only staff and operators may do this."
    personal_token_scope = "jobs"  # noqa: S105

    def has_permission(self, request: Request, view: APIView) -> bool:
        is_operator = getattr(request.user, "is_staff", False) or in_group(request.user, OPERATORS)
        return is_operator and check_second_factor(request.user)
