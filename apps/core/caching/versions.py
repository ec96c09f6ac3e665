"""Versions of data: numbers that every commit moves which changes one of the tracked tables.

A cached value that was made after its versions were read is right for as long as they stay as they are. Triggers move the
numbers, so that a write by the ORM, in bulk, by SQL or by another process is noticed alike. On PostgreSQL the number is
moved at the end of the transaction: its row is locked for the time of the commit only.

A process may use numbers for LEASE seconds after it asked for them, so that a busy server does not ask for each request.
Whoever changes tracked tables for a client waits for as long before it answers (`settle`): when the client knows of the
change, no process uses older numbers, whichever machine it runs on.

Of some tables the triggers also note which rows have changed at which number (`changed_rows`), so that what was made of all
rows can be brought up to date by reading a few.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django.contrib.auth import get_user_model
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections, transaction
from django.db.models import F, Q

from apps.core.extensions import TrackedTables, UserTables, registered
from apps.core.models import ChangedRow, DataChange, DataVersion, UserVersion

EXISTING_ON_POSTGRESQL = """
    SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE tgname LIKE %s AND relnamespace = current_schema()::regnamespace
"""
EXISTING_ON_SQLITE = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
MOVING_ON_SQLITE = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s AND instr(sql, %s)"
)
LEASE = 0.02
MOST_CHANGED = 2_000  # rows; of more it is not said which they are
ALL_ROWS = 0  # the id of all rows of a version
NUMBER_OF_USER = f"SELECT number FROM {UserVersion._meta.db_table} WHERE user_id = %s"  # noqa: S608  # nosec B608
NUMBERS = f"SELECT name, number FROM {DataVersion._meta.db_table}"  # noqa: S608  # nosec B608
FUNCTIONS = """
CREATE OR REPLACE FUNCTION core_note_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO core_datachange (name, transaction) VALUES (TG_ARGV[0], txid_current()) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION core_move_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE core_dataversion SET number = number + 1 WHERE name = NEW.name;
    DELETE FROM core_datachange WHERE id = NEW.id;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION core_add_user_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO core_userversion (user_id, number) SELECT id, 0 FROM changed ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION core_move_user_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    EXECUTE format(
        'UPDATE core_userversion SET number = number + 1, history = history + $1 WHERE user_id IN (SELECT %I FROM changed)',
        TG_ARGV[0]
    ) USING TG_NARGS - 1;
    RETURN NULL;
END $$;
"""
# Once the tables of changed rows are there.
FUNCTIONS_OF_ROWS = """
CREATE OR REPLACE FUNCTION core_note_rows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    EXECUTE format(
        'INSERT INTO core_pendingrow (name, transaction, row_id) SELECT DISTINCT $1, txid_current(), %I FROM changed ON CONFLICT DO NOTHING',
        TG_ARGV[1]
    ) USING TG_ARGV[0];
    INSERT INTO core_datachange (name, transaction) VALUES (TG_ARGV[0], txid_current()) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION core_note_all_rows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO core_pendingrow (name, transaction, row_id) VALUES (TG_ARGV[0], txid_current(), 0) ON CONFLICT DO NOTHING;
    INSERT INTO core_datachange (name, transaction) VALUES (TG_ARGV[0], txid_current()) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION core_move_version() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE moved bigint; BEGIN
    UPDATE core_dataversion SET number = number + 1 WHERE name = NEW.name RETURNING number INTO moved;
    INSERT INTO core_changedrow (name, row_id, number)
        SELECT name, row_id, moved FROM core_pendingrow
        WHERE transaction = NEW.transaction AND name = NEW.name AND moved IS NOT NULL  -- null after a flush
        ON CONFLICT (name, row_id) DO UPDATE SET number = EXCLUDED.number;
    DELETE FROM core_pendingrow WHERE transaction = NEW.transaction AND name = NEW.name;
    DELETE FROM core_datachange WHERE id = NEW.id;
    RETURN NULL;
END $$;
"""
# By the name of a column: what notes a changed row.
NOTE_ROW = """
CREATE OR REPLACE FUNCTION core_note_row_{column}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO core_pendingrow (name, transaction, row_id)
        VALUES (TG_ARGV[0], txid_current(), NEW.{column}), (TG_ARGV[0], txid_current(), OLD.{column}) ON CONFLICT DO NOTHING;
    INSERT INTO core_datachange (name, transaction) VALUES (TG_ARGV[0], txid_current()) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
