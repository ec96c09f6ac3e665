"""Moods, curated by hand: which genres and keywords have them. They need no data of their own."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from apps.movies.models import Movie

ACTION, ADVENTURE, ANIMATION, COMEDY, CRIME = 28, 12, 16, 35, 80  # TMDb's ids of genres
DOCUMENTARY, DRAMA, FAMILY, FANTASY, HISTORY = 99, 18, 10751, 14, 36
HORROR, MUSIC, MYSTERY, ROMANCE, SCIENCE_FICTION = 27, 10402, 9648, 10749, 878
THRILLER, WAR = 53, 10752
GRIM = (HORROR, WAR, THRILLER, CRIME)


@dataclass(frozen=True)
class Mood:
    """A movie has it if it has all genres of a combination or one of the keywords, and none of the genres in `without`."""

    name: str
    genres: tuple[tuple[int, ...], ...] = ()
    keywords: tuple[str, ...] = ()
    without: tuple[int, ...] = ()


MOODS: dict[str, Mood] = {
    "feel-good": Mood(
        "Feel-good",
        genres=((COMEDY, FAMILY), (COMEDY, ROMANCE), (COMEDY, MUSIC), (ANIMATION, FAMILY)),
        keywords=("friendship", "underdog", "dog", "feel good", "christmas", "road trip"),
        without=GRIM,
    ),
    "funny": Mood(
        "Funny", genres=((COMEDY,),), keywords=("spoof", "parody", "satire"), without=(HORROR, WAR)
    ),
    "romantic": Mood(
        "Romantic",
        genres=((ROMANCE,),),
        keywords=("love", "love at first sight", "romantic comedy", "wedding"),
        without=(HORROR, WAR),
    ),
    "exciting": Mood(
        "Exciting",
        genres=((ACTION, ADVENTURE), (ACTION, THRILLER), (ACTION, SCIENCE_FICTION)),
        keywords=("chase", "car chase", "heist", "on the run"),
        without=(DOCUMENTARY,),
    ),
    "tense": Mood(
        "Tense",
        genres=((THRILLER, MYSTERY), (THRILLER, CRIME)),
        keywords=("paranoia", "conspiracy", "stalker", "cover-up", "serial killer", "suspense"),
        without=(COMEDY, FAMILY),
    ),
    "scary": Mood(
        "Scary",
        genres=((HORROR,),),
        keywords=("slasher", "haunted house", "demon"),
        without=(COMEDY, FAMILY, ANIMATION),
    ),
    "dark": Mood(
        "Dark",
        genres=((CRIME, DRAMA, THRILLER), (MYSTERY, CRIME)),
        keywords=("neo-noir", "film noir", "dystopia", "drug addict", "psychopath"),
        without=(COMEDY, FAMILY),
    ),
    "mind-bending": Mood(
        "Mind-bending",
        genres=((SCIENCE_FICTION, MYSTERY),),
        keywords=("time travel", "parallel world", "amnesia", "memory loss", "surreal", "time loop", "simulation"),
        without=(FAMILY,),
    ),
    "magical": Mood(
        "Magical",
        genres=((FANTASY, FAMILY), (FANTASY, ADVENTURE)),
        keywords=("magic", "dragon", "fairy tale", "fantasy world"),
        without=(HORROR,),
    ),
    "moving": Mood(
        "Moving",
        genres=((DRAMA, ROMANCE),),
        keywords=("grief", "cancer", "loss of child", "terminal illness", "dying and death", "death of a friend"),
        without=(COMEDY, HORROR, ACTION),
    ),
    "epic": Mood(
        "Epic",
        genres=((HISTORY, WAR), (HISTORY, ADVENTURE), (ADVENTURE, FANTASY, ACTION)),
        keywords=("epic", "ancient rome", "kingdom", "space opera"),
        without=(COMEDY,),
    ),
    "thoughtful": Mood(
        "Thoughtful",
        genres=((DRAMA, HISTORY), (DOCUMENTARY,), (DRAMA, SCIENCE_FICTION)),
        keywords=("philosophy", "faith", "racism", "religion"),
        without=(HORROR, ACTION),
    ),
}  # fmt: skip


def in_any_mood(moods: Iterable[str]) -> Q:
    """Movies that have at least one of these moods."""
    condition = Q(pk__in=())
    for mood in moods:
        condition |= _has(MOODS[mood])
    return condition


def _has(mood: Mood) -> Q:
    tagged = Movie.tags.through.objects.filter(tag__name__in=mood.keywords)
    condition = Q(pk__in=tagged.order_by().values("movie_id"))
    for combination in mood.genres:
        every = Q()
        for genre in combination:
            every &= Q(pk__in=_of_genres((genre,)))
        condition |= every
    return condition & ~Q(pk__in=_of_genres(mood.without)) if mood.without else condition


def _of_genres(tmdb_ids: Iterable[int]) -> QuerySet:
    links = Movie.genres.through.objects.filter(genre__tmdb_id__in=tmdb_ids)
    return links.order_by().values("movie_id")
