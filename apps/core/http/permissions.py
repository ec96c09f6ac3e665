"""Who may do what, in the words of the API contract."""

from django.contrib.auth.models import AnonymousUser
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

CURATORS = "Curators"
OPERATORS = "Operators"


def in_group(user: object, name: str) -> bool:
    """Whether the user is in the group of that name. Superusers are in every group. One query for others."""
    if isinstance(user, AnonymousUser) or not getattr(user, "is_active", False):
        return False
    return user.is_superuser or user.groups.filter(name=name).exists()


class IsCuratorOrReadOnly(BasePermission):
    message = "Only curators may change the catalogue."

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.method in SAFE_METHODS or in_group(request.user, CURATORS)


class IsOperator(BasePermission):
    """Staff and operators."""

    message = "Only staff and operators may do this."

    def has_permission(self, request: Request, view: APIView) -> bool:
        return getattr(request.user, "is_staff", False) or in_group(request.user, OPERATORS)
