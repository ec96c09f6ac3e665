import pytest

from apps.recommendations.services.serving.model_cache import model_cache


@pytest.fixture(autouse=True)
def empty_model_cache():
    model_cache.clear()
    yield
    model_cache.clear()
