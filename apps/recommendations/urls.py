from django.urls import path

from apps.recommendations.views import discovery, feedback, group_votes, groups, lists

api = [
    path("", lists.RecommendationListView.as_view(), name="recommendations"),
    path("preview/", lists.PreviewView.as_view(), name="recommendations-preview"),
    path("refresh/", lists.RefreshView.as_view(), name="recommendations-refresh"),
    path("similar/<int:movie_id>/", lists.SimilarView.as_view(), name="similar-movies"),
    path("match/<int:movie_id>/", lists.MatchView.as_view(), name="movie-match"),
    path("feedback/", feedback.FeedbackView.as_view(), name="feedback"),
    path("feedback/list/", feedback.FeedbackListView.as_view(), name="feedback-list"),
    path("feedback/<int:pk>/", feedback.FeedbackDetailView.as_view(), name="feedback-detail"),
    path("events/", feedback.EventsView.as_view(), name="recommendation-events"),
    path("feed/", discovery.FeedView.as_view(), name="feed"),
    path("onboarding/", discovery.OnboardingView.as_view(), name="onboarding"),
    path("taste/", discovery.TasteView.as_view(), name="taste"),
    path("groups/", groups.GroupListView.as_view(), name="groups"),
    path("groups/join/", groups.JoinView.as_view(), name="group-join"),
    path("groups/<int:pk>/", groups.GroupDetailView.as_view(), name="group-detail"),
    path("groups/<int:pk>/code/", groups.CodeView.as_view(), name="group-code"),
    path("groups/<int:pk>/members/<str:username>/", groups.MemberView.as_view(), name="group-member"),
    path("groups/<int:pk>/leave/", groups.LeaveView.as_view(), name="group-leave"),
    path("groups/<int:pk>/picks/", groups.PicksView.as_view(), name="group-picks"),
    path("groups/<int:pk>/votes/", group_votes.VotesView.as_view(), name="group-votes"),
    path("groups/<int:pk>/votes/<int:movie_id>/", group_votes.VoteView.as_view(), name="group-vote"),
    path("groups/<int:pk>/result/", group_votes.ResultView.as_view(), name="group-result"),
    path("<int:pk>/click/", feedback.ClickView.as_view(), name="recommendation-click"),
]
