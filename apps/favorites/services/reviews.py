"""Public ratings and reviews, their likes and reports."""

import unicodedata
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from rest_framework.exceptions import NotFound, ValidationError

from apps.core.http.exceptions import Conflict
from apps.core.locking import lock_user
from apps.core.types import AnyUser, User
from apps.favorites.models import Rating, ReviewLike, ReviewReport, WithheldReview, WithheldText

# Letters and digits. Shorter reviews ("Boring!") are written by others too.
FINGERPRINT_MIN_LENGTH = 20
BATCH = 500


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


IS_OPEN = "This report is open already."
IS_DECIDED = "This report is {status} already. Reopen it to decide again."


@transaction.atomic
def decide_report(*, report_id: int, status: str, staff_id: int) -> ReviewReport:
    """Set the status of a report. The review is withheld while at least one of its reports is upheld.

    It stays withheld when its author deletes it and posts it again, until `publish_again`. Raises NotFound (404) if the
    report was deleted, and Conflict (409) if it has been decided, unless it is reopened: nobody overrules a colleague
    with a page that was opened before the colleague's decision.
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
    is_open, reopens = row.status == ReviewReport.Status.OPEN, status == ReviewReport.Status.OPEN
    if is_open == reopens:
        raise Conflict(IS_OPEN if is_open else IS_DECIDED.format(status=row.get_status_display().lower()))
    row.status, row.handled_by_id, row.handled_at = status, staff_id, timezone.now()
    row.save(update_fields=["status", "handled_by", "handled_at", "updated_at"])
    if not rating.reports.filter(status=ReviewReport.Status.UPHELD).exists():
        withheld = WithheldReview.objects.filter(user=rating.user_id, movie=rating.movie_id)
        forget_texts(rating.movie_id, [rating.review, *withheld.values_list("review", flat=True)])
        withheld.delete()
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
    forget_texts(withheld.movie_id, [withheld.review, rating.review if rating else ""])
    if rating is not None:
        rating.reports.filter(status=ReviewReport.Status.UPHELD).update(
            status=ReviewReport.Status.DISMISSED,
            handled_by=staff_id,
            handled_at=timezone.now(),
            updated_at=timezone.now(),
        )
        _follow_decision(rating)


def fingerprints_of(text: str) -> list[str]:
    """Of its letters and digits, without case and accents, by each secret key, the current one first. [] if it is short."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    words = "".join(character for character in folded if character.isalnum())
    if len(words) < FINGERPRINT_MIN_LENGTH:
        return []
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [
        salted_hmac("apps.favorites.reviews", words, secret=key, algorithm="sha256").hexdigest()
        for key in keys
    ]


def remember_texts(*, user_id: int) -> None:
    """Have the withheld reviews of an account that is erased stay withheld, whoever posts them again."""
    decisions = WithheldReview.objects.filter(user=user_id).values_list("movie_id", "review", "reason")
    reasons = {movie_id: reason for movie_id, _, reason in decisions}
    current = Rating.objects.filter(user=user_id, movie__in=reasons).values_list("movie_id", "review")
    texts = [(movie_id, review) for movie_id, review, _ in decisions] + list(current)
    WithheldText.objects.bulk_create(
        (
            WithheldText(movie_id=movie_id, fingerprint=fingerprint, reason=reasons[movie_id])
            for movie_id, review in texts
            for fingerprint in fingerprints_of(review)[:1]
        ),
        ignore_conflicts=True,
    )


def forget_texts(movie_id: int, reviews: Iterable[str]) -> None:
    fingerprints = [fingerprint for review in reviews for fingerprint in fingerprints_of(review)]
    WithheldText.objects.filter(movie=movie_id, fingerprint__in=fingerprints).delete()


def withhold_known_texts(ratings: Sequence[Rating]) -> None:
    """Withhold those of these ratings, which are about to be stored, whose words were withheld before."""
    fingerprints = {rating.movie_id: fingerprints_of(rating.review) for rating in ratings}
    movie_ids = [movie_id for movie_id, found in fingerprints.items() if found]
    reasons: dict[int, str] = {}
    for start in range(0, len(movie_ids), BATCH):
        texts = WithheldText.objects.filter(movie__in=movie_ids[start : start + BATCH]).order_by()
        for movie_id, fingerprint, reason in texts.values_list("movie_id", "fingerprint", "reason"):
            if fingerprint in fingerprints[movie_id]:
                reasons[movie_id] = reason
    withheld = [rating for rating in ratings if rating.movie_id in reasons]
    for rating in withheld:
        rating.is_withheld = True
    WithheldReview.objects.bulk_create(
        (
            WithheldReview(
                user_id=rating.user_id,
                movie_id=rating.movie_id,
                review=rating.review,
                reason=reasons[rating.movie_id],
            )
            for rating in withheld
        ),
        ignore_conflicts=True,
    )


def _follow_decision(rating: Rating) -> None:
    decided = WithheldReview.objects.filter(user=rating.user_id, movie=rating.movie_id)
    rating.is_withheld = decided.exists()
    rating.save(update_fields=["is_withheld", "updated_at"])
