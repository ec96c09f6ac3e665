# ruff: noqa: PLW0108 - a line of a file is a line here, and all entries are made when they are asked for

import json

from apps.favorites.tests.zips import archive

HEAT = {
    "title": "Heat",
    "year": 1995,
    "ids": {"trakt": 1, "slug": "heat-1995", "imdb": "tt0113277", "tmdb": 949},
}
URL = "https://www.imdb.com/title/tt0113277/"
RATINGS = "Name,Year,Rating\nHeat,1995,4\n"
TMDB_HEAD = (
    "TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated\n"
)
DIARY_HEAD = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
ODD_RATINGS = (
    "11", "-1", "NaN", "1e400", "-0", "0.25", "+4", "4e0", "0x4", "4.", "½", "★★★½", "★★★★★", "★★★★★½", "★", "3½", "4/5",
    "Infinity", "4,5,6", "1_0", "４", "😀",
)  # fmt: skip
ODD_DATES = (
    "2023-02-30", "31/12/2023", "12/31/2023", "0000-01-01", "9999-12-31", "2020-1-5", "2020-01-05T20:00:00+05:30", "2020-01-05T20:00:00Z",
    "2020-01-05 20:00:00", "2020-01-05T20:00:00.123456789Z", '"Jan 5, 2020"', "2020-01-05T24:00:00", "2020-01-05T20:00:00-12:00",
    "1582-10-10", "20200105T200000Z", "2020-01-05T20:00:60Z", "٢٠٢٠-٠١-٠٥", "1578254400", "43835", "2020-01-05T20:00:00 Europe/Paris",
)  # fmt: skip
IMDB_OLD = (
    '"position","const","created","modified","description","Title","Title type","Directors","You rated","IMDb Rating",'
    '"Runtime (mins)","Year","Genres","Num. Votes","Release Date (month/day/year)","URL"\n'
    '"1","tt0113277","Sun Mar  9 00:00:00 2014","","","Heat","Feature Film","Michael Mann","9","8.2","170","1995","crime","300000","1995-12-06","http://www.imdb.com/title/tt0113277/"\n'
)
IMDB_2019 = (
    "Const,Your Rating,Date Rated,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors\n"
    f'tt0113277,9,2019-03-04,Heat,{URL},movie,8.2,170,1995,"Crime, Drama",600000,1995-12-06,Michael Mann\n'
    "tt0903747,9,2019-03-04,Breaking Bad,u,tvSeries,9.5,49,2008,Crime,1,2008-01-20,\n"
)
IMDB_GERMAN = (
    "Const,Ihre Bewertung,Bewertungsdatum,Titel,Originaltitel,URL,Titelart,IMDb-Bewertung,Laufzeit (Min.),Jahr,Genres\n"
    f"tt0113277,9,2019-03-04,Heat,Heat,{URL},Film,8.3,170,1995,Crime\n"
)
IMDB_FRENCH = (
    "Const;Votre note;Date de la note;Titre;Titre original;URL;Type de titre;Note IMDb;Durée (min);Année;Genres\n"
    f"tt0113277;9;2019-03-04;Heat;Heat;{URL};Film;8,3;170;1995;Crime\n"
)
IMDB_SPANISH_LIST = (
    "Posición,Const,Creado,Modificado,Descripción,Título,Título original,URL,Tipo de título,Calificación de IMDb,Duración,Año,Géneros,Votos,Estreno,Directores,Tu calificación,Fecha\n"
    f"1,tt0113277,2020-05-01,2020-05-01,nota,Fuego contra fuego,Heat,{URL},Película,8.3,170,1995,Crimen,1,1995-12-06,Michael Mann,8,2020-05-02\n"
)
IMDB_JAPANESE = (
    "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year\n"
    f"tt0113277,9,2019-03-04,ヒート,Heat,{URL},映画,8.3,170,1995\ntt0903747,9,2019-03-04,ブレイキング・バッド,Breaking Bad,u,テレビシリーズ,9.5,49,2008\n"
)


def trakt(*entries):
    return json.dumps([{"movie": HEAT, **entry} for entry in entries])


