"""The one limit of time of these tests, in seconds.

It ends what hangs, and judges nothing: whatever is waited for here takes milliseconds, or some seconds on a machine
that is a hundred times slower and busy, and comes before it or not at all. So no test fails for want of speed.
"""

PATIENCE = 600
