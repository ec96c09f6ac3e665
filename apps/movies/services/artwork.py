"""Drawn pictures of movies that have none: a scene from the leading genre, the decade and the movie's own seed.

The genre chooses the motif and the family of colours, the decade the style of the time (rays and frames, flat circles,
grids, slashes, much empty space), and the seed everything else: the palette, places, sizes, angles. Two movies of one
genre and year differ. All shapes are SVG without scripts, styles or references to other files.
"""

import math
from collections.abc import Callable, Iterable
from random import Random

# (ground, deep ground, main shape, light); white text on either ground has a contrast of at least 4.5 : 1.
# Rare genres come first: of a movie's genres the first in this order leads.
Palette = tuple[str, str, str, str]
PALETTES: dict[str, tuple[Palette, ...]] = {
    "Western": (("#8a4a1a", "#402008", "#e0a458", "#f6e0b5"), ("#7a3b2e", "#2f120b", "#d98841", "#ffd9a0")),
    "War": (("#565d35", "#24270f", "#a3a86b", "#e6dfb8"), ("#4d4b3f", "#1b1a14", "#b5583a", "#e8d7b0")),
    "Documentary": (
        ("#3f6212", "#1a2e05", "#a3c65c", "#f0f5d8"),
        ("#2f5d50", "#0c2a22", "#e0b64a", "#f5ecd0"),
    ),
    "Music": (("#9d174d", "#4a0624", "#f59ac0", "#ffe3ef"), ("#5b21b6", "#240b52", "#f0a13c", "#ffe8c4")),
    "Animation": (
        ("#0b6e99", "#04334a", "#ffc24b", "#fff0c9"),
        ("#0f766e", "#053b37", "#ff8a5c", "#ffe3d3"),
        ("#7c3a9c", "#33124a", "#6fd3c7", "#e4fbf6"),
    ),
    "Horror": (("#7f1d1d", "#190505", "#c94b3b", "#f3d9c0"), ("#2b2f36", "#0a0b0d", "#a61e22", "#e6dccf")),
    "Science Fiction": (
        ("#1d5fa8", "#0a1f45", "#6ec6ff", "#e3f4ff"),
        ("#3b2a78", "#120a35", "#ff7ab6", "#ffe1f0"),
        ("#0d5c63", "#03262b", "#7de2c3", "#e2fff6"),
    ),
    "Fantasy": (("#5b3fa6", "#251450", "#c4a7ff", "#f3ebff"), ("#1f5f6b", "#0a2a30", "#e9c46a", "#fbf2d5")),
    "Romance": (("#b02a55", "#52081f", "#ffa6b8", "#ffe9ec"), ("#93456b", "#3d1429", "#ffcf9e", "#fff1e0")),
    "History": (("#735a36", "#33261a", "#d9bf8c", "#f7ecd3"), ("#5e4a52", "#241a1f", "#c9a07a", "#f2e4d3")),
    "Mystery": (("#334872", "#111a30", "#8fa8dc", "#e3eaf8"), ("#3d3a5c", "#14122a", "#e0b95c", "#f7ecca")),
    "Crime": (("#4a4e59", "#16181d", "#d9a13c", "#f4e6c4"), ("#3a4a5c", "#0f161e", "#c8453a", "#f2dcd4")),
    "Family": (("#0f766e", "#053b37", "#ffb454", "#fff0d6"), ("#2563a8", "#0b2a52", "#ffd166", "#fff4d6")),
    "Comedy": (
        ("#8f4f00", "#4d1f00", "#ffcf4d", "#fff3cf"),
        ("#a13d63", "#4a1029", "#ffd07a", "#fff1d8"),
        ("#2f6b3a", "#0f3017", "#ffd95e", "#fff6d2"),
    ),
    "Thriller": (("#2f5d62", "#0e2224", "#e4572e", "#f7ddd3"), ("#41415c", "#131322", "#e0c341", "#f7f0c8")),
    "Adventure": (("#6f6000", "#2e2800", "#f2c14e", "#fdf0c8"), ("#1f6650", "#072a20", "#f4a259", "#fde6cf")),
    "Action": (
        ("#9c2f17", "#4a1208", "#ffb03a", "#ffe6c2"),
        ("#34495e", "#10181f", "#ff6b3d", "#ffe0d3"),
        ("#7a1f3d", "#30081a", "#ffc145", "#fff0cf"),
    ),
    "Drama": (
        ("#6b2d5c", "#2b0f2f", "#e5a4c4", "#fbe9f2"),
        ("#3f4f7a", "#141c36", "#f0b48a", "#fdeadb"),
        ("#5c4a3d", "#221914", "#d8a77a", "#f6e6d6"),
    ),
    "TV Movie": (("#52525b", "#232327", "#a5b4fc", "#eef0ff"),),
}
NEUTRAL: Palette = ("#45506b", "#171c2b", "#a9b8d8", "#eef2fa")
Box = tuple[float, float, float]  # centre and radius of a motif


