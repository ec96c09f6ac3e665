"""Files as the services export them, about movies that the tests make."""

import io
import zipfile


def zipped(suffix=".csv", **files):
    """A zip of `name → content`; two underscores in a keyword are a slash."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            path = name if "/" in name else name.replace("__", "/")
            archive.writestr(path + suffix, text)
    return content.getvalue()


def letterboxd_zip(folder=""):
    files = {
        "profile": "Date Joined,Username\n2020-01-01,ada\n",
        "ratings": (
            "Date,Name,Year,Letterboxd URI,Rating\n"
            "2021-05-01,Heat,1995,https://boxd.it/1,4.5\n"
            "2021-05-02,Amelie,2001,https://boxd.it/2,0.5\n"
            "2021-05-03,Unheard Of,1999,https://boxd.it/3,3\n"
        ),
        "diary": (
            "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
            "2021-05-01,Heat,1995,https://boxd.it/1,4,,,2021-04-30\n"
            "2021-06-01,Heat,1995,https://boxd.it/1,5,Yes,,2021-05-31\n"
        ),
        "reviews": (
            "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n"
            '2021-05-01,Heat,1995,https://boxd.it/1,4,,"The diner,\nof course.",,2021-04-30\n'
        ),
        "watched": "Date,Name,Year,Letterboxd URI\n2021-05-01,Heat,1995,x\n2021-05-02,Amelie,2001,x\n",
        "watchlist": "Date,Name,Year,Letterboxd URI\n2021-05-05,Alien,1979,x\n2021-05-05,Heat,1995,x\n",
        "likes__films": "Date,Name,Year,Letterboxd URI\n2021-05-05,Heat,1995,x\n",
        "lists__heists": (
            "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2021-01-01,Heists,,u,d\n\n"
            "Position,Name,Year,URL,Description\n1,Heat,1995,u,Start here\n2,Alien,1979,u,\n"
        ),
        "deleted__diary": "Date,Name,Year\n2021-05-01,Heat,1995\n",
    }
    paths = {name.replace("__", "/"): text for name, text in files.items()}
    return zipped(**({f"{folder}/{name}": text for name, text in paths.items()} if folder else paths))
