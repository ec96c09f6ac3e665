"""The documents of docs/ that users of the API, of the recommender and of the server read, as pages."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

# name of the file -> title in the navigation.
GUIDES = {
    "api-guide": "API guide",
    "accounts": "Accounts",
    "imports": "Imports",
    "recommender": "Recommender",
    "operations": "Operations",
}
FIRST = "api-guide"
FOLDER = Path(settings.BASE_DIR) / "docs"


@dataclass(frozen=True)
class Guide:
    """`headings`: (id, text) of the second level."""

    name: str
    title: str
    html: SafeString
    headings: tuple[tuple[str, str], ...]


@require_safe
@cache_control(public=True, max_age=3600)
def guide(request: HttpRequest, name: str = FIRST) -> HttpResponse:
    if name not in GUIDES:
        raise Http404
    links = [(title, reverse("guide", args=[key]), key == name) for key, title in GUIDES.items()]
    return render(request, "core/guide.html", {"guide": read_guide(name), "links": links})


@require_safe
@cache_control(public=True, max_age=3600)
def picture(request: HttpRequest, name: str) -> FileResponse:
    """A plot of a guide. The path's pattern admits names of SVG files only."""
    path = FOLDER / "images" / name
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/svg+xml")


@cache
def read_guide(name: str) -> Guide:
    """Convert a document once per process. The documents are ours: their text is trusted, raw HTML is not used."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    headings: list[tuple[str, str]] = []
    for token, content in pairwise(tokens):
        if token.type == "heading_open":
            anchor, text = slugify(content.content), plain_text(content)
            token.attrSet("id", anchor)
            if token.tag == "h2":
                headings.append((anchor, text))
    for token in tokens:
        if token.type == "fence" and token.info == "mermaid":
            # A drawing needs scripts that these pages do not load: its source is readable too.
            token.info = ""
        if token.type in ("fence", "table_open"):
            token.attrSet("tabindex", "0")
        for child in token.children or []:
            redirect(child)
    html = parser.renderer.render(tokens, parser.options, {})
    return Guide(name, GUIDES[name], mark_safe(html), tuple(headings))  # noqa: S308


def plain_text(inline: Token) -> str:
    return "".join(child.content for child in inline.children or [])


def redirect(token: Token) -> None:
    """Let links and pictures between documents lead to their pages; those to other files have no page."""
    if token.type == "link_open":
        target = urlsplit(str(token.attrGet("href")))
        name = re.sub(r"\.md$", "", target.path)
        if target.scheme or not target.path:
            return
        if name in GUIDES:
            anchor = f"#{target.fragment}" if target.fragment else ""
            token.attrSet("href", reverse("guide", args=[name]) + anchor)
        else:
            token.attrs.pop("href")
    elif token.type == "image":
        token.attrSet("src", reverse("guide-picture", args=[Path(str(token.attrGet("src"))).name]))
        token.attrSet("loading", "lazy")
