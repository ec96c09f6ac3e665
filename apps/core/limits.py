"""Limits that more than one app uses."""

from django.core.validators import MaxValueValidator, MinValueValidator, StepValueValidator

# The largest value of an integer column on every database, and so of ids and counts in requests.
INTEGER_MAX = 2**31 - 1
# Ids in paths and query parameters: what fits into a bigint of every database. Longer ones are 404 or 400.
ID_PATTERN = "[0-9]{1,18}"
RATING_MIN, RATING_MAX, RATING_STEP = 1, 10, 0.5
RATING_VALIDATORS = [
    MinValueValidator(RATING_MIN),
    MaxValueValidator(RATING_MAX),
    StepValueValidator(RATING_STEP),
]
REVIEW_MAX_LENGTH = 5000
NOTE_MAX_LENGTH = 1000
