"""What this app adds below core/."""

from rest_framework.routers import SimpleRouter

from apps.movies.views.sync_runs import SyncRunViewSet

router = SimpleRouter()
router.register("sync-runs", SyncRunViewSet)

urlpatterns = router.urls
