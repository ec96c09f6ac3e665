"""TMDb as tests meet it, at the socket, with recorded answers; and a small bundle of movies."""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import responses

from apps.movies.services import bundled_catalogue

KEY = "0123456789abcdef0123456789abcdef"
RECORDINGS = Path(__file__).parent / "recordings"


class RecordedTMDb:
    """Answers TMDb's addresses with what was recorded there; counts the calls."""

    BASE = "https://api.themoviedb.org/3"

    def __init__(self, mock: responses.RequestsMock):
        self.mock = mock

    def answer(self, path: str, recording: str | dict[str, Any] = "", **options: Any) -> None:
        body = recorded(recording) if isinstance(recording, str) and recording else recording
        if "body" not in options:
            options["json"] = body
        self.mock.get(f"{self.BASE}/{path}", **options)

    @property
    def calls(self) -> list[str]:
        return [call.request.url for call in self.mock.calls]


def recorded(name: str) -> dict[str, Any]:
    return json.loads((RECORDINGS / f"{name}.json").read_text())


@pytest.fixture
def recording() -> Callable[[str], dict[str, Any]]:
    return recorded


@pytest.fixture
def tmdb(settings, monkeypatch) -> Iterator[RecordedTMDb]:
    settings.TMDB_API_KEY = KEY
    settings.TMDB_API_BASE_URL = RecordedTMDb.BASE
    monkeypatch.setattr("apps.movies.services.tmdb_http.BACK_OFF_SECONDS", 0.001)
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield RecordedTMDb(mock)


@pytest.fixture(scope="session")
def small_bundle_file(tmp_path_factory) -> Path:
    """One movie in 20 of the bundled catalogue, and those of some sagas and people."""
    names = (",The Matrix", ",Fight Club,", ",Star Wars", "Robert Downey Jr.", "Christopher Nolan")
    with gzip.open(bundled_catalogue.BUNDLED, "rt", encoding="utf-8", newline="") as bundle:
        head, *lines = bundle
    chosen = [line for place, line in enumerate(lines) if not place % 20 or any(n in line for n in names)]
    small = tmp_path_factory.mktemp("bundle") / "small.csv.gz"
    with gzip.open(small, "wt", encoding="utf-8", newline="") as file:
        file.writelines([head, *chosen])
    return small


@pytest.fixture
def small_bundle(monkeypatch, small_bundle_file) -> Path:
    """A small file in place of the bundled catalogue."""
    monkeypatch.setattr(bundled_catalogue, "BUNDLED", small_bundle_file)
    return small_bundle_file
