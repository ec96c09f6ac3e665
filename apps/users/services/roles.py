"""The groups that the product knows, and what their members may do in the admin (where they also need is_staff)."""

from django.contrib.auth.models import Group, Permission

from apps.core.http.permissions import CURATORS, OPERATORS

LOOK, WORK = ("view",), ("view", "add", "change", "delete")

# group -> app -> model -> actions.
ROLES: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {
    CURATORS: {
        "movies": dict.fromkeys(
            ("genre", "tag", "collection", "movie", "person", "credit", "certification", "watchoption"), WORK
        )
        | {"provider": LOOK},
        "favorites": {"rating": LOOK, "reviewreport": ("view", "change")},
    },
    OPERATORS: {
        "core": {"scheduledjob": ("view", "change")},
        "movies": {"syncrun": ("view", "add"), "movie": LOOK, "genre": LOOK},
        "favorites": {"importjob": LOOK},
        "recommendations": {
            "modelartifact": ("view", "change"),
            "weightprofile": WORK,
            "evaluationrun": LOOK,
            "dailyfigure": LOOK,
        },
    },
}


def grant_roles(*, app_label: str) -> None:
    """Makes the groups and gives them their permissions on the models of one app; takes nothing away."""
    for name, apps in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        wanted = [
            f"{action}_{model}" for model, actions in apps.get(app_label, {}).items() for action in actions
        ]
        permissions = Permission.objects.filter(content_type__app_label=app_label, codename__in=wanted)
        group.permissions.add(*permissions)