def by_rarity(names: Iterable[str]) -> list[str]:
    """The genres that can be drawn, the rarest first: it chooses the colours."""
    names = set(names)
    return [name for name in PALETTES if name in names]


def draw_scene(*, genres: Iterable[str], year: int | None, seed: int, width: int, height: int) -> str:
    """The picture without text, as the content of an SVG of that size."""
    chance = Random(seed)  # noqa: S311
    drawable = by_rarity(genres)
    palette = chance.choice(PALETTES[drawable[0]] if drawable else (NEUTRAL,))
    ground, deep, main, light = palette
    # Of the second genre as well: else all films of a saga, and most popular films, have one motif.
    motif = MOTIFS[chance.choice(drawable[:2])] if drawable else overlapping
    size = min(width, height)
    # On a wide picture the motif stands aside, so that text has room on the left.
    centre = (0.5 + chance.uniform(-0.14, 0.14)) if width <= height else 0.68 + chance.uniform(-0.08, 0.08)
    box = (width * centre, height * (0.4 + chance.uniform(-0.07, 0.09)), size * chance.uniform(0.3, 0.4))
    tilt = chance.uniform(-1, 1)
    parts = [
        f'<defs><linearGradient id="g" x1="0" y1="0" x2="{0.3 + 0.5 * chance.random():.2f}" y2="1">'
        f'<stop stop-color="{ground}"/><stop offset="1" stop-color="{deep}"/></linearGradient></defs>',
        f'<rect width="{width}" height="{height}" fill="url(#g)"/>',
        style_of(year)(chance, width, height, palette),
        motif(chance, box, main, light, deep, tilt),
        grain(chance, width, height, light),
    ]
    return "".join(parts)


def circle(x: float, y: float, r: float, fill: str, opacity: float = 1, extra: str = "") -> str:
    return (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r:.0f}" fill="{fill}" fill-opacity="{opacity:.2f}"{extra}/>'
    )


def polygon(points: Iterable[tuple[float, float]], fill: str, opacity: float = 1) -> str:
    told = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
    return f'<polygon points="{told}" fill="{fill}" fill-opacity="{opacity:.2f}"/>'


def rectangle(
    x: float, y: float, width: float, height: float, fill: str, opacity: float = 1, r: float = 0
) -> str:
    return (
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}" rx="{r:.0f}" '
        f'fill="{fill}" fill-opacity="{opacity:.2f}"/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float, opacity: float = 1) -> str:
    return (
        f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="{stroke}" '
        f'stroke-width="{width:.1f}" stroke-opacity="{opacity:.2f}" stroke-linecap="round"/>'
    )


def path(data: str, fill: str = "none", stroke: str = "none", width: float = 0, opacity: float = 1) -> str:
    return f'<path d="{data}" fill="{fill}" stroke="{stroke}" stroke-width="{width:.1f}" opacity="{opacity:.2f}"/>'


