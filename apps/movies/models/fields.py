"""The groups of a movie's fields. Serializers, admin, merge, sync and the bundled catalogue read them.

A new field is added to the model, to this table and, if TMDb has it, to services/tmdb_mapping.py.
"""

# The largest values that can be true. What is larger is refused of a curator and unknown of TMDb.
MAX_DOLLARS = 10**12
MAX_MINUTES = 100_000
MAX_POPULARITY = 1_000_000

# In the order of the API. The words are the groups that a field belongs to:
# list      in every list of movies
# detail    only in the detail of one movie
# heavy     not loaded for lists
# write     set by curators, in API and admin
# lock      can be locked against a sync; a curator's change locks it
# merge     taken over from a duplicate if the movie has no value
# bundled   in the bundled catalogue
# export    in the CSV export of the admin
# internal  in none of the above: kept up to date by the code
FIELDS: dict[str, str] = {
    "id": "list export",
    "tmdb_id": "list write export",
    "imdb_id": "detail write lock merge bundled export",
    "wikidata_id": "detail write lock merge",
    "title": "list write lock bundled export",
    "original_title": "list write lock merge bundled export",
    "overview": "list write lock merge",
    "release_date": "list write lock merge bundled export",
    "runtime": "list write lock merge bundled export",
    "genres": "list write lock export",
    "poster_path": "list write lock merge",
    "backdrop_path": "list write lock merge",
    "vote_average": "list write lock bundled export",
    "vote_count": "list write lock bundled export",
    "popularity": "list write lock bundled export",
    "original_language": "list write lock merge bundled export",
    "adult": "list write lock export",
    "tagline": "detail heavy write lock merge",
    "status": "detail write lock merge export",
    "budget": "detail write lock merge bundled export",
    "revenue": "detail write lock merge bundled export",
    "homepage": "detail heavy write lock merge",
    "tags": "detail write lock",
    "companies": "detail lock",
    "collection": "detail write lock merge",
    "videos": "detail heavy lock merge",
    "recommended_tmdb_ids": "heavy lock",
    "created_at": "detail",
    "updated_at": "detail",
    "community_average": "export",
    "community_count": "export",
    "hidden_from_recommendations": "write export",
    "locked_fields": "heavy write export",
    "other_titles": "heavy lock",
    "search_text": "heavy internal",
    "synced_at": "internal",
    "details_synced_at": "internal",
    "tmdb_gone_since": "internal",
    "tmdb_retry_at": "internal",
    "deleted_at": "internal",
    "merged_into": "internal",
}
# Rows of other models that are locked as a whole.
LOCKABLE_PARTS = ("credits", "certifications", "watch_options", "translations", "production_countries")


def movie_fields(group: str) -> tuple[str, ...]:
    """The names of the group's fields, in the order of the API."""
    return tuple(name for name, groups in FIELDS.items() if group in groups.split())


LOCKABLE = (*movie_fields("lock"), *LOCKABLE_PARTS)
