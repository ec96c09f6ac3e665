"""Calls of the ranking core with keywords instead of request objects."""

from apps.recommendations.ranking import NO_TASTE, RankingInput, RankRequest, match, rank, score, weighing_of

TODAY = 730_000


def given(catalogue, history, profile, *, today=TODAY, model=None, taste=NO_TASTE):
    return RankingInput(catalogue, history, profile, today, model, taste)


def ranked(catalogue, history, profile, *, model=None, taste=NO_TASTE, **request):
    return rank(given(catalogue, history, profile, model=model, taste=taste), RankRequest(**request))


def scored(catalogue, history, profile, *, model=None, taste=NO_TASTE):
    return score(given(catalogue, history, profile, model=model, taste=taste))


def matched(catalogue, history, profile, item, *, model=None):
    inputs = given(catalogue, history, profile, model=model)
    return match(inputs, item, weighing_of(inputs))
