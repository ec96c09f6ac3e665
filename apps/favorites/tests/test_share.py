"""Links that are shared: previews for messengers, and nothing that is private."""

import re

import pytest

from apps.favorites.models import Playlist, PlaylistItem, Rating


def meta(client, path: str) -> dict[str, str]:
    answer = client.get(path)
    assert answer.status_code == 200
    return dict(re.findall(r'<meta property="(og:[a-z_]+)" content="([^"]*)"', answer.content.decode()))


def test_a_shared_movie_has_a_preview(client, make_movie):
    movie = make_movie("Up & <Away>", genres=["Comedy"], overview="", vote_average=8, vote_count=1200)
    told = meta(client, f"/share/movies/{movie.pk}/")
    assert told["og:title"].startswith("Up &amp; &lt;Away&gt; (")
    assert "8.0 of 10 from 1,200 votes" in told["og:description"]
    assert told["og:image"] == f"http://testserver/posters/{movie.pk}/preview.png"
    with_picture = make_movie("Alien", backdrop_path="/b.jpg")
    assert meta(client, f"/share/movies/{with_picture.pk}/")["og:image"].endswith("/w1280/b.jpg")


def test_adult_and_unknown_movies_have_no_page(client, make_movie):
    assert client.get(f"/share/movies/{make_movie(adult=True).pk}/").status_code == 404
    assert client.get("/share/movies/99999999999999999999/").status_code == 404


@pytest.mark.parametrize(("visibility", "status"), [("public", 200), ("unlisted", 200), ("private", 404)])
def test_a_playlist_is_shown_to_whoever_has_its_link_unless_it_is_private(
    client, owner, make_movie, visibility, status
):
    playlist = Playlist.objects.create(user=owner, title="Friday", visibility=visibility)
    for place, movie in enumerate((make_movie("Up"), make_movie("Adult", adult=True)), start=1):
        PlaylistItem.objects.create(playlist=playlist, movie=movie, position=place)
    client.force_login(owner)
    answer = client.get(f"/share/playlists/{playlist.share_token}/")
    assert answer.status_code == status
    if status == 200:
        assert "Up" in answer.content.decode() and "Adult" not in answer.content.decode()
        assert meta(client, f"/share/playlists/{playlist.share_token}/")["og:title"] == "Friday"


def rate(user, movie, rating: float, at: str = "2025-06-01T12:00:00Z", **fields):
    return Rating.objects.create(user=user, movie=movie, rating=rating, rated_at=at, **fields)


def test_a_profile_and_a_year_show_what_is_public(client, owner, make_movie):
    rate(owner, make_movie("Up", genres=["Comedy"]), 9)
    rate(owner, make_movie("Jaws", genres=["Horror"]), 6, at="2024-06-01T12:00:00Z")
    rate(owner, make_movie("Secret"), 10, is_public=False)
    rate(owner, make_movie("Withheld"), 10, is_withheld=True)
    rate(owner, make_movie("Grown-ups", adult=True), 10)
    Playlist.objects.create(user=owner, title="Friday", visibility="public")
    Playlist.objects.create(user=owner, title="Surprise", visibility="unlisted")
    profile = meta(client, f"/share/profiles/{owner.pk}/")
    assert (profile["og:title"], profile["og:description"]) == (
        "owner",
        "2 films rated, 7.5 on average on Movie Backend.",
    )
    text = client.get(f"/share/profiles/{owner.pk}/").content.decode()
    assert text.index("Up<") < text.index("Jaws<") < text.index("Friday<")
    year = meta(client, f"/share/years/{owner.pk}/2025/")
    assert year["og:title"] == "owner&#x27;s 2025 in films"
    assert year["og:description"] == "1 film rated, 9.0 on average, mostly Comedy."
    text += client.get(f"/share/years/{owner.pk}/2025/").content.decode()
    assert not re.search("Secret|Withheld|Grown-ups|Surprise", text)
    assert meta(client, f"/share/years/{owner.pk}/1999/")["og:description"] == "0 films rated."


@pytest.mark.parametrize("private", [{"is_public": False}, {"is_active": False}])
def test_private_and_inactive_users_have_no_page(client, owner, private):
    for name, value in private.items():
        row = owner.profile if name == "is_public" else owner
        setattr(row, name, value)
        row.save()
    client.force_login(owner)
    for path in (f"profiles/{owner.pk}/", f"years/{owner.pk}/2025/", "profiles/99999999999999999999/"):
        assert client.get(f"/share/{path}").status_code == 404


def test_years_out_of_range_have_no_page(client, owner):
    for year in (0, 1899, 2201, 99999):
        assert client.get(f"/share/years/{owner.pk}/{year}/").status_code == 404