def around(x: float, y: float, r: float, number: int, turn: float = 0) -> list[tuple[float, float]]:
    """Points on a circle."""
    angles = (turn + 2 * math.pi * i / number for i in range(number))
    return [(x + r * math.cos(a), y + r * math.sin(a)) for a in angles]


# Styles of a time.


def rays_and_frame(chance: Random, w: int, h: int, palette: Palette) -> str:
    """Before 1960: rays from below, inside a double frame."""
    _, _, main, light = palette
    x, y, far = w * chance.uniform(0.3, 0.7), h * chance.uniform(0.75, 1.0), w + h
    rays = around(x, y, far, 2 * chance.choice((12, 16, 20)), chance.random())
    fan = "".join(polygon([(x, y), rays[i], rays[i + 1]], light, 0.09) for i in range(0, len(rays) - 1, 2))
    edge = min(w, h) * 0.045
    frames = "".join(
        f'<rect x="{edge * k:.0f}" y="{edge * k:.0f}" width="{w - 2 * edge * k:.0f}" height="{h - 2 * edge * k:.0f}" '
        f'fill="none" stroke="{main}" stroke-opacity=".7" stroke-width="{stroke}"/>'
        for k, stroke in ((1, 3), (1.5, 1))
    )
    return fan + frames


def flat_circles(chance: Random, w: int, h: int, palette: Palette) -> str:
    """The sixties and seventies: large flat discs, cut and stacked."""
    _, deep, main, light = palette
    discs = [
        (chance.uniform(0, w), chance.uniform(0, h), max(w, h) * chance.uniform(0.2, 0.45)) for _ in range(3)
    ]
    colours = (main, deep, light)
    return "".join(circle(*disc, colour, 0.28) for disc, colour in zip(discs, colours, strict=True))


def horizon_grid(chance: Random, w: int, h: int, palette: Palette) -> str:
    """The eighties and nineties: a grid that runs to a horizon."""
    _, _, main, _ = palette
    top, middle = h * chance.uniform(0.58, 0.7), w * chance.uniform(0.35, 0.65)
    columns = "".join(line(middle, top, w * k / 6, h, main, 1.2, 0.45) for k in range(-6, 13))
    rows = "".join(
        line(0, top + (h - top) * (k / 7) ** 2, w, top + (h - top) * (k / 7) ** 2, main, 1.2, 0.45)
        for k in range(8)
    )
    return columns + rows


def slashes(chance: Random, w: int, h: int, palette: Palette) -> str:
    """The two-thousands: diagonal bands."""
    _, deep, main, light = palette
    lean = chance.choice((-1, 1)) * chance.uniform(0.25, 0.6) * h
    bands = []
    for colour in (main, light, deep, main):
        x, thick = chance.uniform(-0.2, 1.1) * w, chance.uniform(0.05, 0.2) * w
        bands.append(
            polygon(
                [(x + lean, 0), (x + thick + lean, 0), (x + thick - lean, h), (x - lean, h)], colour, 0.16
            )
        )
    return "".join(bands)


def empty_space(chance: Random, w: int, h: int, palette: Palette) -> str:
    """Since 2010: one soft light and nothing else."""
    light = palette[3]
    x, y, r = chance.uniform(0.1, 0.9) * w, chance.uniform(0, 0.5) * h, max(w, h) * chance.uniform(0.3, 0.5)
    return "".join(circle(x, y, r * k, light, 0.05) for k in (1, 0.75, 0.5, 0.3))


STYLES = ((1960, rays_and_frame), (1980, flat_circles), (2000, horizon_grid), (2010, slashes))


def style_of(year: int | None) -> Callable[[Random, int, int, Palette], str]:
    return next((style for end, style in STYLES if year and year < end), empty_space)


