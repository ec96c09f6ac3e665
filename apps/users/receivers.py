"""What follows when an account is made, however it is made."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from apps.users.models import User, UserProfile


@receiver(post_save, sender=User)
def give_a_profile(sender: type[User], instance: User, created: bool, raw: bool, **kwargs: Any) -> None:
    if created and not raw:
        UserProfile.objects.create(user=instance)
