"""What an evaluation says, in sentences: better or worse than what."""

from typing import Any

from apps.recommendations.models import EvaluationRun

MEASURE = "ndcg@10"


def verdict(run: EvaluationRun) -> list[str]:
    """Compare the profile's nDCG@10 with the other systems of the run, else with the run before it of the same split.

    Two means differ if the 95 % confidence intervals do not overlap. That is stricter than a paired test.
    """
    rows = run.results["all"]
    own, others = rows[0], rows[1:]
    if others:
        return _beside(own, others)
    before = (
        EvaluationRun.objects.filter(split=run.split, pk__lt=run.pk).order_by("-pk").first()
        if run.pk
        else None
    )
    if before is None:
        return [f"There is nothing to compare {MEASURE} with yet. --baselines adds the simplest lists."]
    former = before.results["all"][0]
    what = (
        f"the evaluation of {before.created_at:%Y-%m-%d %H:%M} (profile {before.profile}, {_figure(former)})"
    )
    word = {1: "better than", -1: "worse than", 0: "not surely better or worse than"}[_compare(own, former)]
    return [
        f"{run.profile} ({_figure(own)}) is {word} {what}.",
        "--baselines compares it with the simplest lists.",
    ]


def _beside(own: dict[str, Any], others: list[dict[str, Any]]) -> list[str]:
    words = {1: "better than", 0: "not surely better or worse than", -1: "worse than"}
    sentences = []
    for sign, word in words.items():
        names = [f"{row['name']} ({_figure(row)})" for row in others if _compare(own, row) == sign]
        if names:
            sentences.append(f"{own['name']} ({_figure(own)}) is {word} {', '.join(names)}.")
    return sentences


def _compare(one: dict[str, Any], other: dict[str, Any]) -> int:
    """1 if `one` is surely better, -1 if it is surely worse, else 0."""
    first, second = one[MEASURE], other[MEASURE]
    gap = first["mean"] - second["mean"]
    if abs(gap) <= first["interval"] + second["interval"]:
        return 0
    return 1 if gap > 0 else -1


def _figure(row: dict[str, Any]) -> str:
    return f"{MEASURE} {row[MEASURE]['mean']:.4f}"
