"""Register, search, rate, get recommendations, upload an import, read a list page by page."""

import os
import time
from io import BytesIO
from uuid import uuid4

from movie_backend_client import AuthenticatedClient, Client
from movie_backend_client.api.accounts_and_logins import auth_users_create
from movie_backend_client.api.genres_tags_and_people import movies_people_list
from movie_backend_client.api.movies import movies_list, movies_retrieve
from movie_backend_client.api.ratings_and_reviews import favorites_ratings_create
from movie_backend_client.api.recommendations import recommendations_list
from movie_backend_client.api.sync_and_import import favorites_import_create, favorites_import_retrieve
from movie_backend_client.models import (
    ImportReport,
    ImportStatusEnum,
    ImportUploadRequest,
    MovieDetail,
    MoviePage,
    MoviesListOrderingItem,
    PersonPage,
    Rating,
    RatingRequest,
    RecommendationPage,
    Registration,
    RegistrationRequest,
    ValidationErrors,
)
from movie_backend_client.types import File

BASE_URL = os.environ.get("API", "http://127.0.0.1:8000")
FILE = b"Date,Name,Year,Letterboxd URI,Rating\n2024-01-01,Alien,1979,https://boxd.it/1,4.5\n"
UNFINISHED = {ImportStatusEnum.PENDING, ImportStatusEnum.RUNNING, ImportStatusEnum.RETRYING}


def register() -> Registration:
    body = RegistrationRequest(email=f"client-{uuid4()}@example.com", password="correct-horse-battery")
    account = auth_users_create.sync(client=Client(base_url=BASE_URL), body=body)
    # 202, if the address must be confirmed first: then there are no tokens yet.
    assert isinstance(account, Registration), account
    return account


def upload(client: AuthenticatedClient) -> ImportReport:
    body = ImportUploadRequest(
        file=File(payload=BytesIO(FILE), file_name="ratings.csv", mime_type="text/csv")
    )
    job = favorites_import_create.sync(client=client, body=body)
    assert isinstance(job, ImportReport), job
    while job.status in UNFINISHED:
        time.sleep(0.3)
        newer = favorites_import_retrieve.sync(job.id, client=client)
        assert isinstance(newer, ImportReport), newer
        job = newer
    return job


def count_people(client: AuthenticatedClient) -> int:
    count, page = 0, 1
    while True:
        people = movies_people_list.sync(client=client, page=page, page_size=100, search="john")
        assert isinstance(people, PersonPage), people
        count += len(people.results)
        if people.next_ is None:
            return count
        page += 1


def main() -> None:
    account = register()
    print(f"Registered {account.username}, roles: {', '.join(account.roles) or 'none'}")
    client = AuthenticatedClient(base_url=BASE_URL, token=account.access)

    ordering = [MoviesListOrderingItem.POPULARITY_DESCENDING, MoviesListOrderingItem.TITLE]
    found = movies_list.sync(client=client, search="matrix", ordering=ordering)
    assert isinstance(found, MoviePage) and found.results, found
    movie = movies_retrieve.sync(found.results[0].id, client=client)
    assert isinstance(movie, MovieDetail), movie
    directors = ", ".join(person.name for person in movie.credits_.directors)
    print(f"Found {movie.title} ({movie.release_date or 'no date'}) by {directors or 'unknown'}")

    rated = favorites_ratings_create.sync(
        client=client, body=RatingRequest(movie=movie.id, rating=9.5), idempotency_key=str(uuid4())
    )
    assert isinstance(rated, Rating), rated
    print(f"Rated {rated.movie.title} with {rated.rating}")

    picks = recommendations_list.sync(client=client, limit=5)
    assert isinstance(picks, RecommendationPage), picks
    for pick in picks.results:
        content = pick.signals.content
        print(f"  {pick.movie.title}: {pick.explanation} (content {content.contribution if content else 0})")

    job = upload(client)
    print(f"Import of {job.source}: {job.status}, {job.rows_done} row, {job.report[0].result}")
    print(f"Read {count_people(client)} people page by page")

    refused = favorites_ratings_create.sync(client=client, body=RatingRequest(movie=movie.id, rating=11))
    assert isinstance(refused, ValidationErrors), refused
    print(f"Refused: {refused['rating']}")


if __name__ == "__main__":
    main()
