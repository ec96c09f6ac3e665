"""What movies does when others have done something."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from apps.movies.models import Collection, Movie, Person
from apps.movies.models.search import prepare_search_indexes


@receiver(post_migrate, dispatch_uid="prepare search indexes")
def prepare_indexes(sender: AppConfig, using: str, **kwargs: Any) -> None:
    if sender.name == "apps.movies":
        prepare_search_indexes([Movie, Person, Collection], using)
