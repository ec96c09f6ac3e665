"""The built-in groups, and what their members may do in the admin (where they also need is_staff)."""

from django.contrib.auth.models import Group, Permission

from apps.core.http.permissions import CURATORS, OPERATORS

VIEW, EDIT = ("view",), ("view", "add", "change", "delete")

# group -> app -> model -> actions.
ROLES: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {
    CURATORS: {
        "movies": dict.fromkeys(
            ("genre", "tag", "collection", "movie", "person", "credit", "certification", "watchoption"), EDIT
        )
        | {"provider": VIEW},
        "favorites": {"rating": VIEW, "reviewreport": ("view", "change")},
    },
    OPERATORS: {
        "core": {"scheduledjob": ("view", "change"), "queuedtask": ("view", "change", "delete")},
        "movies": {"syncrun": ("view", "add"), "movie": VIEW, "genre": VIEW},
        "favorites": {"importjob": VIEW},
        "recommendations": {
            "modelartifact": ("view", "change"),
            "weightprofile": EDIT,
            "evaluationrun": VIEW,
            "dailystats": VIEW,
        },
    },
}


def grant_roles(*, app_label: str) -> None:
    """Create the groups and add their permissions on the models of one app. Removes no permission."""
    for name, apps in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        wanted = [
            f"{action}_{model}" for model, actions in apps.get(app_label, {}).items() for action in actions
        ]
        permissions = Permission.objects.filter(content_type__app_label=app_label, codename__in=wanted)
        group.permissions.add(*permissions)
