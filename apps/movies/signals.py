"""Signals that apps above this one may listen to."""

from django.dispatch import Signal

# Sent in the transaction of a merge or its undoing before anything is read: an app locks its users with rows of these
# movies. kwargs: movie_ids.
movies_locking = Signal()
# Sent inside the merging transaction before movies are locked and rows move, so that an app may lock its users
# first and move its own rows.
# kwargs: movie (the one that stays), merged_ids.
movies_merging = Signal()
# Sent at the end of the merging transaction, when no row refers to a merged movie any more. Same kwargs.
movies_merged = Signal()
# Sent at the end of the transaction that undoes a merge, when rows have moved back. kwargs: movie_ids, of all its movies,
# and merged_at.
movies_unmerged = Signal()
# Sent in the transaction that deletes movies or brings deleted ones back: they leave users' lists, or return to them.
# kwargs: movie_ids.
movies_deleted_or_restored = Signal()
