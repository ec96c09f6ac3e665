"""Limits that more than one app uses."""

# The largest value of an integer column on every database, and so of ids and counts in requests.
INTEGER_MAX = 2**31 - 1
# Ids in paths and query parameters: what fits into a bigint of every database. Longer ones are 404 or 400.
ID_PATTERN = "[0-9]{1,18}"