"""
CHANGED = f"""
    SELECT version.number, changed.row_id, changed.number FROM {DataVersion._meta.db_table} AS version
    JOIN {ChangedRow._meta.db_table} AS changed ON changed.name = version.name
    WHERE version.name = %s AND (changed.number > %s OR changed.row_id = {ALL_ROWS}) LIMIT {MOST_CHANGED + 2}
"""  # noqa: S608  # nosec B608
USERS = get_user_model()._meta.db_table
MISSING_USER_VERSIONS = f"""
    INSERT INTO core_userversion (user_id, number)
    SELECT id, 0 FROM {USERS} WHERE id NOT IN (SELECT user_id FROM core_userversion)
"""  # noqa: S608  # nosec B608
PREFIX = "moves_version_"  # of the names of triggers, before a checksum of their definition


def data_versions() -> dict[str, int] | None:
    """The present numbers by name, in one query; None if the database does not answer."""
    rows = _selected(NUMBERS)
    return None if rows is None else dict(rows)


def user_version(user_id: int) -> int | None:
    """The number of the user's latest change; None without the user, or if the database does not answer."""
    rows = _selected(NUMBER_OF_USER, [user_id])
    return rows[0][0] if rows else None


def _selected(query: str, parameters: Sequence[Any] = ()) -> list[Any] | None:
    """Its rows; None if the database does not answer."""
    database = connections[DEFAULT_DB_ALIAS]
    try:
        if not database.in_atomic_block:
            database.close_if_unusable_or_obsolete()  # as Django does before a request
        with database.cursor() as cursor:
            cursor.execute(query, parameters)
            return cursor.fetchall()
    except (DatabaseError, InterfaceError):
        return None


class _Lease:
    """Of all threads of the process."""

    numbers: dict[str, int] | None = None
    until = 0.0  # by the monotonic clock


def leased_versions() -> dict[str, int] | None:
    """The numbers as they were at most LEASE seconds ago. Outside of a request use `data_versions`."""
    now = time.monotonic()
    if now >= _Lease.until:
        _Lease.numbers = data_versions()
        _Lease.until = now + LEASE
    return _Lease.numbers


def changed_rows(name: str, since: int) -> tuple[int, list[int]] | None:
    """The present number, and the ids of the rows that have changed since an earlier one.

    None if they are not known: too many, or all of them. Ids are those of TrackedTables.rows; a row may be gone by now.
    """
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(CHANGED, [name, since])
        found = cursor.fetchall()
    all_changed_at = next((number for _, row_id, number in found if row_id == ALL_ROWS), None)
    if all_changed_at is None or all_changed_at > since or len(found) > MOST_CHANGED + 1:
        return None
    present = found[0][0]
    return (present, [row_id for _, row_id, _ in found if row_id != ALL_ROWS]) if present >= since else None


@contextmanager
def noted_as_one(name: str) -> Iterator[None]:
    """In a transaction: what the block changes is noted once, as a change of all rows.

    For loading many rows: SQLite runs triggers row by row, which takes a third of the time of an insert.
    """
    database = connections[DEFAULT_DB_ALIAS]
    if database.vendor != "sqlite":
        yield
        return
    with database.cursor() as cursor:
        cursor.execute(MOVING_ON_SQLITE, [f"{PREFIX}%", f"name = '{name}'"])
        triggers = cursor.fetchall()
        for trigger, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{trigger}"')
        written = _rows_written(cursor)
        yield
        if _rows_written(cursor) > written:
            _move_all(DEFAULT_DB_ALIAS, name)
        for _, definition in triggers:
            cursor.execute(definition)


def _rows_written(cursor: Any) -> int:
    """By this connection of SQLite, so far."""
    cursor.execute("SELECT total_changes()")
    return int(cursor.fetchone()[0])


def settle(before: dict[str, int] | None) -> None:
    """Wait until every process knows what was committed since `before` was leased; not at all if nothing moved."""
    if data_versions() != before:
        end_lease()
        time.sleep(LEASE)


def end_lease() -> None:
    _Lease.until = 0.0


