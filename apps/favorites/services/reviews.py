"""Public ratings and reviews, their likes and reports."""

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone
from rest_framework.exceptions import NotFound

from apps.core.types import AnyUser, User
from apps.favorites.models import Rating, ReviewLike, ReviewReport


def public_ratings() -> QuerySet[Rating]:
    """Return public ratings of active users whose profile is public, without those withheld by the staff."""
    visible = Rating.objects.filter(is_public=True, is_withheld=False, user__is_active=True)
    return visible.exclude(user__profile__is_public=False)


def readable_ratings(user: AnyUser) -> QuerySet[Rating]:
    """Return public ratings with their authors, `like_count`, and `liked`: whether `user` likes the review."""
    likes = ReviewLike.objects.filter(rating=OuterRef("pk"), user=user.pk)
    rows = public_ratings().select_related("user", "user__profile")
    return rows.annotate(like_count=Count("likes"), liked=Exists(likes))


def like(*, user: User, rating: Rating) -> bool:
    """Like the review. Returns False if the user liked it before."""
    return ReviewLike.objects.get_or_create(user=user, rating=rating)[1]


def unlike(*, user: User, rating: Rating) -> None:
    ReviewLike.objects.filter(user=user, rating=rating).delete()


def report(*, user: User, rating: Rating, reason: str, comment: str = "") -> tuple[ReviewReport, bool]:
    """Report the review to the staff. A second report of the same user replaces the first and is open again.

    Returns the report, and whether it is the user's first.
    """
    fields = {"reason": reason, "comment": comment, "status": ReviewReport.Status.OPEN}
    return ReviewReport.objects.update_or_create(user=user, rating=rating, defaults=fields)


@transaction.atomic
def decide_report(*, report_id: int, status: str, staff_id: int) -> ReviewReport:
    """Set the status of a report. The review is withheld while at least one of its reports is upheld.

    Raises NotFound (404) if the report was deleted.
    """
    reported = ReviewReport.objects.filter(pk=report_id).values("rating")
    rating = Rating.objects.select_for_update(no_key=True).filter(pk__in=reported).first()
    row = ReviewReport.objects.filter(pk=report_id).first()
    if rating is None or row is None:
        raise NotFound
    row.status, row.handled_by_id, row.handled_at = status, staff_id, timezone.now()
    row.save(update_fields=["status", "handled_by", "handled_at", "updated_at"])
    rating.is_withheld = rating.reports.filter(status=ReviewReport.Status.UPHELD).exists()
    rating.save(update_fields=["is_withheld", "updated_at"])
    return row
