#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a transaction needs is given back when it ends: memory.py SIGNETCTL TRANSACTIONS (TAP)."""
import pathlib
import sys

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent)]
PROGRAM = sys.argv.pop(2)

from transactions import Two, signet  # noqa: E402

WARM_UP = 2  # tenths of all transactions, until everything is in use that ever will be
GROWTH = 1024  # KiB that the others may add: what is fragmented, and nothing of each transaction


def test_memory_is_flat_over_a_thousand_transactions():
    with signet.PracticeCa() as ca:
        sizes = [int(line) for line in Two(ca, PROGRAM).ours(1000)[2].split()]
    print(f'# KiB after each hundred: {sizes}')
    assert len(sizes) == 10, sizes
    grown = max(sizes[WARM_UP:]) - sizes[WARM_UP - 1]
    assert grown <= GROWTH, f'{grown} KiB more after a thousand than after {WARM_UP * 100}: {sizes}'


if __name__ == '__main__':
    signet.main(test_memory_is_flat_over_a_thousand_transactions)
