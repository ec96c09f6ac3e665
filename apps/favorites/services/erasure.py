"""What has to be done before accounts are deleted; the cascade deletes the other rows."""

from collections.abc import Iterable

from django.db import transaction

from apps.favorites.models import Rating
from apps.favorites.services.community import refresh_community


@transaction.atomic
def delete_ratings(*, user_ids: Iterable[int]) -> None:
    """Delete all ratings of these users and recount the community's averages of the movies."""
    ratings = Rating.objects.filter(user__in=list(user_ids)).order_by()
    movie_ids = list(ratings.values_list("movie_id", flat=True).distinct())
    if not movie_ids:
        return
    ratings.delete()
    refresh_community(movie_ids)
