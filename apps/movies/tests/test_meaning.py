"""Search by meaning, with a tiny encoder that the tests build: words with one meaning have one vector."""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from django.core.management import CommandError, call_command
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from apps.core.extensions import JobSkipped
from apps.movies.checks import check_meaning
from apps.movies.models import Movie, MovieVector, Tag
from apps.movies.services.meaning import encoder as encoders
from apps.movies.services.meaning import vectors
from apps.movies.services.meaning.encoder import load_encoder
from apps.movies.services.meaning.vectors import encode_movies, index_of, outdated, refresh_vectors
from apps.movies.services.merge import merge_movies
from apps.recommendations.services.surfaces.similar import similar_movies

SEARCH = "/api/v1/movies/movies/search/"
# Words on one line mean the same.
MEANINGS = """toys playthings spielzeug
alive living lebendig
heist robbery
space outer
shark
query
other""".splitlines()


def write_model(folder: Path, *, scale: float = 1.0) -> Path:
    """A sentence encoder in the files of the hub: the mean of the vectors of its words."""
    vocabulary = {"[UNK]": 0}
    rows = [np.full(len(MEANINGS), 0.01)]
    for meaning, words in enumerate(MEANINGS):
        for word in words.split():
            vocabulary[word] = len(vocabulary)
            rows.append(scale * np.eye(len(MEANINGS))[meaning])
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    table = onnx.numpy_helper.from_array(np.array(rows, dtype=np.float32), "words")
    shape = ["texts", "tokens"]
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("Gather", ["words", "input_ids"], ["last_hidden_state"])],
        "encoder",
        [onnx.helper.make_tensor_value_info("input_ids", onnx.TensorProto.INT64, shape)],
        [
            onnx.helper.make_tensor_value_info(
                "last_hidden_state", onnx.TensorProto.FLOAT, [*shape, len(MEANINGS)]
            )
        ],
        [table],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(folder / "model.onnx"))
    return folder


@pytest.fixture
def model(settings, tmp_path) -> Path:
    settings.MEANING_MODEL = str(write_model(tmp_path / "encoder"))
    return tmp_path / "encoder"


def encode_all() -> int:
    return encode_movies(encoder=load_encoder())


def found(anonymous, query: str, **parameters) -> list[str]:
    response = anonymous.get(SEARCH, {"q": query, **parameters})
    assert response.status_code == 200, response.data
    return [movie["title"] for movie in response.data["results"]]


@pytest.fixture
def about(make_movie):
    def make(title: str, overview: str, **fields) -> Movie:
        return make_movie(title, overview=overview, **fields)

    return make


def test_without_an_encoder_the_mode_is_a_400_and_all_else_works(anonymous, make_movie):
    make_movie("Alien")
    response = anonymous.get(SEARCH, {"q": "alien", "mode": "meaning"})
    assert response.status_code == 400
    assert "requirements-meaning.txt" in response.data["mode"][0]
    assert found(anonymous, "alien") == ["Alien"]
    assert anonymous.get("/api/v1/core/info/").data["search_by_meaning"] is False
    assert anonymous.get(SEARCH, {"q": "alien", "mode": "guess"}).status_code == 400


def test_movies_are_found_by_what_they_are_about_in_any_language(anonymous, model, about):
    about("Story", "Toys that are alive", popularity=1)
    about("Robbers", "A robbery in outer places", popularity=9)
    about("Fins", "A shark", popularity=90)
    assert encode_all() == 3
    assert anonymous.get("/api/v1/core/info/").data["search_by_meaning"] is True
    assert found(anonymous, "playthings living", mode="meaning")[0] == "Story"
    assert found(anonymous, "Spielzeug lebendig", mode="meaning")[0] == "Story"
    assert found(anonymous, "heist space", mode="meaning")[0] == "Robbers"


def test_filters_and_pages_apply_to_the_mode(anonymous, model, about):
    about("Old shark", "shark", release_date="1975-06-20")
    about("New shark", "shark", release_date="2018-08-09")
    about("Adult shark", "shark", adult=True)
    encode_all()
    assert found(anonymous, "shark", mode="meaning", year_min=2000) == ["New shark"]
    page = anonymous.get(SEARCH, {"q": "shark", "mode": "meaning", "page_size": 1, "page": 2})
    assert (page.data["count"], len(page.data["results"])) == (2, 1)


def test_only_the_movies_of_the_page_are_read(anonymous, model, about, django_assert_max_num_queries):
    for number in range(30):
        about(f"Film {number}", "shark", vote_count=number)
    encode_all()
    anonymous.get(SEARCH, {"q": "warm up", "mode": "meaning"})
    with django_assert_max_num_queries(8) as done:
        page = anonymous.get(SEARCH, {"q": "shark", "mode": "meaning", "page_size": 2})
    assert [row["title"] for row in page.data["results"]] == ["Film 29", "Film 28"]
    assert page.data["count"] == 30
    assert not [query for query in done.captured_queries if "CASE WHEN" in query["sql"]]


def test_they_follow_exact_results_and_stay_away_from_words_without_meaning(anonymous, model, about):
    for number in range(40):
        about(f"Film {number}", "other")
    about("Heist", "a plan", vote_count=1)
    about("Job", "robbery", vote_count=9000)
    encode_all()
    assert found(anonymous, "heist") == ["Heist", "Job"]
    assert found(anonymous, "heist", mode="meaning")[0] == "Job"  # the better known
    assert found(anonymous, "qwertz") == []


def test_a_movie_without_vectors_is_said_to_need_the_command(anonymous, model, make_movie):
    make_movie("Alien")
    response = anonymous.get(SEARCH, {"q": "alien", "mode": "meaning"})
    assert response.status_code == 400
    assert "encode_movies" in response.data["mode"][0]


