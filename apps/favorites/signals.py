"""Signals that apps above this one may listen to."""

from django.dispatch import Signal

# Sent once per library write, inside its transaction, if ratings were given or deleted.
# kwargs: user_id, given {movie_id: (rating, rated_at)}, deleted {movie_id}.
ratings_written = Signal()
