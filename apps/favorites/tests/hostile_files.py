# ruff: noqa: PLW0108 - all entries are made when they are asked for, one line each
"""Files that are broken, absurd or made to do harm, by name. REFUSED hold nothing that can be read; READ hold something.

Each is a function that returns the file's content, or the content and the file's name.
"""

import gzip
import json
import zipfile

from apps.favorites.tests.odd_exports import EXPORTS, nested
from apps.favorites.tests.zips import MB, archive, overlapping, with_flags, with_link

RATINGS = "Name,Year,Rating\nHeat,1995,4\n"
HEAD = "Name,Year,Rating,Watched Date,Review\n"


def lying_zip(content=None):
    """A bomb whose directory says that it is small."""
    bomb = content or archive(("ratings.csv", "a" * 70 * MB))
    return with_flags(bomb, 24, lambda size: (100).to_bytes(4, "little"))


def encrypted_zip(content=None):
    return with_flags(
        content or archive(("ratings.csv", RATINGS)), 8, lambda flags: bytes([flags[0] | 1, *flags[1:]])
    )


def damaged_lzma_zip():
    content = bytearray(archive(("ratings.csv", RATINGS * 50), compression=zipfile.ZIP_LZMA))
    start = len(b"PK\x03\x04") + 26 + len("ratings.csv")
    content[start + 4 : start + 10] = b"\xff" * 6
    return bytes(content)


def damaged_member():
    """A zip of two files, the first with a false checksum."""
    content = bytearray(archive(("diary.csv", RATINGS * 50), ("ratings.csv", RATINGS)))
    place = content.find(b"PK\x01\x02") + 16
    content[place : place + 4] = b"\0\1\2\3"
    return bytes(content)


def zips_within_zips(levels, content=None):
    content = content or archive(("ratings.csv", RATINGS))
    for _ in range(levels):
        content = archive(("export.zip", content))
    return content


def quine_like():
    """A zip of many zips of one bomb each."""
    bomb = archive(("ratings.csv", "a" * 30 * MB))
    return archive(*((f"{n}.zip", bomb) for n in range(20)))


def trakt(*entries, **fields):
    movie = {"title": "Heat", "year": 1995, "ids": {"tmdb": 949}}
    return json.dumps([{"movie": movie, **fields}, *entries]).encode()


def deep(levels):
    return b"[" * levels + b"]" * levels