def test_vectors_follow_the_catalogue(anonymous, model, about, monkeypatch):
    movie = about("One", "shark")
    other = about("Two", "heist")
    encode_all()
    assert encode_all() == 0
    assert found(anonymous, "shark", mode="meaning")[0] == "One"

    movie.overview = "robbery"
    movie.save()
    other.delete()
    assert list(outdated(load_encoder().name)) == [movie]
    assert refresh_vectors() == "1 movies encoded"
    assert found(anonymous, "heist", mode="meaning") == ["One"]

    movie.save()  # the text is the same: nothing is encoded, and it is not asked about again
    assert encode_all() == 0
    assert not outdated(load_encoder().name).exists()

    movie.tags.add(Tag.objects.create(name="toys"))
    movie.save()
    assert encode_all() == 1


def test_another_encoder_makes_its_own_vectors(settings, model, about, tmp_path):
    about("One", "shark")
    encode_all()
    settings.MEANING_MODEL = str(write_model(tmp_path / "second", scale=2))
    assert encode_all() == 1
    assert MovieVector.objects.get().encoder == settings.MEANING_MODEL
    assert len(index_of(settings.MEANING_MODEL)) in (0, 1)


def test_a_model_in_the_place_of_another_needs_all_movies_again(anonymous, model, about, tmp_path, capsys):
    about("One", "shark")
    encode_all()
    MovieVector.objects.update(vector=np.ones(3, dtype="<f2").tobytes())
    vectors._indexes.clear()
    response = anonymous.get(SEARCH, {"q": "shark", "mode": "meaning"})
    assert response.status_code == 400
    assert "encode_movies" in response.data["mode"][0]
    call_command("encode_movies", "--all")
    assert found(anonymous, "shark now", mode="meaning") == ["One"]


def test_the_job_does_nothing_without_a_model(db):
    with pytest.raises(JobSkipped, match="MEANING_MODEL"):
        refresh_vectors()


def test_new_movies_without_ratings_have_similar_ones_by_their_texts(settings, model, about):
    first = about("Playthings", "toys toys")
    near = about("Dolls", "spielzeug playthings")
    for number in range(20):
        about(f"Film {number}", "shark" if number % 2 else "heist")
    encode_all()
    listing = similar_movies(first.pk, method="content", limit=5)
    assert listing[0:1][0].pk == near.pk


def test_a_model_may_pool_by_its_first_token_and_have_prompts(settings, tmp_path):
    folder = write_model(tmp_path / "prompted")
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))
    (folder / "config_sentence_transformers.json").write_text(
        json.dumps({"prompts": {"query": "shark ", "document": "heist "}})
    )
    settings.MEANING_MODEL = str(folder)
    encoder = load_encoder()
    query, document = (encoder.encode(["toys"], is_query=asked)[0] for asked in (True, False))
    assert query.argmax() == 4
    assert document.argmax() == 2
    assert np.linalg.norm(query) == pytest.approx(1)


@pytest.mark.parametrize("missing", ["onnxruntime", "tokenizers"])
def test_a_missing_library_is_named(anonymous, model, make_movie, monkeypatch, missing):
    encoders._loaded.cache_clear()
    monkeypatch.setitem(sys.modules, missing, None)
    make_movie("Alien")
    response = anonymous.get(SEARCH, {"q": "toys alive", "mode": "meaning"})
    assert response.status_code == 400
    assert missing in response.data["mode"][0]
    assert found(anonymous, "alien") == ["Alien"]


def test_a_model_that_is_not_here_is_a_400_and_not_downloaded_by_a_request(anonymous, settings, tmp_path, db):
    for name in ("nobody/no-such-model", str(tmp_path)):
        settings.MEANING_MODEL = name
        response = anonymous.get(SEARCH, {"q": "toys", "mode": "meaning"})
        assert response.status_code == 400
        assert "MEANING_MODEL" in response.data["mode"][0]
        assert found(anonymous, "toys") == []


def test_a_broken_model_fails_no_search(anonymous, model, make_movie):
    make_movie("Alien")
    for broken in ("tokenizer.json", "model.onnx"):
        (model / broken).write_bytes(b"broken")
        response = anonymous.get(SEARCH, {"q": f"toys {broken}", "mode": "meaning"})
        assert response.status_code == 400
        assert "cannot be read" in response.data["mode"][0]
        assert found(anonymous, "alien") == ["Alien"]


def test_the_command_encodes_and_says_what_is_missing(model, about, settings, capsys):
    about("One", "shark")
    call_command("encode_movies")
    assert "1 movies encoded" in capsys.readouterr().out
    settings.MEANING_MODEL = ""
    with pytest.raises(CommandError, match="MEANING_MODEL"):
        call_command("encode_movies")


def test_the_doctor_says_what_is_missing(model, about, settings):
    def said() -> list[str]:
        return [message.id for message in check_meaning(databases=["default"])]

    movie = about("One", "shark")
    assert said() == ["movies.W020"]
    encode_all()
    assert said() == ["movies.D021"]
    movie.overview = "heist"
    movie.save()
    assert said() == ["movies.W020"]
    settings.MEANING_MODEL = "nobody/no-such-model"
    assert said() == ["movies.E020"]
    settings.MEANING_MODEL = ""
    assert said() == ["movies.D020"]


def test_a_merged_movie_has_one_vector_and_the_names_of_the_others(model, about):
    kept, duplicate = about("Kept", "shark"), about("Duplicate", "shark")
    encode_all()
    merge_movies(keep=kept, duplicates=[duplicate])
    assert MovieVector.objects.count() == 1
    kept.refresh_from_db()
    assert [entry["title"] for entry in kept.other_titles] == ["Duplicate"]
    assert " duplicate " in kept.search_text
