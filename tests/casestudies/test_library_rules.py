"""Moments on the line of years: read from dates as sources write them, and placed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.studies.rules import (
    EARLIER,
    FIRST_YEAR,
    LAST_YEAR,
    WIDTH,
    Moment,
    moment_of,
    place_of,
    span_of,
    ticks,
)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("5-6 January 2019", Moment(2019, 1)),
        ("November 2019", Moment(2019, 11)),
        ("end of May 2019", Moment(2019, 5)),
        ("2021", Moment(2021)),
        ("By June 2021", Moment(2021, 6)),
        ("2019 to May 2021", Moment(2019)),
        ("Since 2016", Moment(2016)),
        ("Before the returns", None),
        ("", None),
    ],
)
def test_the_first_moment_that_a_date_names_is_read(text, moment):
    assert moment_of(text) == moment


def test_moments_stand_in_order_between_the_ends_of_the_line():
    moments = [Moment(year, month) for year in range(FIRST_YEAR, LAST_YEAR + 1) for month in range(1, 13)]
    places = [place_of(moment) for moment in moments]

    assert places == sorted(places)
    assert places[0] == EARLIER and places[-1] < WIDTH
    assert place_of(Moment(2011)) < EARLIER and place_of(Moment(2030)) == WIDTH


def test_a_bar_runs_from_the_first_year_to_the_end_of_the_last():
    span = span_of(2019, 2020, [Moment(2019, 1)])
    assert (span.start, span.end, span.is_open) == (
        place_of(Moment(2019, 1)),
        place_of(Moment(2021, 1)),
        False,
    )
    assert span_of(2016, None, []).start == 0 and span_of(2016, None, []).is_open
    assert span_of(None, None, []) is None and span_of(2011, 2016, []) is None


@given(
    first=st.none() | st.integers(1990, 2040),
    last=st.none() | st.integers(1990, 2040),
    months=st.lists(st.builds(Moment, st.integers(1990, 2040), st.integers(0, 12))),
)
def test_whatever_the_years_nothing_is_drawn_beside_the_line(first, last, months):
    span = span_of(first, last, months)

    if span is not None:
        assert 0 <= span.start <= WIDTH and 0 <= span.end <= WIDTH
        assert all(0 <= dot <= WIDTH for dot in span.dots)


def test_every_year_has_its_tick():
    assert [year for year, _place in ticks()] == [2019, 2020, 2021, 2022]
