"""Lists for many users by several processes: each user gets one, and a second run finds nothing to do."""

import psycopg2


def test_two_processes_generate_the_list_of_every_user_once(manage, own_database):
    manage("migrate", "--verbosity", "0")
    manage("load_catalogue")
    manage("seed_demo", "--users", "500")
    first = manage("generate_recommendations", "--all", "--processes", "2")
    assert "500 lists in" in first, first
    with psycopg2.connect(own_database) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT user_id) FROM recommendations_recommendationbatch")
        assert cursor.fetchall() == [(500, 500)]
    again = manage("generate_recommendations", "--all", "--processes", "2")
    assert "0 lists in" in again, again
