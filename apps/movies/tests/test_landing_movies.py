from apps.movies.services.landing_movies import LANDING_SIZE


def test_the_landing_page_shows_what_is_popular_with_posters_and_the_attribution(client, make_movie):
    make_movie("Metropolis", popularity=900, poster_path="/m.jpg")
    drawn = make_movie("Nosferatu", popularity=800)
    page = client.get("/").content.decode()
    assert page.index("Metropolis") < page.index("Nosferatu")
    assert "https://image.tmdb.org/t/p/w342/m.jpg" in page
    assert f"/posters/{drawn.pk}.svg" in page
    assert "This product uses the TMDB API but is not endorsed or certified by" in page


def test_it_is_cheap_and_the_same_for_many_movies(client, make_movies, django_assert_max_num_queries):
    make_movies(LANDING_SIZE * 3)
    with django_assert_max_num_queries(6):
        client.get("/")
    with django_assert_max_num_queries(0):
        assert client.get("/").content.decode().count("<li>") >= LANDING_SIZE


def test_an_empty_installation_has_a_landing_page_too(client, db):
    page = client.get("/").content.decode()
    assert "Popular in the catalogue" not in page
    assert "Your first four requests" in page


def test_a_policy_forbids_scripts_and_pictures_from_elsewhere(client, db):
    for path in ("/", "/demo/"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy


def test_no_page_names_another_host_for_what_it_loads(client, db):
    page = client.get("/").content.decode()
    assert 'src="http' not in page
    assert 'rel="stylesheet" href="http' not in page


def test_adult_movies_are_not_shown_to_passers_by(client, make_movie):
    make_movie("Not for all", adult=True, popularity=999)
    assert "Not for all" not in client.get("/").content.decode()