REFUSED = {
    "zip bomb": lambda: archive(("ratings.csv", "a" * 70 * MB)),
    "zip bomb that lies": lying_zip,
    "zip of bombs": quine_like,
    "zip of many": lambda: archive(*((f"{n}.csv", RATINGS) for n in range(501))),
    "zips within zips without end": lambda: zips_within_zips(9),
    "zip slip": lambda: archive(("../../ratings.csv", RATINGS)),
    "zip slip on Windows": lambda: archive(("..\\..\\ratings.csv", RATINGS)),
    "absolute path": lambda: archive(("/etc/ratings.csv", RATINGS)),
    "drive": lambda: archive(("C:ratings.csv", RATINGS)),
    "password": encrypted_zip,
    "half a zip": lambda: archive(("ratings.csv", RATINGS * 100))[:80],
    "start of a zip": lambda: b"PK\x03\x04" + b"\0" * 40,
    "end of a zip": lambda: archive(("ratings.csv", RATINGS))[40:],
    "empty zip": archive,
    "nothing of ours": lambda: archive(("photo.jpg", "x")),
    "only hidden files": lambda: archive(("__MACOSX/._ratings.csv", "x"), (".ratings.csv", RATINGS)),
    "damaged LZMA": damaged_lzma_zip,
    "Cyrillic without a declared encoding": lambda: "Name,Year,Rating\nДовлатов,2018,4\n".encode("cp1251"),
    "Shift JIS": lambda: "Name,Year,Rating\n千と千尋の神隠し,2001,4\n".encode("shift_jis"),
    "UTF-32": lambda: RATINGS.encode("utf-32"),
    "more lines than rows": lambda: b"Name,Year,Rating\n" + b"\n" * 600_000,
    "more rows than allowed": lambda: b"Name,Year,Rating\n" + b"Heat,1995,4\n" * 50_001,
    "binary": lambda: bytes(range(256)) * 10,
    "all NUL bytes": lambda: b"\0" * 5000,
    "empty": lambda: b"",
    "blank": lambda: b" \n ",
    "only a byte-order mark": lambda: b"\xef\xbb\xbf",
    "other table": lambda: b"colour,shape\nred,round\n",
    "movies for nothing": lambda: b"Name,Year\nHeat,1995\n",
    "one giant cell": lambda: b"x" * 3 * MB,
    "commas": lambda: b"," * 3 * MB,
    "quotation marks": lambda: b'"' * 200_001,
    "broken JSON": lambda: b'[{"rating": 10,',
    "deep JSON": lambda: b"[" * 100_000,
    "deep JSON that is closed": lambda: deep(100_000),
    "JSON of nothing": lambda: b'{"a": 1}',
    "JSON text": lambda: (b'"ratings"', "a.json"),
    "JSON null": lambda: (b"null", "a.json"),
    "a number of a million digits": lambda: b'[{"movie": {"year": ' + b"9" * MB + b"}}]",
    "data of several people": lambda: archive(
        ("ratings.csv", "userId,movieId,rating,timestamp\n1,6,4,1\n2,6,4,1\n"), ("links.csv", "movieId,imdbId,tmdbId\n6,1,949\n")
    ),
    "program": lambda: (b"MZ" + bytes(range(256)) * 4, "ratings.exe"),
    "PDF": lambda: (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj", "ratings.pdf"),
    "gzip": lambda: (gzip.compress(RATINGS.encode()), "ratings.csv.gz"),
    "7z": lambda: (b"7z\xbc\xaf\x27\x1c" + bytes(100), "ratings.7z"),
    "RAR": lambda: (b"Rar!\x1a\x07\x00" + bytes(100), "ratings.rar"),
    "workbook": lambda: (archive(("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", "<x/>"), ("xl/worksheets/sheet1.xml", "<x/>")), "ratings.xlsx"),
    "workbook of LibreOffice": lambda: (archive(("mimetype", "x"), ("content.xml", "<x/>")), "ratings.ods"),
    "workbook of 1997": lambda: (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "ratings.xls"),
    "zip after a script": lambda: b"#!/bin/sh\n" + archive(("ratings.csv", RATINGS)),
    "200 members of the same bytes": lambda: overlapping(200, 10 * MB),
    "3 members of the same bytes": lambda: overlapping(3, 10 * MB),
    "bomb behind a good file": lambda: archive(("ratings.csv", RATINGS), ("x.zip", archive(("diary.csv", "a" * 50 * MB))), ("y.csv", "b" * 12 * MB)),
    "4 million rows": lambda: archive(("ratings.csv", "Name,Year,Rating\n" + "Heat,1995,4\n" * 4_000_000)),
    "JSON lines": lambda: (b'{"movie": {"title": "Heat", "year": 1995}, "rating": 8}\n' * 2, "ratings.json"),
    "JSON with a comment": lambda: (b'/* x */ [{"movie": {}}]', "ratings.json"),
    "JSON with a comma too many": lambda: b'[{"movie": {"title": "Heat", "year": 1995}, "rating": 8},]',
    "60,000 empty entries": lambda: b"[" + b"{}," * 60_000 + b"{}]",
    "Letterboxd's profile alone": lambda: (b"Date Joined,Username,Favorite Films\n2020-01-01,ada,\n", "profile.csv"),
    "Letterboxd's comments alone": lambda: (b"Date,Content,Comment\n2020-01-01,https://x,Nice\n", "comments.csv"),
    "MovieLens of 2003": lambda: (b"1::1193::5::978300760\n1::661::3::978302109\n", "ratings.dat"),
    "MovieLens without its links": lambda: (b"userId,movieId,rating,timestamp\n1,6,4.0,964982703\n", "ratings.csv"),
    "Latin-2": lambda: "Name,Year,Rating\nWałęsa,2013,4\n".encode("iso8859-2"),
    "NUL between all letters": lambda: "\0".join(RATINGS).encode(),
    "half of UTF-16": lambda: RATINGS.encode("utf-16-le")[1:] + b"x" * 50,
    "a million columns before the title": lambda: b"c," * MB + b"Name,Year,Rating\n" + b"1," * MB + b"Heat,1995,4\n",
    "line ends of Unicode": lambda: "Name,Year,Rating\u2028Heat,1995,4\u2029Alien,1979,3\x85".encode(),
    "Trakt nested a thousand times": lambda: (nested(1000)["trakt"].encode(), "export.json"),
    "Simkl nested a thousand times": lambda: (nested(1000)["simkl"].encode(), "export.json"),
    "our own export nested a thousand times": lambda: (nested(1000)["own"].encode(), "export.json"),
    "HTML": lambda: b"<!doctype html><title>Log in</title>\n<p>Your session has ended, sorry.\n",
}  # fmt: skip

READ = {
    "name that is not UTF-8": lambda: archive(("ü.csv", RATINGS), ("ratings.csv", RATINGS)).replace("ü".encode(), b"\x81\x81"),
    "apostrophes for quotation marks": lambda: b"'Name','Year','Rating'\n'Heat','1995','4'\n",
    "comments before the heading": lambda: b"# my ratings\n# of 2020\nName,Year,Rating\nHeat,1995,4\n",
    "header only": lambda: b"Name,Year,Rating\n",
    "header without an end": lambda: b"Name,Year,Rating",
    "duplicate columns": lambda: b"Name,Name,Year,Year,Rating,Rating\nHeat,Alien,1995,1066,4,1\n",
    "columns without names": lambda: b"Name,Year,,,Rating\nHeat,1995,x,y,4\n",
    "a thousand columns": lambda: f"Name,Year,Rating{',x' * 1000}\nHeat,1995,4{',1' * 1000}\n".encode(),
    "short and long rows": lambda: b"Name,Year,Rating\nHeat\nHeat,1995,4,,,,,\n,,\n,\nHeat,1995\n",
    "giant cell": lambda: b"Name,Year,Rating\n" + b"x" * 2 * MB + b",1995,4\nHeat,1995,4\n",
    "giant review": lambda: HEAD.encode() + b"Heat,1995,4,," + b"=" * 2 * MB + b"\n",
    "NUL in a cell": lambda: b"Name,Year,Rating\nHe\0at,1995,4\n",
    "lone surrogates": lambda: b'[{"rating": 8, "movie": {"title": "\\ud800", "ids": {"tmdb": 949}}}]',
    "a character cut in two": lambda: RATINGS.encode() + "Amélie".encode()[:3],
    "open quotation mark": lambda: RATINGS.encode() + b'"Alien,1979,4\nHeat,1995,3\n',
    "open quotation marks": lambda: RATINGS.encode() + b'"Alien,1979,4\n' * 99,
    "carriage returns": lambda: RATINGS.replace("\n", "\r").encode(),
    "mixed ends of lines": lambda: b"Name,Year,Rating\r\nHeat,1995,4\rAlien,1979,3\n\r\n",
    "absurd dates": lambda: (HEAD + "".join(
        f"Heat,1995,4,{day},\n"
        for day in ("1066-10-14", "9999-12-31", "0000-00-00", "2020-02-30", "-1", "now", "1e9", "2020-01-01T99:99",
                    "20200101", "2020-W01-1", "2020-01-01T00:00:00+99:00", "0001-01-01T00:00:00+14:00", "１９９５-０１-０１", "9" * 99)
    )).encode(),
    "absurd ratings": lambda: (HEAD + "".join(
        f"Heat,1995,{rating},2020-01-0{n % 9 + 1},\n"
        for n, rating in enumerate(("0", "-1", "6", "4.7", "nan", "inf", "-inf", "1e400", "1_0", "٤", "五", "4,5", "4.5.1", " ", "★★★", "9" * 99))
    )).encode(),
    "absurd years": lambda: "".join(
        ["Name,Year,Rating\n", *(f"Heat,{year},4\n" for year in ("0", "-5", "99999", "19 95", "MCMXCV", "1995.0", "1e3", ""))]
    ).encode(),
    "absurd ids": lambda: "".join(
        ["tmdbID,imdbID,Rating10\n",
         *(f"{pk},{pk},8\n" for pk in ("0", "-1", "9" * 30, "tt", "tt0", "1e5", "²", "2147483648", "949.0", "tt" + "9" * 50))]
    ).encode(),
    "formulas": lambda: (HEAD + "".join(
        f'Heat,1995,4,,"{text}"\n' for text in ("=cmd|' /C calc'!A0", '=HYPERLINK(""http://x"")', "+1+1", "-1", "@SUM(A1)", "\t=1")
    )).encode(),
    "SQL and HTML": lambda: (HEAD + "Heat,1995,4,,\"'; DROP TABLE users; --<script>alert(1)</script>{{7*7}}\"\n").encode(),
    "right to left and zero width": lambda: "Name,Year,Rating\n\u202eHeat\u200b,1995,4\n".encode(),
    "emoji": lambda: (HEAD + "Heat,1995,4,," + "👩‍👩‍👧‍👦" * 2000 + "\n").encode(),
    "one movie two thousand times": lambda: ("Name,Year,Rating\n" + "Heat,1995,4\n" * 2_000).encode(),
    "one evening two thousand times": lambda: (HEAD + "Heat,1995,4,2020-01-01,\n" * 2_000).encode(),
    "pipes": lambda: b"sep=|\nName|Year|Rating\nHeat|1995|4\n",
    "another separator than declared": lambda: b"sep=;\nName,Year,Rating\nHeat,1995,4\n;;\nName;Year;Rating\nHeat;1995;4\n",
    "damaged member": damaged_member,
    "member with a password": lambda: encrypted_zip(archive(("ratings.csv", RATINGS), ("diary.csv", RATINGS))),
    "two members of one name": lambda: archive(("ratings.csv", RATINGS), ("ratings.csv", RATINGS)),
    "member slips out": lambda: archive(("ratings.csv", RATINGS), ("../diary.csv", RATINGS)),
    "zip within a zip": lambda: zips_within_zips(2),
    "damaged zip within a zip": lambda: archive(("a.zip", zips_within_zips(0)[:60]), ("ratings.csv", RATINGS)),
    "folder named like a file": lambda: archive(("ratings.csv/", ""), ("x/ratings.csv", RATINGS)),
    "names of no letters": lambda: archive(("\u202e.csv", RATINGS), ("a" * 500 + ".csv", RATINGS), ("ü\x01.csv", RATINGS)),
    "list without items": lambda: archive(("lists/a.csv", "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n"), ("ratings.csv", RATINGS)),
    "list without a name": lambda: archive(("lists/.csv", "x"), ("lists/ .csv", "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2020-01-01,,,,\n\nPosition,Name,Year\n1,Heat,1995\n")),
    "endless list name": lambda: (f"List,Title,Year\n{'x' * 100_000},Heat,1995\n".encode(), "lists.csv"),
    "JSON of wrong types": lambda: json.dumps([
        None, 1, "x", [], {}, {"movie": None}, {"movie": []}, {"movie": {"title": {}, "year": [], "ids": "x"}, "rating": {}},
        {"movie": {"ids": {"tmdb": True}}, "rating": True}, {"movie": {"ids": {"tmdb": [949]}}, "watched_at": 5},
        {"movie": {"ids": {"tmdb": 949}}, "rating": [8]}, {"movie": {"ids": {"tmdb": 949}}, "rating": 8, "rated_at": {}},
    ]).encode(),
    "NaN": lambda: b'[{"rating": NaN, "movie": {"ids": {"tmdb": 949}}}, {"rating": Infinity, "movie": {"ids": {"tmdb": 949}}}]',
    "a hundred million plays": lambda: (trakt(plays=100_000_000, last_watched_at="2020-01-01T00:00:00Z"), "watched-movies.json"),
    "negative plays": lambda: (trakt(plays=-3, last_watched_at=None), "watched-movies.json"),
    "ranks of all kinds": lambda: (trakt(*(
        {"movie": {"ids": {"tmdb": 949}}, "rank": rank} for rank in (-1, None, "x", 10**30, True, {}, 1)
    ), rank=1, listed_at="x"), "lists-list-1-a.json"),
    "Simkl of wrong types": lambda: json.dumps({
        "movies": [{"movie": {"ids": {"tmdb": 949}}, "status": [], "memo": [], "user_rating": "x", "last_watched_at": {}},
                   {"movie": {"ids": {"tmdb": 949}}, "status": "completed", "last_watched_at": "soon"}, 7, None],
        "shows": "x", "anime": [None, {"anime_type": "movie"}],
    }).encode(),
    "our own export of wrong types": lambda: json.dumps({
        "ratings": [{"movie": {"tmdb_id": 949}, "rating": 8, "is_public": "yes", "rated_at": []}], "playlists": [None, {"title": 5, "items": {}}],
        "watch_history": [{"movie": {"tmdb_id": 949}, "progress": "all", "tags": [1, {}, "x" * 500], "precision": 5, "liked": "x"}],
        "watchlist": [{"movie": {"tmdb_id": 949}, "note": {}}], "favorites": "x",
    }).encode(),
    "JSON named CSV": lambda: (trakt(rating=8), "ratings.csv"),
    "CSV named JSON": lambda: (archive(("a.json", RATINGS), ("ratings.csv", RATINGS)), "a.zip"),
    "zip named CSV": lambda: (archive(("ratings.csv", RATINGS)), "ratings.csv"),
    "UTF-16 without a mark": lambda: RATINGS.encode("utf-16-le"),
    "UTF-16 of the other order": lambda: ("Name,Year,Rating\nСталкер,1979,5\n" + "Heat,1995,4\n").encode("utf-16-be"),
    "JSON in UTF-16": lambda: trakt(rating=8).decode().encode("utf-16"),
    "two byte-order marks": lambda: b"\xef\xbb\xbf" * 2 + RATINGS.encode(),
    "marks that are not seen in the heading": lambda: "\u200bName\u200b,\u00a0Year\u2060,Rating\nHeat,1995,4\n".encode(),
    "spaces in the heading": lambda: b' Name , YEAR ,"Rating "\n Heat , 1995 , 4 \n',
    "Mac OS Roman": lambda: "Name,Year,Rating\nAmélie,2001,4\n".encode("mac_roman"),
    "UTF-7": lambda: b"Name,Year,Rating\n+AEgAZQBhAHQ-,1995,4\n",
    "NUL first": lambda: b"\0" + RATINGS.encode(),
    "all ends of lines at once": lambda: b"Name,Year,Rating\r\r\nHeat,1995,4\n\rAlien,1979,3\r\n\n\rHeat,1995,5",
    "quoted ends of lines": lambda: (HEAD + '"He\nat",1995,4,,"a\r\nb\rc\n\n""d"""\nHeat,1995,4,,"a\nb"\n').encode(),
    "quotation marks within cells": lambda: (HEAD + 'Heat,1995,4,,a "quoted" b\nHeat,1995,4,,"a" b\nHeat,1995,4,,"a ""b"" c"d"\n').encode(),
    "a cell of 10 MB": lambda: HEAD.encode() + b"Heat,1995,4,," + b"y" * 10 * MB + b"\nAlien,1979,3,,x\n",
    "a title of 10 MB": lambda: b"Name,Year,Rating\n" + b"z" * 10 * MB + b",1995,4\nHeat,1995,4\n",
    "a cell of 400,000 lines": lambda: HEAD.encode() + b'Heat,1995,4,,"' + b"\n" * 400_000 + b'"\nHeat,1995,3,,x\n',
    "a million columns": lambda: b"Name,Year,Rating" + b",c" * MB + b"\nHeat,1995,4" + b",1" * MB + b"\n",
    "50 MB in one cell": lambda: archive(("ratings.csv", RATINGS), ("diary.csv", "a" * 50 * MB)),
    "50 MB of commas": lambda: archive(("ratings.csv", RATINGS), ("diary.csv", "," * 50 * MB)),
    "50 MB of brackets": lambda: archive(("ratings.csv", RATINGS), ("diary.json", "[" * 50 * MB)),
    "blank lines first": lambda: b"\n\n\n,,,\n" + RATINGS.encode(),
    "two tables": lambda: (RATINGS + "\nName,Year,Watched Date\nHeat,1995,2020-01-01\n").encode(),
    "heading twice": lambda: (RATINGS + RATINGS).encode(),
    "decimal commas": lambda: b"Name;Year;Rating\nHeat;1995;4,5\nThe Good, the Bad and the Ugly;1966;5\n",
    "separator after a byte-order mark": lambda: b"\xef\xbb\xbfsep=;\r\nName;Year;Rating\r\nHeat;1995;4\r\n",
    "link": lambda: with_link("/etc/passwd", ("diary.csv", RATINGS)),
    "unknown compression of a member": lambda: with_flags(archive(("diary.csv", RATINGS), ("ratings.csv", RATINGS)), 10, lambda two: b"\x63\0" + two[2:]),
    "absolute path of a member": lambda: archive(("/ratings.csv", RATINGS), ("diary.csv", RATINGS)),
    "folders of Windows": lambda: archive(("export\\ratings.csv", RATINGS), ("export\\likes\\films.csv", "Date,Name,Year\n2020-01-01,Heat,1995\n")),
    "200 folders": lambda: archive(("a/" * 200 + "ratings.csv", RATINGS)),
    "bzip2": lambda: archive(("ratings.csv", RATINGS), compression=zipfile.ZIP_BZIP2),
    "text behind a zip": lambda: archive(("ratings.csv", RATINGS)) + b"junk" * 100,
    "500 members": lambda: archive(*((f"x/{n}.csv", RATINGS) for n in range(500))),
    "a member of zeros": lambda: archive(("ratings.csv", bytes(1000)), ("diary.csv", RATINGS)),
    "NUL in the file's name": lambda: (RATINGS.encode(), "a\0b.csv"),
    "IMDb without its columns": lambda: b"Const\ntt0113277\nx\n\n",
    "a path as a name": lambda: (RATINGS.encode(), "../../etc/" + "x" * 300 + ".csv"),
    **EXPORTS,
}  # fmt: skip

# One of each kind, for the default tests: archives, encodings, tables, cells, values, JSON, other programs' files.
SAMPLE = {
    "zip bomb", "zip of many", "zips within zips without end", "zip slip", "password", "half a zip", "damaged LZMA",
    "200 members of the same bytes", "Shift JIS", "UTF-32", "binary", "empty", "other table", "movies for nothing", "commas",
    "broken JSON", "deep JSON", "JSON null", "a number of a million digits", "data of several people", "PDF", "HTML",
    "header only", "duplicate columns", "short and long rows", "giant cell", "lone surrogates", "a character cut in two",
    "open quotation mark", "carriage returns", "absurd dates", "absurd ratings", "absurd ids", "formulas", "damaged member",
    "member slips out", "zip within a zip", "list without a name", "JSON of wrong types", "Simkl of wrong types",
    "our own export of wrong types", "ranks of all kinds", "UTF-16 without a mark", "Letterboxd with odd ratings",
    "a path as a name",
}  # fmt: skip
