"""Arrays in files: what was written is read, and what is not whole is not."""

import os
import stat

import numpy as np
import pytest

from apps.core.caching.shared_arrays import Texts, building, path_of, read_arrays, write_arrays

ARRAYS = {
    "numbers": np.arange(7, dtype=np.int32),
    "table": np.arange(6, dtype=np.float32).reshape(2, 3),
    "words": np.array(["en", "pt-BR"], dtype="U10"),
    "nothing": np.zeros((0, 4), dtype=np.int64),
    "flags": np.array([True, False]),
}


@pytest.fixture
def path(settings, tmp_path):
    settings.SHARED_DIR = tmp_path / "arrays"
    return path_of("test")


def test_arrays_are_read_as_they_were_written(path):
    write_arrays(path, ARRAYS, {"number": 3})
    shared = read_arrays(path)
    assert shared.facts == {"number": 3}
    assert list(shared.arrays) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert shared.arrays[name].dtype == array.dtype
        assert np.array_equal(shared.arrays[name], array)


def test_arrays_that_were_read_cannot_be_written_and_survive_a_replacement(path):
    write_arrays(path, ARRAYS, {})
    numbers = read_arrays(path).arrays["numbers"]
    write_arrays(path, {"numbers": np.zeros(1, dtype=np.int32)}, {})
    assert numbers.tolist() == list(range(7))
    with pytest.raises(ValueError, match="read-only"):
        numbers[0] = 1
    assert sorted(file.suffix for file in path.parent.iterdir()) == [".arrays"]


@pytest.mark.parametrize("kept", [0, 5, 30, 200, -1])
def test_a_file_that_is_not_whole_is_not_read(path, kept):
    write_arrays(path, ARRAYS, {})
    content = path.read_bytes()
    path.write_bytes(content[:kept])
    assert read_arrays(path) is None
    path.unlink()
    assert read_arrays(path) is None


def test_a_failed_write_leaves_the_previous_file(path):
    write_arrays(path, ARRAYS, {"number": 1})
    with pytest.raises(TypeError):
        write_arrays(path, ARRAYS, {"number": object()})
    assert read_arrays(path).facts == {"number": 1}
    assert len(list(path.parent.iterdir())) == 1


def test_the_folder_belongs_to_this_user_alone(path, monkeypatch):
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    monkeypatch.setattr(os, "getuid", lambda: 1 + path.parent.stat().st_uid)
    with pytest.raises(PermissionError, match="SHARED_DIR"):
        path_of("test")


def test_each_database_has_its_own_file(path, django_db_setup, monkeypatch):
    from django.db import connections

    monkeypatch.setitem(connections["default"].settings_dict, "NAME", "another")
    assert path_of("test") != path


def test_one_process_builds_at_a_time(path):
    with building(path):
        child = os.fork()
        if child == 0:
            import fcntl

            with path.with_suffix(".lock").open("w") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    os._exit(7)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


def test_texts_are_sequences_of_text():
    words = ["", "Amélie", "千と千尋", "", "zoë"]
    texts = Texts.of(words)
    assert (len(texts), list(texts), texts[1:3], texts[-1]) == (5, words, words[1:3], "zoë")
    with pytest.raises(IndexError):
        texts[5]
    assert list(Texts.of([])) == []