def prepare(using: str, *, at_commit: bool = True) -> None:
    """Create the rows, and those triggers that are missing or outdated.

    `at_commit`: PostgreSQL moves the number at the end of a transaction. SQLite, which has one writer, always moves it at once.
    """
    database = connections[using]
    tables = set(database.introspection.table_names())
    if DataVersion._meta.db_table not in tables:
        return
    _create_rows(using, tables)
    is_postgresql = database.vendor == "postgresql"
    definitions = _on_postgresql(tables, at_commit) if is_postgresql else _on_sqlite(tables)
    wanted = {PREFIX + sha256(text.encode()).hexdigest()[:16]: (table, text) for table, text in definitions}
    with database.cursor() as cursor:
        cursor.execute(EXISTING_ON_POSTGRESQL if is_postgresql else EXISTING_ON_SQLITE, [f"{PREFIX}%"])
        existing = dict(cursor.fetchall())
        if is_postgresql:
            cursor.execute(_functions(tables))
        for name, (_, text) in wanted.items():
            if name not in existing:
                cursor.execute(text.replace(PREFIX, name))
        for name, table in existing.items():  # last: at no moment does a write stay unnoticed
            if name not in wanted:
                cursor.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if is_postgresql else ""))
        if {UserVersion._meta.db_table, USERS} <= tables:
            cursor.execute(MISSING_USER_VERSIONS)
    if not wanted.keys() <= existing.keys():  # until now changes were not noticed
        _move_all(using)


