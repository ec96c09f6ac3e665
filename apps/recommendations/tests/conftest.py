import pytest

from apps.recommendations.services.serving.model_cache import memory


@pytest.fixture(autouse=True)
def nothing_in_memory():
    memory.forget()
    yield
    memory.forget()
