"""Public ratings, their likes and reports."""

from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from apps.core.types import AnyUser, User
from apps.favorites.models import Rating, ReviewLike, ReviewReport


def public_ratings() -> QuerySet[Rating]:
    """Public ratings of active users with public profiles, without withheld ones; and the user's own."""
    open_to_all = Rating.objects.filter(is_public=True, is_withheld=False, user__is_active=True)
    return open_to_all.exclude(user__profile__is_public=False)


def readable_ratings(user: AnyUser) -> QuerySet[Rating]:
    """With the author, the number of likes, and whether `user` is among those."""
    likes = ReviewLike.objects.filter(rating=OuterRef("pk"), user=user.pk)
    rows = public_ratings().select_related("user", "user__profile")
    return rows.annotate(like_count=Count("likes"), liked=Exists(likes))


def like(*, user: User, rating: Rating) -> bool:
    """Returns whether the like is new."""
    return ReviewLike.objects.get_or_create(user=user, rating=rating)[1]


def unlike(*, user: User, rating: Rating) -> None:
    ReviewLike.objects.filter(user=user, rating=rating).delete()


def report(*, user: User, rating: Rating, reason: str, comment: str = "") -> tuple[ReviewReport, bool]:
    """One report a person and review: a second one changes the words, and asks the staff again."""
    words = {"reason": reason, "comment": comment, "status": ReviewReport.Status.OPEN}
    return ReviewReport.objects.update_or_create(user=user, rating=rating, defaults=words)


@transaction.atomic
def decide_report(*, row: ReviewReport, status: str, by: Any) -> ReviewReport:
    """An upheld report withholds the review from everyone but its owner; without one the review returns."""
    rating = Rating.objects.select_for_update(no_key=True).get(pk=row.rating_id)
    row.status, row.handled_by, row.handled_at = status, by, timezone.now()
    row.save(update_fields=["status", "handled_by", "handled_at", "updated_at"])
    rating.is_withheld = rating.reports.filter(status=ReviewReport.Status.UPHELD).exists()
    rating.save(update_fields=["is_withheld", "updated_at"])
    return row
