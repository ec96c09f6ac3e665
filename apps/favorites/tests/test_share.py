"""Links that are shared: previews for messengers, and nothing that is private."""

import re

import pytest

from apps.favorites.models import Playlist, PlaylistItem


def meta(client, path: str) -> dict[str, str]:
    answer = client.get(path)
    assert answer.status_code == 200
    return dict(re.findall(r'<meta property="(og:[a-z_]+)" content="([^"]*)"', answer.content.decode()))


def test_a_shared_movie_has_a_preview(client, make_movie):
    movie = make_movie("Up & <Away>", genres=["Comedy"], overview="", vote_average=8, vote_count=1200)
    told = meta(client, f"/share/movies/{movie.pk}/")
    assert told["og:title"].startswith("Up &amp; &lt;Away&gt; (")
    assert "8.0 of 10 from 1,200 votes" in told["og:description"]
    assert told["og:image"] == f"http://testserver/posters/{movie.pk}.svg?titled=1"
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
