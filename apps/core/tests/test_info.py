URL = "/api/v1/core/info/"


def test_it_tells_what_this_installation_is_and_holds(anonymous, make_movie, owner):
    make_movie()
    told = anonymous.get(URL).json()
    assert told["counts"]["movies"] == told["counts"]["people"] == 1
    assert told["counts"]["ratings"] == 0
    assert told["data_source"] == "local"
    assert told["version"] and told["recommender"]


def test_a_frontend_can_make_addresses_of_pictures(anonymous, make_movie):
    movie = make_movie(poster_path="/a.jpg")
    images = anonymous.get(URL).json()["images"]
    address = anonymous.get(f"/api/v1/movies/movies/{movie.pk}/").json()["poster_url"]
    assert address in [f"{images['base_url']}{size}/a.jpg" for size in images["sizes"]["poster"]]