def trakt_zip():
    item = {"rank": 1, "listed_at": "2020-01-07T00:00:00.000Z", "type": "movie", "movie": HEAT}
    files = {
        "user-profile": {"username": "ada"},
        "user-settings": {"user": {}},
        "network-followers": [],
        "watched-history-1": [{"watched_at": "2020-01-05T20:00:00.000Z", "type": "movie", "movie": HEAT}, {"type": "episode", "show": {}}],
        "watched-movies": [{"plays": 3, "last_watched_at": "2020-01-05T20:00:00.000Z", "movie": HEAT}],
        "watched-shows": [{"plays": 3, "show": {}}],
        "ratings-episodes": [{"rating": 9, "episode": {}}],
        "lists-favorites": [item],
        "lists-lists": [{"name": "Again", "description": None, "ids": {"trakt": 42}}, None, {"ids": "x"}, {"name": [], "ids": {"trakt": 43}}],
        "lists-list-42-again": [item, {"rank": 2, "type": "person", "person": {}}, None],
        "lists-list-43-": [item],
        "hidden-progress_watched": [{"hidden_at": "2020-01-07T00:00:00.000Z", "type": "show", "show": {}}],
        "hidden-calendar": [{"hidden_at": "2020-01-07T00:00:00.000Z", "movie": HEAT}],
        "collection-movies": [{"collected_at": "2020-01-07T00:00:00.000Z", "movie": HEAT}],
        "comments-movies": [{"movie": HEAT, "comment": {"comment": "Good", "user_stats": {"rating": 9}, "created_at": "2020-01-08T00:00:00.000Z"}}, {"movie": HEAT, "comment": {"user_stats": []}}],
        "playback": [{"progress": 10.5, "paused_at": "x", "movie": HEAT}],
        "notes": {"a": 1},
    }  # fmt: skip
    members = [(f"ada/{name}.json", json.dumps(content)) for name, content in files.items()]
    return archive(*members, ("ada/readme.txt", "Hello, this is your export."), ("ada/images/x.png", "x"))


def simkl(*movies, **others):
    return json.dumps({"movies": [{"movie": HEAT, **movie} for movie in movies], **others}).encode()


def own(**parts):
    return json.dumps(parts).encode(), "export.json"


def own_of_absurd_values():
    movie = {"tmdb_id": 949}
    return own(
        profile={"bio": "\ud800", "time_zone": "Mars/Olympus", "is_public": "x" * 10_000, "favorite_genres": list(range(5000)), "updated_at": {}},
        taste={"a": {"b": []}, "muted": "x"},
        ratings=[{"movie": {"id": 10**30, "title": "Heat", "release_date": [], "tmdb_id": 949}, "rating": 8, "rated_at": "9999-12-31T23:59:59Z", "review": "\0x"}],
        watch_history=[
            {"movie": movie, "watched_at": "2020-01-05T20:00:00Z", "precision": "day", "watched_on": "2020-02-30", "tags": ["a"] * 500, "note": "x" * 10_000},
            {"movie": movie, "progress": -1}, {"movie": movie, "progress": True}, {"movie": movie, "progress": 1e400},
        ],
        favorites=[{"movie": movie, "created_at": "2999-01-01"}],
        watchlist=[{"movie": movie, "position": -5, "note": "\ud800"}],
        playlists=[
            {"title": "A", "visibility": "public", "created_at": "0001-01-01T00:00:00+14:00", "updated_at": {}, "items": [{"movie": movie}, {"movie": None}]},
            {"title": None, "visibility": [], "items": None}, {"title": "A", "items": []}, {"title": "x" * 500, "description": ["x"], "items": {}},
        ],
        feedback=[{"movie": movie, "feedback": "x" * 2000}, {"movie": movie, "feedback": [], "created_at": "x"}],
    )  # fmt: skip


def nested(levels):
    """Each format with values that are nested so deeply, and a sound one."""
    deep = "[" * levels + "]" * levels
    movie = '"movie": {"tmdb_id": 949, "ids": {"tmdb": 949}}'
    sound = f'{{{movie}, "rating": 8, "status": "completed", "user_rating": 8}}'
    values = f'"rating": {deep}, "rated_at": {deep}, "watched_at": {deep}, "status": {deep}, "user_rating": {deep}, "last_watched_at": {deep}, "note": {deep}'
    ours = f'"profile": {{"bio": {deep}}}, "playlists": [{{"title": {deep}, "created_at": {deep}}}, {{"created_at": {deep}}}]'
    return {
        "trakt": f"[{{{movie}, {values}}}, {sound}]",
        "simkl": f'{{"movies": [{{{movie}, {values}}}, {sound}]}}',
        "own": f'{{"ratings": [{{{movie}, {values}}}, {sound}], {ours}}}',
    }


