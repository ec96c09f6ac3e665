"""What else a query may mean: abbreviations, a year, the number of a part of a saga, phrases. Texts are folded."""

from collections.abc import Iterable, Iterator

from apps.movies.models import Collection, Movie
from apps.movies.models.search import KIND_WORDS, matching, word_pattern
from apps.movies.models.text import canonical, fold
from apps.movies.services.relevance import prior

ABBREVIATIONS = {
    "lotr": "lord of the rings",
    "hp": "harry potter",
    "t": "terminator",  # with a number only, as a letter is no abbreviation
    "t2": "terminator 2 judgment day",
    "mib": "men in black",
    "mi": "mission impossible",
    "sw": "star wars",
    "tpm": "the phantom menace",
    "aotc": "attack of the clones",
    "rots": "revenge of the sith",
    "anh": "star wars a new hope",
    "esb": "the empire strikes back",
    "rotj": "return of the jedi",
    "tfa": "the force awakens",
    "potc": "pirates of the caribbean",
    "gotg": "guardians of the galaxy",
    "tdk": "the dark knight",
    "tdkr": "the dark knight rises",
    "bttf": "back to the future",
    "rotk": "the return of the king",
    "fotr": "the fellowship of the ring",
    "ttt": "the two towers",
    "aou": "avengers age of ultron",
    "bvs": "batman v superman",
    "dofp": "days of future past",
    "fnf": "fast and furious",
    "lxg": "the league of extraordinary gentlemen",
    "id4": "independence day",
    "hsm": "high school musical",
    "jp": "jurassic park",
    "poa": "prisoner of azkaban",
    "catws": "captain america the winter soldier",
    "gits": "ghost in the shell",
    "nbk": "natural born killers",
    "tcm": "the texas chain saw massacre",
    "rhps": "the rocky horror picture show",
    "007": "james bond",
    "httyd": "how to train your dragon",
}
FIRST_YEAR, LAST_YEAR = 1880, 2099
MOST_PARTS = 40  # of a saga
COLLECTIONS = 20  # that are compared if several have the words
MOST_WORDS = 10  # of a query in which titles are looked for
# At the end of the names of files: «the.matrix.1999.1080p.bluray».
FILE_WORDS = {
    *("480p", "720p", "1080p", "2160p", "4k", "uhd", "hdr", "x264", "x265", "h264", "h265", "hevc", "xvid"),
    *("bluray", "brrip", "bdrip", "dvdrip", "webrip", "hdtv"),
}
LEAST_SHARE = 0.5  # of the letters of a query that a title within it has
# Words around the name of a person: «films by nolan», «the coen brothers».
AROUND_PEOPLE = {
    "by",
    "with",
    "of",
    "from",
    "the",
    "and",
    "directed",
    "starring",
    "director",
    "brothers",
    "sisters",
}


def written_out(text: str) -> str:
    """The text with an abbreviation at its beginning written out; "" without one. A number may follow it: «mib2»."""
    first, *others = text.split()
    if first in ABBREVIATIONS and (others or len(first) > 1):
        return " ".join([ABBREVIATIONS[first], *others])
    name = first.rstrip("0123456789")
    if name != first and name in ABBREVIATIONS:
        return " ".join([ABBREVIATIONS[name], first[len(name) :], *others])
    return ""


def without_kind(text: str) -> str:
    """The text without «movie» and the like at its ends: «spiderman movies», «films like inception», names of files."""
    words = text.split()
    while len(words) > 1 and words[-1] in KIND_WORDS | FILE_WORDS:
        words.pop()
    if len(words) > 1 and words[0] in KIND_WORDS:
        words.pop(0)
        while len(words) > 1 and words[0] in {"like", "similar", "to"}:
            words.pop(0)
    return " ".join(words)


def split_year(text: str) -> tuple[str, int | None]:
    """The text without a year at its end, and the year; None without one or without other words."""
    rest, _, last = text.rpartition(" ")
    is_year = len(last) == 4 and last.isdecimal() and FIRST_YEAR <= int(last) <= LAST_YEAR
    return (rest, int(last)) if rest and is_year else (text, None)


def split_number(text: str) -> tuple[str, int | None]:
    """The text in its canonical spelling without the number of a part at its end, and the number."""
    rest, _, last = canonical(text).rpartition(" ")
    is_number = last.isdecimal() and len(last) <= 2 and 1 <= int(last) <= MOST_PARTS
    return (rest, int(last)) if rest and is_number else (text, None)


def saga_named(text: str, *, with_part: int = 1) -> list[Movie]:
    """The movies of the saga with that name, in their order; [] without one that has so many parts.

    Of several sagas with these words that one which begins with them, then the best known.
    """
    if not text:
        return []
    named = Collection.objects.filter(matching(Collection, word_pattern(text)))
    ids = list(named.order_by("pk").values_list("pk", flat=True)[:COLLECTIONS])
    if not ids:
        return []
    parts: dict[int, list[Movie]] = {}
    columns = ("pk", "title", "search_text", "release_date", "collection", "vote_count", "popularity")
    in_order = Movie.objects.select_related("collection").filter(
        collection__in=ids, release_date__isnull=False
    )
    for movie in in_order.order_by("release_date", "pk").only(
        *columns, "collection__name", "collection__search_text"
    ):
        parts.setdefault(movie.collection_id, []).append(movie)
    sagas = [movies for movies in parts.values() if len(movies) >= with_part]
    return max(sagas, key=lambda movies: _fit(movies, text), default=[])


def numbered(parts: list[Movie], number: int) -> Movie | None:
    """The part that has this number after the saga's name in any title («Star Wars: Episode V»), else that with this place.

    None if that has another number after it, so that parts before it are missing.
    """
    named = parts[0].collection.name if parts[0].collection else ""
    saga = canonical(fold(named).removesuffix(" collection"))
    numbered = [movie for movie in parts if f"| {saga} {number} " in movie.search_text]
    if len(numbered) == 1:
        return numbered[0]
    part = parts[number - 1]
    name, own = split_number(fold(part.title))
    return part if own in (None, number) or name != saga else None


def phrases_within(text: str) -> Iterator[str]:
    """Parts of the query that may be a whole title, the longest first."""
    words = text.split()[:MOST_WORDS]
    least = LEAST_SHARE * sum(map(len, words))
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            if sum(map(len, words[start : start + length])) >= least:
                yield " ".join(words[start : start + length])


def people_readings(text: str) -> Iterable[str]:
    """The text as a person's name, as it is first."""
    words = [word for word in text.split() if word not in AROUND_PEOPLE | KIND_WORDS]
    return dict.fromkeys([text, canonical(text), " ".join(words)])


def _fit(parts: list[Movie], text: str) -> tuple[bool, float]:
    document = parts[0].collection.search_text if parts[0].collection else ""
    begins = any(f"| {name} " in document for name in (text, canonical(text), f"the {text}"))
    return begins, sum(prior(movie.vote_count, movie.popularity) for movie in parts)
