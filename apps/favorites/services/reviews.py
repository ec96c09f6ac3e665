"""Public ratings and reviews, their likes and reports."""

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone
from rest_framework.exceptions import NotFound, ValidationError

from apps.core.locking import lock_user
from apps.core.types import AnyUser, User
from apps.favorites.models import Rating, ReviewLike, ReviewReport, WithheldReview


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
    """Like the review. Returns False if the user liked it before. Raises ValidationError (400) for one's own."""
    _check_others(user, rating)
    return ReviewLike.objects.get_or_create(user=user, rating=rating)[1]


def unlike(*, user: User, rating: Rating) -> None:
    ReviewLike.objects.filter(user=user, rating=rating).delete()


def report(*, user: User, rating: Rating, reason: str, comment: str = "") -> tuple[ReviewReport, bool]:
    """Report the review to the staff. A second report of the same user replaces the first and is open again.

    Returns the report, and whether it is the user's first. Raises ValidationError (400) for one's own review.
    """
    _check_others(user, rating)
    fields = {"reason": reason, "comment": comment, "status": ReviewReport.Status.OPEN}
    return ReviewReport.objects.update_or_create(user=user, rating=rating, defaults=fields)


def _check_others(user: User, rating: Rating) -> None:
    if rating.user_id == user.pk:
        raise ValidationError("This review is your own. You can edit or delete it.")


@transaction.atomic
def decide_report(*, report_id: int, status: str, staff_id: int) -> ReviewReport:
    """Set the status of a report. The review is withheld while at least one of its reports is upheld.

    It stays withheld when its author deletes it and posts it again, until `publish_again`. Raises NotFound (404) if the
    report was deleted.
    """
    reported = ReviewReport.objects.filter(pk=report_id)
    author_id = reported.values_list("rating__user", flat=True).first()
    if author_id is None:
        raise NotFound
    lock_user(author_id)
    rating = Rating.objects.select_for_update(no_key=True).filter(pk__in=reported.values("rating")).first()
    row = reported.first()
    if rating is None or row is None:
        raise NotFound
    row.status, row.handled_by_id, row.handled_at = status, staff_id, timezone.now()
    row.save(update_fields=["status", "handled_by", "handled_at", "updated_at"])
    if not rating.reports.filter(status=ReviewReport.Status.UPHELD).exists():
        WithheldReview.objects.filter(user=rating.user_id, movie=rating.movie_id).delete()
    elif status == ReviewReport.Status.UPHELD:
        decision = {"review": rating.review, "reason": row.reason, "decided_by_id": staff_id}
        WithheldReview.objects.update_or_create(
            user_id=rating.user_id, movie_id=rating.movie_id, defaults=decision
        )
    _follow_decision(rating)
    return row


@transaction.atomic
def publish_again(*, withheld_id: int, staff_id: int) -> None:
    """Take a decision back: its upheld reports are dismissed, and others see the review. Raises NotFound (404)."""
    withheld = WithheldReview.objects.filter(pk=withheld_id).first()
    if withheld is None:
        raise NotFound
    lock_user(withheld.user_id)
    rating = (
        Rating.objects.select_for_update(no_key=True)
        .filter(user=withheld.user_id, movie=withheld.movie_id)
        .first()
    )
    WithheldReview.objects.filter(pk=withheld_id).delete()
    if rating is not None:
        rating.reports.filter(status=ReviewReport.Status.UPHELD).update(
            status=ReviewReport.Status.DISMISSED,
            handled_by=staff_id,
            handled_at=timezone.now(),
            updated_at=timezone.now(),
        )
        _follow_decision(rating)


def _follow_decision(rating: Rating) -> None:
    decided = WithheldReview.objects.filter(user=rating.user_id, movie=rating.movie_id)
    rating.is_withheld = decided.exists()
    rating.save(update_fields=["is_withheld", "updated_at"])