def grain(chance: Random, w: int, h: int, light: str) -> str:
    """A few specks, as on a print."""
    dots = ((chance.uniform(0, w), chance.uniform(0, h), chance.uniform(0.6, 1.6)) for _ in range(18))
    return "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r:.1f}" fill="{light}" fill-opacity=".35"/>'
        for x, y, r in dots
    )


# Motifs: (chance, box, main, light, deep, tilt) → SVG.


def sun_and_cactus(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    x, y, r = box
    thick, side = r * 0.17, 1 if tilt > 0 else -1
    arm = f"M{x:.0f} {y + r * 0.35:.0f} h{side * r * 0.42:.0f} v{-r * 0.4:.0f} M{x:.0f} {y + r * 0.62:.0f} h{-side * r * 0.36:.0f} v{-r * 0.34:.0f}"
    return (
        circle(x + tilt * r * 0.3, y, r * 0.85, main)
        + f'<g stroke-linecap="round" stroke-linejoin="round">{path(arm, stroke=deep, width=thick)}</g>'
        + rectangle(x - thick / 2, y - r * 0.45, thick, r * 1.7, deep, r=thick / 2)
        + rectangle(-9999, y + r * 1.15, 99999, 9999, deep, 0.85)
    )


def chevrons(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    x, y, r = box
    star = [
        p
        for pair in zip(
            around(x, y - r * 0.55, r * 0.42, 5, -math.pi / 2),
            around(x, y - r * 0.55, r * 0.17, 5, -math.pi / 2 + math.pi / 5),
            strict=True,
        )
        for p in pair
    ]
    stripes = "".join(
        path(
            f"M{x - r * 0.8:.0f} {y + r * (0.75 + k):.0f} L{x:.0f} {y + r * (0.3 + k):.0f} L{x + r * 0.8:.0f} {y + r * (0.75 + k):.0f}",
            stroke=colour,
            width=r * 0.17,
        )
        for k, colour in ((0, main), (0.3, light), (0.6, main))
    )
    return polygon(star, light) + stripes


def lens(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    x, y, r = box
    blades = around(x, y, r * 0.6, 7, tilt)
    shutter = "".join(line(*point, *blades[(i + 2) % 7], deep, 3, 0.9) for i, point in enumerate(blades))
    return (
        circle(x, y, r, deep)
        + circle(x, y, r * 0.9, main)
        + circle(x, y, r * 0.6, light)
        + shutter
        + circle(x, y, r * 0.2, deep)
    )


def vinyl(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    x, y, r = box
    grooves = "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r * k:.0f}" fill="none" stroke="{light}" stroke-opacity=".28"/>'
        for k in (0.55, 0.66, 0.77, 0.88, 0.96)
    )
    return (
        circle(x, y, r, deep)
        + grooves
        + circle(x, y, r * 0.4, main)
        + circle(x, y, r * 0.07, deep)
        + line(x + r * 1.1, y - r * 1.1, x + r * 0.5, y + r * 0.2, light, r * 0.06)
    )


def blobs(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    x, y, r = box
    body = around(x, y, r, 9, tilt)
    lumps = "".join(circle(px, py, r * chance.uniform(0.3, 0.5), main) for px, py in body)
    eyes = "".join(
        circle(x + s * r * 0.33, y - r * 0.15, r * 0.26, light)
        + circle(x + s * r * 0.33 + tilt * r * 0.09, y - r * 0.12, r * 0.12, deep)
        for s in (-1, 1)
    )
    smile = path(
        f"M{x - r * 0.35:.0f} {y + r * 0.3:.0f} q{r * 0.35:.0f} {r * chance.uniform(0.15, 0.45):.0f} {r * 0.7:.0f} 0",
        stroke=deep,
        width=r * 0.08,
    )
    return lumps + circle(x, y, r, main) + eyes + smile


def moon_and_trees(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    x, y, r = box
    trees = []
    for k in range(-6, 7):
        tx, top = x + k * r * 0.42, y + r * chance.uniform(-0.5, 0.8)
        trees.append(
            polygon(
                [
                    (tx - r * 0.1, y + r * 3.2),
                    (tx + chance.uniform(-0.1, 0.1) * r, top),
                    (tx + r * 0.1, y + r * 3.2),
                ],
                deep,
            )
        )
        side = chance.choice((-1, 1))
        trees.append(line(tx, top + r * 0.5, tx + side * r * 0.3, top + r * 0.15, deep, r * 0.05))
    return (
        circle(x, y, r * 0.8, main)
        + circle(x + tilt * r * 0.35, y - r * 0.1, r * 0.8, light, 0.12)
        + "".join(trees)
    )


def planet(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    x, y, r = box
    stars = "".join(
        circle(
            x + chance.uniform(-2.2, 2.2) * r, y + chance.uniform(-1.5, 3) * r, chance.uniform(1, 2.6), light
        )
        for _ in range(26)
    )
    globe = circle(x, y, r * 0.72, main) + circle(x - r * 0.2, y - r * 0.2, r * 0.5, light, 0.22)
    angle = tilt * 35
    ring = f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="{r * 1.25:.0f}" ry="{r * 0.3:.0f}" fill="none" stroke="{light}" stroke-width="{r * 0.07:.1f}" transform="rotate({angle:.0f} {x:.0f} {y:.0f})"/>'
    moon = circle(x + r * 1.1, y - r * chance.uniform(0.6, 1.1), r * chance.uniform(0.1, 0.2), light)
    return stars + globe + (ring if chance.random() < 0.6 else "") + moon


def castle(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    x, y, r = box
    base = y + r * 1.1
    towers = []
    for k in (-0.7, -0.25, 0.25, 0.7):
        wide, tall = r * chance.uniform(0.2, 0.32), r * chance.uniform(0.7, 1.5)
        left = x + k * r - wide / 2
        towers.append(rectangle(left, base - tall, wide, tall, deep))
        towers.append(
            polygon(
                [
                    (left - wide * 0.2, base - tall),
                    (left + wide / 2, base - tall - wide * 1.3),
                    (left + wide * 1.2, base - tall),
                ],
                main,
            )
        )
        towers.append(rectangle(left + wide * 0.38, base - tall * 0.7, wide * 0.24, wide * 0.5, light, r=3))
    hill = f"M{x - r * 3:.0f} {base + r * 0.9:.0f} Q{x:.0f} {base - r * 0.45:.0f} {x + r * 3:.0f} {base + r * 0.9:.0f} V9999 H-9999 Z"
    return circle(x + tilt * r, y - r * 0.5, r * 0.42, light, 0.85) + "".join(towers) + path(hill, fill=deep)


def hearts(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    def heart(x: float, y: float, s: float, fill: str, turn: float, opacity: float = 1) -> str:
        data = f"M0 {s * 0.9:.0f} C{-s * 1.5:.0f} {-s * 0.2:.0f} {-s * 0.7:.0f} {-s * 1.15:.0f} 0 {-s * 0.4:.0f} C{s * 0.7:.0f} {-s * 1.15:.0f} {s * 1.5:.0f} {-s * 0.2:.0f} 0 {s * 0.9:.0f} Z"
        return f'<g transform="translate({x:.0f} {y:.0f}) rotate({turn:.0f})">{path(data, fill=fill, opacity=opacity)}</g>'

    x, y, r = box
    return heart(x - r * 0.3, y, r * 0.75, main, -14 + tilt * 8) + heart(
        x + r * 0.45, y + r * 0.35, r * chance.uniform(0.4, 0.62), light, 14 + tilt * 8, 0.9
    )


def columns(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    x, y, r = box
    number = chance.choice((3, 4, 5))
    step = 2 * r / number
    shafts = "".join(
        rectangle(x - r + step * (i + 0.25), y - r * 0.35, step * 0.5, r * 1.4, light if i % 2 else main)
        for i in range(number)
    )
    return (
        polygon([(x - r * 1.1, y - r * 0.4), (x, y - r), (x + r * 1.1, y - r * 0.4)], main)
        + shafts
        + rectangle(x - r * 1.15, y + r * 1.02, r * 2.3, r * 0.16, light)
    )


def keyhole(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    x, y, r = box
    beam = polygon(
        [
            (x - r * 0.2, y),
            (x + r * 0.2, y),
            (x + r * (1.6 + tilt), y + r * 4),
            (x - r * (1.6 - tilt), y + r * 4),
        ],
        light,
        0.2,
    )
    return (
        beam
        + circle(x, y, r, main)
        + circle(x, y - r * 0.2, r * 0.33, deep)
        + polygon(
            [(x - r * 0.14, y), (x + r * 0.14, y), (x + r * 0.3, y + r * 0.66), (x - r * 0.3, y + r * 0.66)],
            deep,
        )
    )


def skyline(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    x, y, r = box
    houses, left, base = [], x - r * 3, y + r * 3
    while left < x + r * 3:
        wide, top = r * chance.uniform(0.3, 0.6), y + r * chance.uniform(-0.6, 0.9)
        houses.append(rectangle(left, top, wide, base - top, deep))
        for _ in range(chance.randint(2, 6)):
            houses.append(
                rectangle(
                    left + wide * chance.choice((0.2, 0.45, 0.7)),
                    top + r * chance.uniform(0.15, 1.7),
                    wide * 0.14,
                    wide * 0.2,
                    light,
                    0.9,
                )
            )
        left += wide + r * 0.05
    return circle(x + tilt * r * 0.8, y - r * 0.5, r * 0.6, main) + "".join(houses)


def balloons(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    x, y, r = box
    drawn = []
    for k in range(chance.choice((3, 4, 5))):
        bx, by, size = (
            x + r * chance.uniform(-0.95, 0.95),
            y + r * chance.uniform(-0.7, 0.6),
            r * chance.uniform(0.26, 0.44),
        )
        drawn.append(line(bx, by + size, x + tilt * r * 0.2, y + r * 2, light, 2, 0.7))
        drawn.append(
            f'<ellipse cx="{bx:.0f}" cy="{by:.0f}" rx="{size:.0f}" ry="{size * 1.2:.0f}" fill="{(main, light, deep)[k % 3]}"/>'
        )
    return "".join(drawn)


def faces(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    x, y, r = box
    mouth = path(
        f"M{x - r * 0.55:.0f} {y + r * 0.1:.0f} H{x + r * 0.55:.0f} A{r * 0.55:.0f} {r * chance.uniform(0.4, 0.62):.0f} 0 0 1 {x - r * 0.55:.0f} {y + r * 0.1:.0f} Z",
        fill=deep,
    )
    eyes = "".join(
        circle(x + s * r * 0.36, y - r * 0.28, r * chance.uniform(0.09, 0.16), deep) for s in (-1, 1)
    )
    rays = around(x, y, r * 1.35, 12, tilt)
    shine = "".join(
        line(x + (px - x) * 0.86, y + (py - y) * 0.86, px, py, light, r * 0.07) for px, py in rays
    )
    face = circle(x, y, r, main) + eyes + mouth
    return (
        shine if chance.random() < 0.6 else ""
    ) + f'<g transform="rotate({tilt * 16:.0f} {x:.0f} {y:.0f})">{face}</g>'


def spiral(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    x, y, r = box
    turns, points = chance.uniform(2.5, 4.5), []
    for i in range(90):
        a, d = tilt * 6 + 2 * math.pi * turns * i / 90, r * 1.15 * i / 90
        points.append(f"{x + d * math.cos(a):.0f} {y + d * math.sin(a):.0f}")
    return path("M" + " L".join(points), stroke=main, width=r * 0.13) + circle(x, y, r * 0.12, light)


def mountains(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    x, y, r = box
    peaks = []
    for k, colour in ((-0.9, deep), (0.8, deep), (0, main)):
        px, top, wide = (
            x + k * r + tilt * r * 0.2,
            y - r * chance.uniform(0.1, 0.6),
            r * chance.uniform(1.1, 1.5),
        )
        peaks.append(polygon([(px - wide, y + r * 1.2), (px, top), (px + wide, y + r * 1.2)], colour))
        peaks.append(
            polygon(
                [
                    (px - wide * 0.2, top + r * 0.3),
                    (px, top),
                    (px + wide * 0.2, top + r * 0.3),
                    (px, top + r * 0.2),
                ],
                light,
            )
        )
    return (
        circle(x - tilt * r, y - r * 0.55, r * 0.4, light, 0.9)
        + "".join(peaks)
        + rectangle(-9999, y + r * 1.19, 99999, 9999, deep)
    )


def burst(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    x, y, r = box
    number = chance.choice((11, 13, 15))
    outer, inner = (
        around(x, y, r * 1.2, number, tilt),
        around(x, y, r * 0.62, number, tilt + math.pi / number),
    )
    jagged = [p for pair in zip(outer, inner, strict=True) for p in pair]
    core = [(x + (px - x) * 0.55, y + (py - y) * 0.55) for px, py in jagged]
    streaks = "".join(
        line(
            x + (px - x) * 1.25,
            y + (py - y) * 1.25,
            x + (px - x) * chance.uniform(1.5, 2.2),
            y + (py - y) * chance.uniform(1.5, 2.2),
            main,
            r * 0.05,
            0.8,
        )
        for px, py in outer[::2]
    )
    return streaks + polygon(jagged, main) + polygon(core, light)


def overlapping(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    """Two profiles that face each other, or turn away."""
    x, y, r = box
    apart = r * chance.uniform(0.35, 0.75)
    heads = circle(x - apart, y, r * 0.62, main, 0.95) + circle(
        x + apart, y + tilt * r * 0.2, r * 0.62, light, 0.85
    )
    bodies = "".join(
        path(
            f"M{x + s * apart - r * 0.95:.0f} {y + r * 2.4:.0f} Q{x + s * apart:.0f} {y + r * 0.35:.0f} {x + s * apart + r * 0.95:.0f} {y + r * 2.4:.0f} Z",
            fill=colour,
            opacity=0.85,
        )
        for s, colour in ((-1, main), (1, light))
    )
    return bodies + heads


def screen(chance: Random, box: Box, main: str, light: str, deep: str, tilt: float) -> str:
    x, y, r = box
    bars = "".join(
        rectangle(x - r * 0.9 + i * r * 0.3, y - r * 0.6, r * 0.3, r * 1.2, (main, light, deep)[i % 3])
        for i in range(6)
    )
    return (
        rectangle(x - r, y - r * 0.7, r * 2, r * 1.4, deep, r=r * 0.12)
        + bars
        + line(x, y - r * 0.7, x - r * 0.5, y - r * 1.2, light, 4)
        + line(x, y - r * 0.7, x + r * 0.5, y - r * 1.2, light, 4)
    )


MOTIFS: dict[str, Callable[[Random, Box, str, str, str, float], str]] = {
    "Western": sun_and_cactus,
    "War": chevrons,
    "Documentary": lens,
    "Music": vinyl,
    "Animation": blobs,
    "Horror": moon_and_trees,
    "Science Fiction": planet,
    "Fantasy": castle,
    "Romance": hearts,
    "History": columns,
    "Mystery": keyhole,
    "Crime": skyline,
    "Family": balloons,
    "Comedy": faces,
    "Thriller": spiral,
    "Adventure": mountains,
    "Action": burst,
    "Drama": overlapping,
    "TV Movie": screen,
}
