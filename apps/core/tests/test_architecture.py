"""The rules of docs/architecture.md about imports, as data, checked against the source."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.contrib.admin import ModelAdmin, site
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.mixins import UpdateModelMixin
from rest_framework.serializers import ModelSerializer

from apps.core.admin import BaseAdmin
from apps.core.extensions import Extension

ROOT = Path(__file__).resolve().parents[3]
APPS = ROOT / "apps"
MAY_IMPORT = {
    "core": set(),
    "movies": {"core"},
    "users": {"movies", "core"},
    "favorites": {"movies", "core"},
    "recommendations": {"favorites", "movies", "core"},
}
OPEN_TO_OTHER_APPS = {"models", "serializers", "services", "filters", "signals"}
# Inside an app a module may import only layers further right; other modules are free.
LAYERS = ["urls", "views", "serializers", "filters", "services", "models"]
RANKING_MAY_IMPORT = {"numpy", "scipy"}
# Packages of recommendations/services, and those that each may import. Modules beside the packages count as packages.
RECOMMENDATION_SERVICES = {
    "dataset": set(),
    "exports": set(),
    "exposures": {"serving"},
    "serving": {"dataset"},
    "recommendation_engine": {"serving", "dataset", "exposures"},
    "feedback": {"exposures"},
    "learning": {"recommendation_engine", "serving", "dataset", "exposures"},
    "surfaces": {"recommendation_engine", "serving", "exposures"},
    "generation": {"recommendation_engine", "serving", "dataset", "exposures"},
    "dashboard": {"exposures"},
}
STANDARD_LIBRARY = sys.stdlib_module_names
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc"}


def sources() -> list[Path]:
    return [
        path
        for path in sorted(APPS.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.relative_to(APPS).parts)
    ]


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text())))


@cache
def imports_of(path: Path) -> tuple[str, ...]:
    return tuple(names_imported_in(path))


def names_imported_in(path: Path) -> Iterator[str]:
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(path: Path) -> Iterator[list[str]]:
    """The parts of every import from the project, without the leading "apps"."""
    for name in imports_of(path):
        if name.startswith("apps."):
            yield name.split(".")[1:]


def layer_of(parts: list[str]) -> str:
    """The layer of an app that a dotted path belongs to."""
    layer = parts[1].removesuffix(".py") if len(parts) > 1 else ""
    return "urls" if layer.endswith("urls") else layer


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_an_app_imports_only_the_apps_below(app):
    wrong = [
        f"{path.relative_to(ROOT)} imports {'.'.join(parts)}"
        for path in sources()
        if path.relative_to(APPS).parts[0] == app
        for parts in ours(path)
        if parts[0] not in MAY_IMPORT[app] | {app}
    ]
    assert not wrong, wrong


def test_of_other_apps_only_open_modules_are_imported():
    wrong = [
        f"{path.relative_to(ROOT)} imports {'.'.join(parts)}"
        for path in sources()
        for parts in ours(path)
        if parts[0] not in ("core", path.relative_to(APPS).parts[0])
        and layer_of(parts) not in OPEN_TO_OTHER_APPS
    ]
    assert not wrong, wrong


def test_inside_an_app_imports_go_one_way():
    wrong = []
    for path in sources():
        own = list(path.relative_to(APPS).parts)
        if layer_of(own) not in LAYERS:
            continue
        below = LAYERS.index(layer_of(own))
        for parts in ours(path):
            layer = layer_of(parts)
            if parts[0] == own[0] and layer in LAYERS and LAYERS.index(layer) < below:
                wrong.append(f"{path.relative_to(ROOT)} imports {'.'.join(parts)}")
    assert not wrong, wrong


def test_no_import_is_inside_a_function():
    wrong = []
    for path in sources():
        for function in nodes_of(path):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) or function.name == "ready":
                continue
            if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function)):
                wrong.append(f"{path.relative_to(ROOT)}: {function.name}")
    assert not wrong, wrong


HTTP_CLIENTS = {"requests", "urllib3", "httpx", "aiohttp", "http.client", "urllib.request"}


def test_only_the_tmdb_client_opens_urls():
    """No address that a user sends is ever fetched by the server."""
    wrong = []
    for path in sources():
        for node in nodes_of(path):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            opens = {name for name in names if name in HTTP_CLIENTS or name.split(".")[0] in HTTP_CLIENTS}
            if opens and path.name != "tmdb_http.py":
                wrong.append(f"{path.relative_to(ROOT)} imports {opens}")
    assert not wrong, wrong


def test_the_ranking_core_imports_only_arrays():
    wrong = []
    for path in sorted((APPS / "recommendations" / "ranking").glob("**/*.py")):
        for name in imports_of(path):
            top = name.split(".")[0]
            if name.startswith("apps.recommendations.ranking") or top in RANKING_MAY_IMPORT:
                continue
            if top not in STANDARD_LIBRARY:
                wrong.append(f"{path.name} imports {name}")
    assert not wrong, wrong


def test_the_project_names_apps_only_as_strings():
    wrong = [
        f"{path.name} imports {name}"
        for path in (ROOT / "movie_backend").glob("*.py")
        for name in imports_of(path)
        if name.startswith("apps.")
    ]
    assert not wrong, wrong


def test_the_recommendation_services_keep_their_layers():
    folder = APPS / "recommendations" / "services"
    packages = {path.stem for path in folder.iterdir() if path.stem not in ("__init__", "__pycache__")}
    assert packages == set(RECOMMENDATION_SERVICES)
    wrong = []
    for path in folder.rglob("*.py"):
        package = path.relative_to(folder).parts[0].removesuffix(".py")
        for parts in ours(path):
            inside = parts[:2] == ["recommendations", "services"] and package in RECOMMENDATION_SERVICES
            if inside and parts[2] not in RECOMMENDATION_SERVICES[package] | {package}:
                wrong.append(f"{path.relative_to(folder)} imports {'.'.join(parts[2:])}")
    assert not wrong, wrong


def test_no_modules_import_each_other_in_a_cycle():
    """Imports for type checking count too: two modules that need each other's types are one module."""
    modules = {
        path: ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in [*sources(), *(ROOT / "movie_backend").glob("*.py")]
    }
    names = set(modules.values())
    graph = {
        name: {
            next((target for target in (full, full.rpartition(".")[0]) if target in names), "")
            for full in imports_of(path)
        }
        & names - {name}
        for path, name in modules.items()
    }
    while leaves := {name for name, targets in graph.items() if not targets & graph.keys()}:
        graph = {name: targets for name, targets in graph.items() if name not in leaves}
    assert not graph, f"in or behind a cycle: {sorted(graph)}"


