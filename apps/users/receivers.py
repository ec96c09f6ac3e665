"""What follows when an account is made, however it is made, and when the database is migrated."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save
from django.dispatch import receiver

from apps.users.models import User, UserProfile
from apps.users.services.roles import grant_roles


@receiver(post_save, sender=User)
def give_a_profile(sender: type[User], instance: User, created: bool, raw: bool, **kwargs: Any) -> None:
    if created and not raw:
        UserProfile.objects.create(user=instance)


@receiver(post_migrate)
def make_groups(sender: AppConfig, **kwargs: Any) -> None:
    """Permissions of an app exist once it is migrated, so each app's are given then."""
    if sender.name.startswith("apps."):
        grant_roles(app_label=sender.label)
