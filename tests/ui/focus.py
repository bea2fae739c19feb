#!/usr/bin/env python3
"""Tabs through every page as somebody does who hears it (TAP; inside ui-session.sh; a test for each page).

Every stop tells of itself with a name that is not its type's, lies within the window, and comes in the order
in which one reads: line by line, from left to right (or from right to left with --turned).
"""
import re
import sys

from tour import Tour
from uidrive import wait

# The least that two stops overlap to stand in one line, of the height of the lower one.
SAME_LINE = 0.5
MOST_STOPS = 60
# What GTK 4.8 calls a widget that has no name.
NAMELESS = re.compile(r'^(Gtk|Adw|Signet)[A-Z]\w+$')
# Pages of other windows, whose order is the library's.
FOREIGN = ('about',)

TURNED = '--turned' in sys.argv


def key(stop):
    return stop.role, stop.name


class Step:
    """One press of Tab: both places are taken after it, since a page scrolls to where the focus goes."""

    def __init__(self, app, before, stop):
        self.before, self.stop = before, stop
        self.place = app.bounds(stop.accessible)
        self.place_before = app.bounds(before.accessible) if before else None

    def goes_on(self):
        return self.before is None or comes_before(self.place_before, self.place)


def cycle(app):
    """The steps from one Tab to the next time it comes to the same stop."""
    steps = []
    while len(steps) < MOST_STOPS:
        stop = app.tab(timeout=3)
        assert stop is not None, f'Tab after {steps[-1].stop if steps else "the beginning"} tells of no focus'
        steps.append(Step(app, steps[-1].stop if steps else None, stop))
        if len(steps) > 1 and stop.accessible == steps[0].stop.accessible:
            return steps
    raise AssertionError(f'Tab does not come round: {[key(step.stop) for step in steps]}')


def in_line(one, other):
    """Whether two places stand in one line."""
    overlap = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return overlap >= SAME_LINE * min(one.height, other.height)


def comes_before(one, other):
    """Whether one reads the first place before the second."""
    if in_line(one, other):
        return one.x > other.x if TURNED else one.x < other.x
    return one.y < other.y


def check_order(steps):
    """Around the circle there is one step back only: from the last stop of the page to its first."""
    back = [step for step in steps if not step.goes_on()]
    assert len(back) <= 1, 'not in the order of reading: ' + '; '.join(
        f'{key(step.before)} {step.place_before} → {key(step.stop)} {step.place}' for step in back)


def check_stops(app, steps):
    window = app.bounds(app.top_level(steps[0].stop.accessible))
    for step in steps:
        stop, place = step.stop, step.place
        assert stop.name.strip(), f'a {stop.role} without a name at {place}'
        assert not NAMELESS.match(stop.name), f'{stop.role} is called {stop.name}'
        assert place.x >= 0 and place.x + place.width <= window.width, f'{key(stop)} leaves the window: {place}'


def check_heading(app, page):
    """What is shown has one heading of the first level at most, and something on it has the focus."""
    headings = [node.get_name() for node in app.all('heading') if node.get_name()]
    assert len(headings) >= 1 or page.startswith('home'), f'no heading: {app.dump()}'
    assert app.focused() is not None


def check_page(app, page):
    check_heading(app, page)
    wait(lambda: app.focused(), 'something with the focus')
    steps = cycle(app)
    check_stops(app, steps)
    check_order(steps)


def main():
    number = failed = 0
    with Tour() as tour:
        for page in tour.pages():
            if page in FOREIGN:
                continue
            number += 1
            try:
                check_page(tour.app, page)
                print(f'ok {number} - {page}', flush=True)
            except AssertionError as error:
                failed += 1
                print(f'not ok {number} - {page}\n# {error}', flush=True)
    print(f'1..{number}')
    return 1 if failed else 0


sys.exit(main())
