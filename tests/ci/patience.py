"""The one limit of time of these checks, in seconds.

It ends what hangs, and judges nothing: the slowest step takes some seconds, on a machine that is a hundred times slower
and busy some minutes, and ends before it or not at all.
"""

PATIENCE = 1800
