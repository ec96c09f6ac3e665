"""docs/operations.md, "Backup and restore", done: dump, wipe, restore, and everything is as it was."""

import json
import subprocess
import urllib.request

import psycopg2
import psycopg2.extensions

PATHS = ("movies/movies/?page_size=50", "movies/genres/", "movies/movies/popular/", "core/info/")


def everything(server) -> list:
    """What the public sees."""
    answers = []
    for path in PATHS:
        with urllib.request.urlopen(f"{server.address}/api/v1/{path}", timeout=30) as response:
            answers.append(json.load(response))
    return answers


def counts(database: str) -> dict[str, int]:
    """Rows of every table."""
    with psycopg2.connect(database) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return {table: rows_of(cursor, table) for (table,) in cursor.fetchall()}


def rows_of(cursor: psycopg2.extensions.cursor, table: str) -> int:
    cursor.execute(f'SELECT count(*) FROM "{table}"')
    return cursor.fetchone()[0]


def run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)


def test_a_dump_restored_into_an_empty_database_gives_the_same_rows_and_answers(
    serve, manage, own_database, tmp_path
):
    server, dump = serve(), str(tmp_path / "movies.dump")
    manage("seed_demo", "--users", "40", "--seed", "1")
    before = counts(own_database), everything(server)
    run("pg_dump", "--format=custom", "--file", dump, own_database)
    run("psql", "--quiet", own_database, "--command", "DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    assert counts(own_database) == {}
    run("pg_restore", "--no-owner", "--exit-on-error", "--dbname", own_database, dump)
    assert (counts(own_database), everything(server)) == before
    assert before[0]["favorites_rating"] > 0
