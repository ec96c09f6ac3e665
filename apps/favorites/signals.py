"""Signals for the apps above this one."""

from django.dispatch import Signal

# Sent once per library write, inside its transaction, if it changed or deleted ratings.
# Arguments: user_id, given {movie_id: (rating, rated_at)}, deleted {movie_id}.
ratings_written = Signal()
