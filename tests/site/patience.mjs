// The one limit of time of these checks, in milliseconds. It ends what hangs, and judges nothing: what is waited for takes
// milliseconds, or some seconds on a machine that is a hundred times slower and busy, and comes before it or not at all.

export const LIMIT = 600_000;
