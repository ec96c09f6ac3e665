from django.urls import path

from apps.recommendations.views import lists, reactions

urlpatterns = [
    path("", lists.RecommendationListView.as_view(), name="recommendations"),
    path("refresh/", lists.RefreshView.as_view(), name="recommendations-refresh"),
    path("similar/<int:movie_id>/", lists.SimilarView.as_view(), name="similar-movies"),
    path("match/<int:movie_id>/", lists.MatchView.as_view(), name="movie-match"),
    path("feedback/", reactions.FeedbackView.as_view(), name="feedback"),
    path("feedback/list/", reactions.FeedbackListView.as_view(), name="feedback-list"),
    path("feedback/<int:pk>/", reactions.FeedbackDetailView.as_view(), name="feedback-detail"),
    path("<int:pk>/click/", reactions.ClickView.as_view(), name="recommendation-click"),
]
