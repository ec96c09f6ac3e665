"""Some of everything: rows of every model, for tests that walk all of them."""

import uuid
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from apps.movies.models import Movie

OURS = ("core", "movies", "users", "favorites", "recommendations")
SECRET = "kept-from-all-eyes"


# Rows that only code reads: nothing to see, and nothing of a person.
INTERNAL = {
    "WriteProbe",
    "BundleLoad",
    "DataVersion",
    "DataChange",
    "PendingRow",
    "ChangedRow",
    "UserVersion",
    "MovieVector",
    "ProductionCountry",
    "AgeRating",
}


def our_models() -> list[type]:
    models = [model for label in OURS for model in apps.get_app_config(label).get_models()]
    return [model for model in models if model.__name__ not in INTERNAL]


def fill(number: int, movie: Movie) -> dict[str, Any]:
    """One row of every model about `movie`, by a new person; `number` keeps them apart."""
    made: dict[str, Any] = {"Movie": movie}

    def make(label: str, **fields: Any) -> Any:
        model = apps.get_model(label)
        made[model.__name__] = model._default_manager.create(**fields)
        return made[model.__name__]

    user = get_user_model().objects.create_user(
        email=f"person{number}@example.com", password=SECRET, username=f"person{number}"
    )
    made["User"] = user
    profile = apps.get_model("users.UserProfile").objects.get_or_create(user=user)[0]
    made["UserProfile"] = profile
    of_catalogue(make, number, movie)
    of_person(make, user, movie)
    of_engine(make, number, user, movie)
    of_staff(user, movie)
    make("core.DashboardSnapshot", title=f"Panel {number}")
    make("core.ScheduledJob", name=f"job {number}")
    make("users.EmailRequest", kind="verification", email=f"ada{number}@example.com")
    make("core.QueuedTask", name="movies.fetch_movies", arguments={"tmdb_ids": [number]})
    return made


def of_catalogue(make, number: int, movie: Movie) -> None:
    movie.companies.add(make("movies.Company", tmdb_id=number, name=f"Studio {number}"))
    make("movies.ProductionCountry", movie=movie, country="US")
    movie.tags.add(make("movies.Tag", name=f"tag {number}"))
    movie.genres.add(make("movies.Genre", name=f"Genre {number}"))
    movie.collection = make("movies.Collection", tmdb_id=number, name=f"Saga {number}")
    movie.save()
    person = make("movies.Person", tmdb_id=number, name=f"Actor {number}")
    provider = make("movies.Provider", tmdb_id=number, name=f"Provider {number}")
    make("movies.Credit", movie=movie, person=person, kind="cast", character="Hero")
    make("movies.Certification", movie=movie, country="US", rating="PG", min_age=8)
    make("movies.AgeRating", country="US", rating=f"R-{number}", min_age=17)
    make(
        "movies.MovieVector",
        movie=movie,
        encoder="tiny",
        digest="x",
        vector=b"\0\0",
        encoded_at=timezone.now(),
    )
    make("movies.MovieTranslation", movie=movie, language="fr", country="FR", title=f"Le film {number}")
    make("movies.WatchOption", movie=movie, provider=provider, region="US", kind="rent")
    make("movies.SyncRun", kind="trending", status="done", counts={"created": number})


def of_person(make, user: Any, movie: Movie) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    make("users.LoginSession", user=user, current_jti=SECRET, expires_at=tomorrow)
    make("users.TotpDevice", user=user, encrypted_secret=SECRET)
    make("users.RecoveryCode", user=user, digest=f"{SECRET}-{user.pk}"[:64])
    make("users.LoginChallenge", user=user)
    make(
        "users.PersonalAccessToken",
        user=user,
        name="script",
        digest=f"{SECRET}-{user.pk}"[:64],
        prefix="mvp_abc",
    )
    make("users.AuditEvent", user=user, actor=user, kind="login", details={"fields": ["email"]})
    make("users.EmailChange", user=user, old_email=user.email, new_email=f"new-{user.email}")
    make("movies.WatchHistory", user=user, movie=movie)
    merge = make("movies.Merge", movie=movie, merged_ids=[movie.pk])
    make("movies.MergedRow", merge=merge, user=user, model_label="favorites.Favorite", row_id=1, before={})
    make("favorites.Favorite", user=user, movie=movie)
    make("favorites.WatchlistItem", user=user, movie=movie, position=1)
    rating = make("favorites.Rating", user=user, movie=movie, rating=8, review="Moving.")
    make("favorites.ReviewLike", user=user, rating=rating)
    make("favorites.WithheldReview", user=user, movie=movie, review="Moving.", reason="spam")
    make("favorites.WithheldText", movie=movie, fingerprint=f"{user.pk:064}", reason="spam")
    make("favorites.ReviewReport", user=user, rating=rating, reason="spam")
    playlist = make("favorites.Playlist", user=user, title="Mine", share_token=f"{SECRET}-{user.pk}")
    make("favorites.PlaylistItem", playlist=playlist, movie=movie, position=1)
    make("core.IdempotentAnswer", user=user, key=f"key-{user.pk}", fingerprint="f", status=201, body=SECRET)
    make("favorites.LastActivity", user=user, kind="ratings")
    job = make("favorites.ImportJob", user=user, source="imdb", payload=SECRET.encode(), status="done")
    make("favorites.PendingSync", user=user, changes=[], movies=30)
    make("favorites.Removal", user=user, movie=movie, kind="ratings")
    values = {"file": "ratings.csv", "line": 2, "kind": "rating", "rating": 8}
    make("favorites.ImportRow", job=job, number=0, title="Unheard Of", year=1999, values=values)


def of_engine(make, number: int, user: Any, movie: Movie) -> None:
    make(
        "recommendations.Recommendation",
        user=user,
        movie=movie,
        recommendation_type="hybrid",
        confidence_score=0.5,
    )
    make("recommendations.RecommendationBatch", user=user, fingerprint="f", profile="classic")
    make("recommendations.RecommendationFeedback", user=user, movie=movie, feedback_type="like")
    make("recommendations.TasteSettings", user=user)
    make(
        "recommendations.ExposureEvent",
        event_id=uuid.uuid4(),
        user=user,
        movie=movie,
        kind="shown",
        surface="list",
        profile="classic",
        happened_at=timezone.now(),
    )
    make("recommendations.WeightProfile", name=f"profile-{number}", weights={"quality": 1.0})
    make("recommendations.ModelArtifact", version=f"v{number}", payload=b"x", sha256="0")
    make("recommendations.EvaluationRun", profile="classic", split="time", results={"ndcg@10": 0.1})
    night = make("recommendations.Group", owner=user, code=f"{SECRET[:8]}{number}")
    make("recommendations.GroupMembership", group=night, user=user)
    make("recommendations.GroupVote", group=night, user=user, movie=movie, vote="yes")


def of_staff(user: Any, movie: Movie) -> None:
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(Movie),
        object_id=str(movie.pk),
        object_repr=str(movie),
        action_flag=CHANGE,
        change_message="[]",
    )