def test_only_creations_save_whole_rows():
    """Elsewhere the columns are named, so that nothing is written back that another request has changed."""
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        for node in nodes_of(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "save"
        if not is_named_save(node)
    ]
    assert not wrong, wrong


def is_named_save(call: ast.Call) -> bool:
    names = {keyword.arg for keyword in call.keywords}
    receiver = call.func.value  # type: ignore[attr-defined]
    is_super = isinstance(receiver, ast.Call) and ast.unparse(receiver) == "super()" and None in names
    is_other = isinstance(receiver, ast.Name) and receiver.id in ("serializer", "formset", "default_storage")
    return bool(names & {"update_fields", "force_insert"}) or is_super or is_other


def test_no_api_view_updates_with_the_serializers_own_update():
    """ModelSerializer.update saves whole rows."""
    views = {
        getattr(pattern.callback, "cls", None) or getattr(pattern.callback, "view_class", None)
        for pattern in all_patterns(get_resolver().url_patterns)
    }
    updating = [view for view in views if view and issubclass(view, UpdateModelMixin)]
    assert len(updating) >= 5
    wrong = [
        view.__name__
        for view in updating
        if view.update is UpdateModelMixin.update and view.perform_update is UpdateModelMixin.perform_update
        if view.serializer_class.update is ModelSerializer.update
    ]
    assert not wrong, wrong


def all_patterns(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from all_patterns(pattern.url_patterns)
        else:
            yield pattern


def test_every_model_admin_names_the_columns_that_it_writes():
    own = {"save_model": BaseAdmin, "save_formset": BaseAdmin}
    for name, base in own.items():
        assert all(getattr(each, name) is not getattr(ModelAdmin, name) for each in site._registry.values())
        assert getattr(base, name) is not getattr(ModelAdmin, name)


def test_no_module_has_a_name_that_says_nothing():
    """Templates that replace those of a library have its names."""
    named = [path for path in APPS.rglob("*") if path.stem in FORBIDDEN_NAMES]
    assert not [path for path in named if "templates" not in path.relative_to(APPS).parts]


def test_architecture_md_names_every_kind_of_extension():
    text = (ROOT / "docs" / "architecture.md").read_text()
    table = text[text.index("| kind of part |") :].split("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, flags=re.M)) == {
        kind.__name__ for kind in Extension.__subclasses__()
    }


def test_paths_in_architecture_md_exist():
    text = (ROOT / "docs" / "architecture.md").read_text()
    paths = set(re.findall(r"`([a-z_]+/[a-z_/]+\.py)`", text))
    assert len(paths) > 10
    assert not [path for path in paths if not ((ROOT / path).exists() or (APPS / path).exists())]