def _create_rows(using: str, tables: set[str]) -> None:
    for part in registered(TrackedTables):
        # Never a number that there was before: copies made with it may still be cached.
        version, _ = DataVersion.objects.using(using).get_or_create(
            name=part.name, defaults={"number": time.time_ns() // 1000}
        )
        if ChangedRow._meta.db_table in tables:
            ChangedRow.objects.using(using).get_or_create(
                name=part.name, row_id=ALL_ROWS, defaults={"number": version.number}
            )


def _functions(tables: set[str]) -> str:
    """Of PostgreSQL's triggers."""
    columns = sorted({column for *_, column in _tracked(tables) if column})
    of_rows = FUNCTIONS_OF_ROWS if ChangedRow._meta.db_table in tables else ""
    return "".join([FUNCTIONS, of_rows, *(NOTE_ROW.format(column=column) for column in columns)])


def on_migrating(using: str, plan: Sequence[Any], **kwargs: Any) -> None:
    """Drop the triggers for the time of migrations: SQLite renames no table while triggers of others name a missing one,
    and to change a table Django makes it anew.
    """
    database = connections[using]
    if database.vendor != "sqlite" or not plan:
        return
    with database.cursor() as cursor:
        cursor.execute(EXISTING_ON_SQLITE, [f"{PREFIX}%"])
        for name, _ in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def on_migrated(using: str, plan: Sequence[Any] = (), **kwargs: Any) -> None:
    """Create the triggers, and move all versions, as nothing noticed what migrations have changed."""
    prepare(using)
    if plan:
        _move_all(using)


def _move_all(using: str, *names: str) -> None:
    """Move these versions (all without names), as any row may have changed."""
    tables = connections[using].introspection.table_names()
    if not {DataVersion._meta.db_table, ChangedRow._meta.db_table} <= set(tables):
        return
    with transaction.atomic(using=using):
        moved = DataVersion.objects.using(using).filter(Q(name__in=names) if names else Q())
        moved.update(number=F("number") + 1)
        for version in moved.order_by("name"):
            ChangedRow.objects.using(using).update_or_create(
                name=version.name, row_id=ALL_ROWS, defaults={"number": version.number}
            )


def _tracked(tables: set[str]) -> Iterator[tuple[str, str, list[str], str]]:
    """The name of the version, the table, the events that count, updates last, and the column of noted rows, if any."""
    knows_rows = ChangedRow._meta.db_table in tables
    for part in registered(TrackedTables):
        for model, ignored in part.tables.items():
            if model._meta.db_table in tables:
                counted = [f.column for f in model._meta.concrete_fields if f.name not in ignored]
                update = "UPDATE OF " + ", ".join(f'"{column}"' for column in counted)
                yield (
                    part.name,
                    model._meta.db_table,
                    [*(["INSERT"] if part.counts_new else []), "DELETE", update],
                    part.rows.get(model, "") if knows_rows else "",
                )


def _on_postgresql(tables: set[str], at_commit: bool) -> Iterator[tuple[str, str]]:
    """Per table the definitions of its triggers, which are named PREFIX."""
    when = "DEFERRED" if at_commit else "IMMEDIATE"
    changes = DataChange._meta.db_table
    yield (
        changes,
        (
            f'CREATE CONSTRAINT TRIGGER {PREFIX} AFTER INSERT ON "{changes}" DEFERRABLE INITIALLY {when} '
            "FOR EACH ROW EXECUTE FUNCTION core_move_version()"
        ),
    )
    for name, table, events, column in _tracked(tables):
        if column:
            yield from ((table, text) for text in _noting_rows(name, table, events, column))
            continue
        text = (
            f'CREATE TRIGGER {PREFIX} AFTER {" OR ".join([*events[:-1], "TRUNCATE", events[-1]])} ON "{table}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION core_note_change('{name}')"
        )
        yield table, text
    for table, column, is_history in _of_users(tables):
        arguments = f"'{column}', 'history'" if is_history else f"'{column}'"
        for event, rows in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            text = (
                f'CREATE TRIGGER {PREFIX} AFTER {event} ON "{table}" REFERENCING {rows} TABLE AS changed '
                f"FOR EACH STATEMENT EXECUTE FUNCTION core_move_user_version({arguments})"
            )
            yield table, text
    if USERS in tables:
        text = (
            f'CREATE TRIGGER {PREFIX} AFTER INSERT ON "{USERS}" REFERENCING NEW TABLE AS changed '
            "FOR EACH STATEMENT EXECUTE FUNCTION core_add_user_version()"
        )
        yield USERS, text


def _noting_rows(name: str, table: str, events: Sequence[str], column: str) -> Iterator[str]:
    """PostgreSQL gives the rows of a statement to a trigger of one event without a list of columns only."""
    create = f"CREATE TRIGGER {PREFIX} AFTER"
    for event in events[:-1]:
        rows = "OLD" if event == "DELETE" else "NEW"
        yield (
            f'{create} {event} ON "{table}" REFERENCING {rows} TABLE AS changed '
            f"FOR EACH STATEMENT EXECUTE FUNCTION core_note_rows('{name}', '{column}')"
        )
    yield f"{create} {events[-1]} ON \"{table}\" FOR EACH ROW EXECUTE FUNCTION core_note_row_{column}('{name}')"
    yield f"{create} TRUNCATE ON \"{table}\" FOR EACH STATEMENT EXECUTE FUNCTION core_note_all_rows('{name}')"


def _of_users(tables: set[str]) -> Iterator[tuple[str, str, bool]]:
    """The tables of users' rows, their columns with a user's id, and whether they are part of the history."""
    for part in registered(UserTables):
        for model, column in part.tables.items():
            if model._meta.db_table in tables:
                yield model._meta.db_table, column, part.is_history


def _on_sqlite(tables: set[str]) -> Iterator[tuple[str, str]]:
    for name, table, events, column in _tracked(tables):
        move = f"UPDATE core_dataversion SET number = number + 1 WHERE name = '{name}'"  # noqa: S608  # nosec B608
        for event in events:
            changed = ("new",) if event == "INSERT" else ("old",) if event == "DELETE" else ("new", "old")
            notes = [_note_on_sqlite(name, f"{row}.{column}") for row in changed] if column else []
            body = "; ".join([move, *notes])
            yield table, f'CREATE TRIGGER {PREFIX} AFTER {event} ON "{table}" BEGIN {body}; END'
    for table, column, is_history in _of_users(tables):
        for event, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
            moved = f"number = number + 1, history = history + {int(is_history)}"
            move = f"UPDATE core_userversion SET {moved} WHERE user_id = {row}.{column}"  # noqa: S608  # nosec B608
            yield table, f'CREATE TRIGGER {PREFIX} AFTER {event} ON "{table}" BEGIN {move}; END'
    if USERS in tables:
        add = "INSERT OR IGNORE INTO core_userversion (user_id, number) VALUES (new.id, 0)"
        yield USERS, f'CREATE TRIGGER {PREFIX} AFTER INSERT ON "{USERS}" BEGIN {add}; END'


def _note_on_sqlite(name: str, row_id: str) -> str:
    return (
        f"INSERT INTO core_changedrow (name, row_id, number) SELECT name, {row_id}, number FROM core_dataversion "  # noqa: S608  # nosec B608
        f"WHERE name = '{name}' ON CONFLICT (name, row_id) DO UPDATE SET number = excluded.number"
    )
