"""Limits that more than one app uses."""

# The largest value of an integer column on every database, and so of ids and counts in requests.
INTEGER_MAX = 2**31 - 1
