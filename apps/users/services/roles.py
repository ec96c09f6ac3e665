"""The built-in groups, and what their members may do in the admin (where they also need is_staff)."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from apps.core.http.permissions import CURATORS, OPERATORS
from apps.users.models import User

VIEW, EDIT = ("view",), ("view", "add", "change", "delete")

# group -> app -> model -> actions.
ROLES: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {
    CURATORS: {
        "movies": dict.fromkeys(
            ("genre", "tag", "collection", "movie", "person", "credit", "certification", "watchoption"), EDIT
        )
        | {"provider": VIEW, "merge": VIEW},
        "favorites": {"rating": VIEW, "reviewreport": ("view", "change"), "withheldreview": VIEW},
    },
    OPERATORS: {
        "core": {"scheduledjob": ("view", "change"), "queuedtask": ("view", "change", "delete")},
        "movies": {"syncrun": ("view", "add"), "movie": VIEW, "genre": VIEW},
        "favorites": {"importjob": VIEW},
        "recommendations": {
            "modelartifact": ("view", "change"),
            "weightprofile": EDIT,
            "evaluationrun": VIEW,
        },
    },
}

ROLE_NAMES = list(ROLES)


def rights_of(user: User) -> set[str]:
    """The user's permissions and API roles, which an inactive user has too: whoever activates the account gets them."""
    granted = Permission.objects.filter(Q(user=user) | Q(group__user=user)).values_list(
        "content_type__app_label", "codename"
    )
    roles = user.groups.filter(name__in=ROLES).values_list("name", flat=True)
    return {f"{app}.{codename}" for app, codename in granted} | set(roles)


def outranks(user: User, other: User) -> bool:
    """Whether `user` has a right that `other` lacks. Then `other` must not edit the account, or could take it over."""
    if other.is_superuser or user.pk == other.pk:
        return False
    if user.is_superuser or (user.is_staff and not other.is_staff):
        return True
    return bool(rights_of(user) - rights_of(other))


def grant_roles(*, app_label: str) -> None:
    """Create the groups and add their permissions on the models of one app. Removes no permission."""
    for name, apps in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        wanted = [
            f"{action}_{model}" for model, actions in apps.get(app_label, {}).items() for action in actions
        ]
        permissions = Permission.objects.filter(content_type__app_label=app_label, codename__in=wanted)
        group.permissions.add(*permissions)
