"""Create a profile for every new user, and the groups of each app after it is migrated."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save
from django.dispatch import receiver

from apps.users.models import User, UserProfile
from apps.users.services.roles import grant_roles


@receiver(post_save, sender=User)
def create_profile(sender: type[User], instance: User, created: bool, raw: bool, **kwargs: Any) -> None:
    if created and not raw:
        UserProfile.objects.create(user=instance)


@receiver(post_migrate)
def create_groups(sender: AppConfig, **kwargs: Any) -> None:
    """Run once per app, because the permissions of an app exist only after it is migrated."""
    if sender.name.startswith("apps."):
        grant_roles(app_label=sender.label)
