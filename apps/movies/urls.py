from rest_framework.routers import SimpleRouter

from apps.movies.views.groups import GenreViewSet, TagViewSet
from apps.movies.views.movies import MovieViewSet

router = SimpleRouter()
router.register("movies", MovieViewSet)
router.register("genres", GenreViewSet)
router.register("tags", TagViewSet)

urlpatterns = [*router.urls]
