"""Celery tasks of the catalogue."""

from celery import shared_task

from apps.movies.services.sync_jobs import refresh_movies


@shared_task
def refresh_from_tmdb(tmdb_ids: list[int], started_by_id: int | None = None) -> None:
    refresh_movies(tmdb_ids=tmdb_ids, started_by_id=started_by_id)
