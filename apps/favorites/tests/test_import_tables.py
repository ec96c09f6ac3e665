"""Tables as programs write them: encodings, lines before the heading, headings with units, rows of another length."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.favorites.models import Rating
from apps.favorites.services.imports.encodings import decode, encoding_of
from apps.favorites.services.imports.files import FileError, Source

HEAD = "Name,Year,Rating\n"
WORDS = [
    "Amélie", "España", "García", "schön", "cœur", "Miloš", "don’t", "great—really", "L’année dernière", "¿Qué he hecho yo?", "Été",
    "À bout de souffle", "Éric", "Der große Blonde", "Málaga", "Ocean’s", "naïve façade", "I don’t like “this”…", "smörgås", "Königin",
    "über", "DAS BOOT ÜBER ALLES", "AMÉLIE", "año", "Como água para chocolate", "coração", "déjà vu à Paris",
]  # fmt: skip
# These read as well in the other encoding.
DOUBTFUL = {
    "cp1252": {"cœur", "Miloš", "great—really"},
    "mac_roman": {"España", "García", "schön", "Königin", "año", "über"},
}


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_an_encoding_is_certain_or_unknown_but_never_wrong(encoding):
    for word in WORDS:
        try:
            content = word.encode(encoding)
        except UnicodeEncodeError:
            continue
        expected = "" if word in DOUBTFUL[encoding] else encoding
        assert encoding_of(content) == expected, word


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Kış Uykusu", "cp1254"), ("Gęś", "cp1250"), ("Skřivánci na niti, Ostře sledované příšerky", "cp1250"), ("Ёлки", "cp1251"),
        ("Vesničko má středisková", "cp1250"), ("Samotáři", "cp1250"), ("Kolja, Obecná škola, Pelíšky, Člověk", "cp1250"), ("Plzeň", "cp1250"),
        ("A gyűrűk ura", "cp1250"), ("Őfelsége pincére voltam, Szerelem első vérig", "cp1250"), ("Słońce, Koń", "cp1250"), ("Być", "cp1250"),
        ("Slnko v sieti, Tisícročná včela", "cp1250"), ("Bűnös város", "cp1250"), ("Nő", "cp1250"), ("Díl o dům", "cp1250"),
        ("Ελλάδα", "cp1253"), ("千と千尋", "shift_jis"), ("霸王别姬", "gb18030"), ("올드보이", "cp949"), ("Довлатов", "koi8-r"),
    ],
)  # fmt: skip
def test_other_encodings_are_refused_and_not_shown_with_wrong_letters(text, encoding):
    with pytest.raises(FileError, match="UTF-8"):
        decode((HEAD + f"{text},2014,4\n").encode(encoding))


@pytest.mark.parametrize(
    "text",
    [
        "Première année, La pièce", "Août, Sûr, Crème brûlée", "Cañón, Niña, CIEN AÑOS", "Limões, Camões, Irmãs, Coração",
        "Città, Così, Più, Può, Niccolò, Cioè", "Bjørn, Søen, Øjeblik, Miljø, Høy", "Fucking Åmål, Sæson, Knæ", "Hanoï, Maïs, Naïf",
        "Baarìa, Amélie, Málaga, Señor, Über, Café, Fiancée, Déjà, Così, Straße, Männer",
    ],
)  # fmt: skip
def test_vowels_of_western_languages_are_not_taken_for_consonants_of_others(text):
    content = f"{HEAD}{text},2014,4\n"
    assert decode(content.encode("cp1252")) == (content, "")


def test_a_word_decides_for_those_that_read_well_in_both():
    text = f"{HEAD}García,1995,4\nAmélie,2001,4\n"
    assert decode(text.encode("mac_roman"))[0] == text
    text = f"{HEAD}Miloš,1995,4\nAmélie,2001,4\n"
    assert decode(text.encode("cp1252"))[0] == text


def test_lines_of_two_encodings_are_both_read():
    content = HEAD.encode() + "Amélie,2001,4\n".encode() + "Málaga,2001,4\n".encode("cp1252")
    text, remark = decode(content)
    assert (text, remark) == (f"{HEAD}Amélie,2001,4\nMálaga,2001,4\n", "")


def test_damaged_letters_are_named_with_their_lines():
    content = (HEAD + "Amélie,2001,4\n" * 40).encode() + b"Am\xc3\xc3\xc3lie,2001,4\n"
    text, remark = decode(content)
    assert "Am\ufffd\ufffd\ufffdlie" in text
    assert "line 42" in remark


def test_a_file_that_ends_within_a_letter_is_said_to_be_cut_off():
    text, remark = decode((HEAD + "Amélie").encode()[:-4])
    assert text == f"{HEAD}Am"
    assert "cut off" in remark


@pytest.mark.parametrize("content", ["\0" * 5000, HEAD.replace("N", "\0") + "\0" * 5000])
def test_zeros_at_the_end_of_a_damaged_file_are_left_out(content):
    assert "\0" not in decode(content.encode())[0]


@pytest.fixture
def upload(as_owner, make_movie):
    make_movie("Heat", release_date=date(1995, 12, 15), tmdb_id=949, imdb_id="tt0113277")
    make_movie("Alien", release_date=date(1979, 5, 25))

    def upload(text: str, name: str = "ratings.csv"):
        file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
        return as_owner.post("/api/v1/favorites/import/", {"file": file}, format="multipart")

    return upload


def stored() -> dict[str, float]:
    return {row.movie.title: row.rating for row in Rating.objects.select_related("movie")}


@pytest.mark.parametrize(
    "text",
    [
        "My films\n\nName,Year,Rating\nHeat,1995,4\nAlien,1979,5\n",
        '"My films, exported on 2024-01-01"\nName,Year,Rating\nHeat,1995,4\nAlien,1979,5\n',
        "My films, all of them, exported\nName;Year;Rating\nHeat;1995;4\nAlien;1979;5\n",
        "# a, b\n# c; d; e; f\nName\tYear\tRating\nHeat\t1995\t4\nAlien\t1979\t5\n",
        "sep=;\n\nExport;;\nName;Year;Rating\nHeat;1995;4\nAlien;1979;5\n",
        "\ufeffsep=;\r\nName;Year;Rating\r\nHeat;1995;4\r\nAlien;1979;5\r\n",
        "#Name,Year,Rating\nHeat,1995,4\nAlien,1979,5\n",
        "Name,Year,Rating\rHeat,1995,4\rAlien,1979,5\r",
        "Films\rName;Year;Rating\rHeat;1995;4\rAlien;1979;5",
        "Name,Year,Rating,,,\nHeat,1995,4,,,\nAlien,1979,5\n",
        "Name,Year,Rating\nHeat,1995,4,,,,\nAlien,1979,5,\n",
        "Name,Year,Rating (1-5)\nHeat,1995,4\nAlien,1979,5\n",
        "Name,Year,Rating (out of 10)\nHeat,1995,8\nAlien,1979,10\n",
        "Name,Year,Rating /10\nHeat,1995,8\nAlien,1979,10\n",
        "Title,Release Date (year),Rating10\nHeat,1995,8\nAlien,1979,10\n",
        "“Name”,'Year',Rating\nHeat,1995,4\nAlien,1979,5\n",
        "'Name','Year','Rating'\n'Heat','1995','4'\n'Alien','1979','5'\n",
        "Name|Year|Rating\nHeat|1995|4\nAlien|1979|5\n",
        "Name,Year,Rating\nHeat,1995,4\n\ufeffName,Year,Rating\n\ufeffAlien,1979,5\n",
        "Name,Year,Rating\nHeat,1995,4\n\nTitle,Rating10,Year\nAlien,10,1979\n",
        "Name,Year,Rating\nHe\0at,1995,4\nAlien,1979,5\n\0\0\0\0\0\0\0\0\0\0\0\0",
    ],
)  # fmt: skip
def test_it_is_the_same_table(upload, text):
    job = upload(text)
    assert job.status_code == 202, job.data
    assert [line["result"] for line in job.data["report"]] == ["added", "added"]
    assert stored() == {"Heat": 8, "Alien": 10}


def test_imdb_below_a_title_in_another_language(upload):
    job = upload(
        "Meine Bewertungen\n\nConst;Ihre Bewertung;Bewertungsdatum;Titel;Originaltitel;URL;Titelart;IMDb-Bewertung;Laufzeit;Jahr\n"
        "tt0113277;9;2019-03-04;Heat;Heat;https://www.imdb.com/title/tt0113277/;Film;8,3;170;1995\n"
    )
    assert stored() == {"Heat": 9}
    assert [line["result"] for line in job.data["report"]] == ["added"]


@pytest.mark.parametrize(
    "row", ["Heat,1995,4,5", "Good, the Bad and the Ugly,1966,5", "Heat,1995,4,Good, really"]
)
def test_a_row_with_more_cells_than_columns_is_named_and_not_read_wrongly(upload, row):
    job = upload(f"{HEAD}{row}\nAlien,1979,5\n")
    assert stored() == {"Alien": 10}
    [line] = [line for line in job.data["report"] if line["result"] == "skipped"]
    assert (line["line"], "more cells" in line["reason"]) == (2, True)


def test_a_rating_of_another_scale_is_not_taken_for_stars(upload):
    assert upload("Name,Year,Rating (0-100)\nHeat,1995,4\n").status_code == 400


def test_a_movie_named_like_a_column_is_a_movie(make_movie, upload):
    make_movie("Title", release_date=date(2001, 1, 1))
    job = upload(f"{HEAD}Title,2001,4\nName,1999,3\n")
    assert [line["result"] for line in job.data["report"]] == ["added", "not_found"]


def test_a_heading_is_found_in_the_first_lines_only():
    source = Source("a.csv", "x\n" * 100 + "Name,Year\n")
    assert source.headings == {"x"}


SAME_IN_BOTH = "Amélie, Málaga, Über, Café, Fiancée, Straße, Männer, Das fünfte Élément, Gruß, García, Éric, Frühling, Bébé, Schön"


@pytest.mark.parametrize(
    "text",
    [
        "Nóż w wodzie, Róża", "Rękopis znaleziony w Saragossie", "W Imię", "Świetny, Dług", "Wiedźmin", "Miś", "Ida Żywot", "Katyń",
        "Spalovač mrtvol", "Ostře sledované vlaky", "Svećenikova djeca", "Na mlečnom putu", "După dealuri", "Moartea domnului Lăzărescu",
        "Slávnosť", "A gyűrűk ura",
    ],
)  # fmt: skip
def test_a_few_words_of_windows_1250_among_words_that_are_the_same_in_both_are_enough(upload, text):
    refused = upload(f"{HEAD}{SAME_IN_BOTH} {text},2014,4\n".encode("cp1250"), "my.csv")
    assert refused.status_code == 400
    assert "UTF-8" in refused.data["file"][0]


def test_words_of_windows_1257_are_refused():
    for text in ("Cilvēka bērns", "Niekas nenorėjo mirti", "Četri balti krekli"):
        with pytest.raises(FileError, match="UTF-8"):
            decode((HEAD + f"{text},2014,4\n").encode("cp1257"))


def test_rare_names_among_many_western_titles_refuse_no_file():
    names = "Mýrin, Baarìa, 3 Cœurs, ¿Qué culpa tiene el niño?, À bout de souffle, Déjà vu, Où est la main, São Paulo, Première année, Niccolò"
    content = f"{HEAD}{SAME_IN_BOTH} {names},2014,4\n"
    assert decode(content.encode("cp1252")) == (content, "")
