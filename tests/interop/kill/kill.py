#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills signetctl at every step of its journal, and at moments that chance chooses.

    kill.py SIGNETCTL SOURCES [--keyring] [--every-pair]

Whatever the moment: each certificate that the CA has issued has an item with its key, no exchange
has brought two certificates, and each item goes on or says what it needs. SIGNET_KILLS says how
often chance is asked (10), SIGNET_KILL_SEED repeats a run. With --keyring, for a session that has
a Secret Service, the passphrases are kept there.
"""
import os
import pathlib
import random
import re
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'cli'))

import signet  # noqa: E402
from world import KILLED, World  # noqa: E402

MOMENT = 0.03  # seconds: about as long as one stage takes that is not the making of the key
# These belong to the Secret Service, and are not on the way of a passphrase of one's own.
KEYRING_STEPS = {'passphrase', 'code-kept'}
# These are on other ways than that to a certificate; the unit tests app-retry, app-revoke and
# app-accept die of them.
OTHER_STEPS = {'try-given-up', 'secrets-removed', 'revocation-unknown', 'revocation-noted', 'review'}


def find_steps(sources):
    """The names of all kill points, from the code itself."""
    steps = []
    for path in sorted(pathlib.Path(sources).rglob('*.c')):
        text = path.read_text(encoding='utf-8')
        calls = re.findall(r'signet_kill_point \((?!const)([^)]*)\)', text)
        for call in calls:
            name = re.fullmatch(r'"([a-z-]+)"', call)
            assert name, f'{path}: a kill point without a plain name: {call}'
            if name[1] not in steps:
                steps.append(name[1])
    return steps


class Cases:
    """One CA and one home a case; remembered is which steps were reached."""

    def __init__(self, sources, keyring):
        self.keyring = keyring
        self.steps = [step for step in find_steps(sources)
                      if step not in OTHER_STEPS and (keyring or step not in KEYRING_STEPS)]
        self.reached = set()

    def world(self, *ca_options):
        return World(*ca_options, keyring=self.keyring)

    def note(self, step, result):
        """Whether the step was reached: then, and only then, the process died of it."""
        if result.status == KILLED:
            self.reached.add(step)
            return True
        assert result.status in (signet.DONE, signet.WAITING), f'not killed at {step}: {result!r}'
        return False

    def in_request(self, step):
        """The first process is killed; the next one goes on."""
        with self.world() as world:
            self.note(step, world.request(kill_at=step))
            world.finish()

    def in_resume(self, first, second):
        """The process that goes on is killed as well; a third one ends it."""
        with self.world() as world:
            self.note(first, world.request(kill_at=first))
            for item in world.start_again():
                if item['state'] != 'issued':
                    self.note(second, world.resume(item, kill_at=second))
            world.finish()

    def while_asked_to_wait(self, step):
        """The server asks to wait; of the processes on the way the first that can be is killed."""
        with self.world('--poll-count', '1', '--check-after', '1') as world:
            killed = self.note(step, world.request('--no-wait', kill_at=step))
            for item in world.start_again():
                if not killed and item['state'] == 'waiting':
                    self.note(step, world.resume(item, kill_at=step))
            world.finish()

    def while_approval_is_awaited(self, step):
        """Somebody at the CA takes time; one process is killed before that, and one after it."""
        with self.world('--approval', '--check-after', '1') as world:
            self.note(step, world.request('--no-wait', kill_at=step))
            for item in world.start_again():
                if item['state'] in ('draft', 'key-ready', 'answer-unknown'):
                    world.resume(item, '--no-wait').expect(signet.WAITING)
            for item in world.start_again():
                world.say(f'approve {world.event("waiting")["number"]}')
                world.event('approved')
                if item['state'] != 'issued':
                    self.note(step, world.resume(item, kill_at=step))
            world.options = ()
            world.finish()

    def all_reached(self):
        missed = [step for step in self.steps if step not in self.reached]
        assert self.steps, 'there are no kill points in the sources'
        assert not missed, f'never reached: {" ".join(missed)}'


class Chance:
    """Kills at moments that nobody thought of."""

    def __init__(self, cases):
        self.cases = cases
        self.seed = os.environ.get('SIGNET_KILL_SEED') or str(random.SystemRandom().randrange(10 ** 6))
        self.random = random.Random(self.seed)
        self.duration = None
        self.stages = []

    def look(self):
        """How long a run takes that nobody disturbs, and the stages it tells of."""
        with self.cases.world() as world:
            start = time.monotonic()
            result = world.request().expect(signet.DONE)
            self.duration = time.monotonic() - start
            world.finish()
        self.stages = [line for line in result.err.splitlines() if line.endswith('…')]
        assert self.stages, f'no stages: {result!r}'
        print(f'# SIGNET_KILL_SEED={self.seed}; undisturbed: {self.duration:.2f} s')

    def kill(self):
        """Killed some time after the start, or after the begin of a stage: making the key takes
        most of a run, and the other stages are to have their share."""
        stage = self.random.choice([None, *self.stages])
        delay = self.random.uniform(0, MOMENT if stage else self.duration)
        with self.cases.world() as world:
            running = world.person.start(*world.request_line())
            if stage:
                running.err.until(lambda line: line.rstrip('\n') == stage)
            time.sleep(delay)
            running.kill()
            states = [item['state'] for item in world.start_again()]
            print(f'# {delay * 1000:.0f} ms after {stage or "the start"}: {states}')
            world.finish()


def named(name, function, *arguments):
    """A case as signet.main () wants it."""
    def case():
        function(*arguments)
    case.__name__ = name
    return case


def steps_of(cases, every_pair):
    steps = cases.steps
    for step in steps:
        yield named(f'request, {step}', cases.in_request, step)
    for step in steps:
        yield named(f'wait, {step}', cases.while_asked_to_wait, step)
    for step in steps:
        yield named(f'approval, {step}', cases.while_approval_is_awaited, step)
    for first in steps:
        # After “sent” nothing is known of the answer, and a new exchange takes every step again.
        for second in steps if every_pair or first == 'sent' else [first]:
            yield named(f'request, {first}, then resume, {second}', cases.in_resume, first, second)
    yield named('every step was reached', cases.all_reached)


def main():
    options = sys.argv[3:]
    cases = Cases(sys.argv[2], '--keyring' in options)
    chance = Chance(cases)
    kills = int(os.environ.get('SIGNET_KILLS', '10'))
    del sys.argv[2:]
    print(f'# steps: {" ".join(cases.steps)}')
    signet.main(*steps_of(cases, '--every-pair' in options), named('undisturbed', chance.look),
                *[named(f'chance {number}', chance.kill) for number in range(1, kills + 1)])


if __name__ == '__main__':
    main()
