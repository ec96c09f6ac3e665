"""Titles in sentences are replaced where they stand, not wherever their letters occur."""

import json

import orjson

from apps.movies.services.titled_text import TitledText, marked


def test_a_title_is_replaced_that_is_a_word_of_the_sentence_too():
    text = TitledText.of(f"Because you liked {marked(5, 'You')} and {marked(603, 'Liked')}.")
    assert text == "Because you liked You and Liked."
    assert text.movie_ids == {5, 603}
    french = {5: "Toi", 603: "Aimé"}
    assert text.with_titles(lambda pk, _: french[pk]) == "Because you liked Toi and Aimé."


def test_a_title_may_have_any_letters():
    title = r"\1 <b>{}%s 603 ½"
    text = TitledText.of(f"Like {marked(7, title)}.")
    assert text == f"Like {title}."
    assert text.with_titles(lambda pk, title: title + r"\2") == rf"Like {title}\2."


def test_it_is_text_for_everyone_else():
    text = TitledText.of(f"Like {marked(7, 'Up')}.")
    assert json.dumps(text) == orjson.dumps(text).decode() == '"Like Up."'
    assert TitledText.of("Stored before titles were marked.").movie_ids == set()