EXPORTS = {
    "IMDb of 2014": lambda: (IMDB_OLD.encode(), "ratings.csv"),
    "IMDb of 2019": lambda: (IMDB_2019.encode(), "ratings.csv"),
    "IMDb in German": lambda: (IMDB_GERMAN.encode(), "Bewertungen.csv"),
    "IMDb in French, saved by Excel": lambda: (IMDB_FRENCH.encode("cp1252"), "notes.csv"),
    "IMDb list in Spanish": lambda: (IMDB_SPANISH_LIST.encode(), "Películas de robos.csv"),
    "IMDb with Japanese types": lambda: (IMDB_JAPANESE.encode(), "ratings.csv"),
    "IMDb named by a number": lambda: (IMDB_SPANISH_LIST.encode(), "d9ac5ba3-1b4c-4a6e-b7d4-51b5e1c2f7a1.csv"),
    "IMDb list named by emoji": lambda: (IMDB_SPANISH_LIST.encode(), "🎬" * 100 + ".csv"),
    "IMDb with other dates": lambda: (b'Const,Your Rating,Date Rated,Title\ntt0113277,9,"March 4, 2019",Heat\ntt0113277,9,04.03.2019,Heat\n', "ratings.csv"),
    "Letterboxd of 2013": lambda: (b"Date,Name,Year,Letterboxd URI,Rating\n2013-01-05,Heat,1995,http://letterboxd.com/film/heat-1995/,4.5\n", "ratings.csv"),
    "Letterboxd with odd ratings": lambda: ("Date,Name,Year,Letterboxd URI,Rating\n" + "".join(f'2013-01-05,Heat,1995,u,"{rating}"\n' for rating in ODD_RATINGS)).encode(),
    "Letterboxd with odd dates": lambda: ((DIARY_HEAD + "".join(f"2021-01-01,Heat,1995,u,4,,,{day}\n" for day in ODD_DATES)).encode(), "diary.csv"),
    "Letterboxd names in another case": lambda: archive(("ratings.csv", RATINGS), ("RATINGS.CSV", RATINGS)),
    "Letterboxd's profile and comments": lambda: archive(("profile.csv", "Date Joined,Username\n2020-01-01,ada\n"), ("comments.csv", "Date,Content,Comment\nx,y,z\n")),
    "Letterboxd list of quoted lines": lambda: (b'Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2021-01-01,"A ""quoted""\nname",,u,"many\nlines"\n\nPosition,Name,Year,URL,Description\n1,Heat,1995,u,"x\ny"\n', "a.csv"),
    "Letterboxd's import format": lambda: b'LetterboxdURI,tmdbID,imdbID,Title,Year,Rating,Rating10,WatchedDate,Rewatch,Tags,Review\n,949,,,,,7,2020-01-02,true,"a, b",<b>x</b>\n',
    "Trakt zip with odd members": trakt_zip,
    "Trakt zip of nothing": lambda: archive(("watched-history-1.json", "[]"), ("ratings-movies.json", "[]")),
    "Trakt times as numbers": lambda: (trakt(*({"watched_at": time} for time in (1578254400, "1578254400", "0000-00-00", None, "1970-01-01", 1e400))).encode(), "watched-history-1.json"),
    "Trakt movies as words": lambda: b'[{"movie": "Heat", "rating": 8}, {"movie": {"title": "Heat", "year": "1995"}, "rating": "8"}, {"movie": {"title": ["Heat"]}, "rating": 8}, {"title": "Heat", "rating": 8}]',
    "JSON with one key twice": lambda: b'[{"movie": {"title": "Alien", "year": 1979}, "movie": {"title": "Heat", "year": 1995}, "rating": 1, "rating": 8}]',
    "JSON of numbers beyond 64 bits": lambda: b'[{"movie": {"title": "Heat", "year": 1995, "ids": {"tmdb": 99999999999999999999}}, "rating": 8}, {"movie": {"ids": {"tmdb": 949.0}}, "rating": 18446744073709551616}, {"movie": {"year": 1e400, "ids": {"tmdb": 949}}, "rating": 1e-400, "rated_at": -1e400}]',
    "JSON of numbers of 4,000 digits": lambda: f'[{{"movie": {{"title": "Heat", "year": 1995, "ids": {{"tmdb": {"9" * 4000}}}}}, "rating": {"9" * 4000}}}]'.encode(),
    "surrogates in all texts": lambda: archive(("lists-lists.json", '[{"name": "\\ud800\\u0000", "ids": {"trakt": 7}, "description": "\\udfff"}]'), ("lists-list-7-x.json", trakt({"rank": 1, "notes": "\ud800"})), ("comments.json", trakt({"comment": {"comment": "\udc00\0", "created_at": "2020-01-01T00:00:00Z"}}))),
    "Simkl's JSON": lambda: simkl({"status": "completed", "last_watched_at": "2020-01-05T20:00:00Z", "user_rating": 8}, {"status": "dropped", "user_rating": 2}, {"status": "hold"}, shows=[{"show": {}}]),
    "Simkl's CSV": lambda: b'"SIMKL_ID","Title","Type","Year","Watchlist","LastEpWatched","WatchedDate","Rating","Memo","TVDB","TMDB","IMDB","MAL_ID"\n"1","Heat","movie","1995","completed","","2020-01-05 20:00:00","8","","","949","tt0113277",""\n"1","x","tv","2000","watching","s1e1","","","","","","",""\n',
    "Simkl of null": lambda: b'{"movies": null, "shows": null, "anime": [{"anime_type": "movie", "status": "completed", "show": {"title": "Heat", "year": 1995}}]}',
    "TMDb of two kinds": lambda: ((TMDB_HEAD + "949,tt0113277,movie,Heat,1995-12-15T00:00:00Z,,,7.9,9.0,2020-01-05T20:00:00Z\n949,,tv,Heat,2008-01-20,,,9,10,2020-01-05\n").encode(), "ratings.csv"),
    "TMDb's watchlist in German": lambda: ((TMDB_HEAD + "949,tt0113277,Film,Heat,1995-12-15,,,7.9,,2020-01-05T20:00:00Z\n").encode(), "Merkliste.csv"),
    "Yamtrack of 2025": lambda: b"media_id,source,media_type,title,image,season_number,episode_number,score,progress,status,start_date,end_date,notes,progressed_at,created_at\n949,tmdb,movie,Heat,http://i,,,8.5,1,Completed,2020-01-05 00:00:00+00:00,2020-01-05 00:00:00+00:00,Good,,\n1396,tmdb,tv,BB,,,,,,In progress,,,,,\n1,manual,movie,Home video,,,,,1,Completed,,2020-01-05,,,\n",
    "Movary's history": lambda: (b"title,year,tmdbId,imdbId,watchedAt,comment\nHeat,1995,949,tt0113277,2020-01-05,\nHeat,1995,949,tt0113277,,unknown\nHeat,1995,949,,05.01.2020,\n", "history.csv"),
    "MovieLens with other times": lambda: archive(("ratings.csv", "userId,movieId,rating,timestamp\n1,6,4.0,964982703000\n1,6,4.5,-5\n1,6,5,abc\n1,7,5,1\n"), ("links.csv", "movieId,imdbId,tmdbId\n6,0113277,949\n")),
    "our own export of absurd values": own_of_absurd_values,
    "our own export of empty parts": lambda: own(ratings=[], watch_history=[], favorites=[], watchlist=[], playlists=[]),
    "our own export with parts of other types": lambda: own(ratings=[], watch_history={"a": 1}, favorites=5, watchlist="x", playlists=[1, "x", None, []]),
    "our own JSON beside CSV": lambda: archive(("export.json", own(ratings=[{"movie": {"tmdb_id": 949}, "rating": 8}])[0]), ("ratings.csv", RATINGS)),
    "files of three services": lambda: archive(("ratings.csv", IMDB_2019), ("diary.csv", f"{DIARY_HEAD}2020-01-01,Heat,1995,u,4,,,2020-01-01\n"), ("ratings-movies.json", trakt({"rating": 7, "rated_at": "2021-01-01T00:00:00Z"}))),
} | {
    f"{name} nested {levels} times": lambda name=name, levels=levels: (nested(levels)[name].encode(), "export.json")
    for name in ("trakt", "simkl", "own")
    for levels in (50, 400, 700)
}  # fmt: skip
