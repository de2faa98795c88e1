"""BLAKE3, as the paper writes it down: a generation is the first 16 digits of a manifest's hash.

Slow (a manifest of 10 kB takes 40 ms) and independent of the crate that the program uses. `selftest.py` holds it
against published vectors.
"""

from functools import lru_cache

IV = (0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19)
ORDER = (2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
CHUNK_START, CHUNK_END, PARENT, ROOT = 1, 2, 4, 8
MASK = 0xFFFFFFFF
# Which words a round mixes: columns, then diagonals.
LANES = (
    (0, 4, 8, 12),
    (1, 5, 9, 13),
    (2, 6, 10, 14),
    (3, 7, 11, 15),
    (0, 5, 10, 15),
    (1, 6, 11, 12),
    (2, 7, 8, 13),
    (3, 4, 9, 14),
)


def compress(chain, block: bytes, counter: int, length: int, flags: int) -> list[int]:
    words = [int.from_bytes(block[at : at + 4], "little") for at in range(0, 64, 4)]
    v = [*chain, *IV[:4], counter & MASK, counter >> 32, length, flags]
    for turn in range(7):
        for lane, (a, b, c, d) in enumerate(LANES):
            for word, first, second in ((words[2 * lane], 16, 12), (words[2 * lane + 1], 8, 7)):
                v[a] = (v[a] + v[b] + word) & MASK
                x = v[d] ^ v[a]
                v[d] = (x >> first | x << 32 - first) & MASK
                v[c] = (v[c] + v[d]) & MASK
                x = v[b] ^ v[c]
                v[b] = (x >> second | x << 32 - second) & MASK
        if turn < 6:
            words = [words[at] for at in ORDER]
    return [low ^ high for low, high in zip(v[:8], v[8:])]


def _chunk(data: bytes, counter: int, flags: int) -> list[int]:
    """The chaining value of up to 1024 bytes; `flags` is `ROOT` where there is but this chunk."""
    chain = list(IV)
    blocks = [data[at : at + 64] for at in range(0, len(data), 64)] or [b""]
    for number, block in enumerate(blocks):
        use = (CHUNK_START if number == 0 else 0) | ((CHUNK_END | flags) if number == len(blocks) - 1 else 0)
        chain = compress(chain, block.ljust(64, b"\0"), counter, len(block), use)
    return chain


def _tree(data: bytes, counter: int, flags: int) -> list[int]:
    if len(data) <= 1024:
        return _chunk(data, counter, flags)
    # The left side is the largest power of two of whole chunks that leaves something to the right.
    left = 1024 << ((len(data) - 1) // 1024).bit_length() - 1
    both = _tree(data[:left], counter, 0) + _tree(data[left:], counter + left // 1024, 0)
    return compress(IV, b"".join(word.to_bytes(4, "little") for word in both), 0, 64, PARENT | flags)


@lru_cache(maxsize=256)
def blake3(data: bytes) -> str:
    """The hash in hex digits."""
    return b"".join(word.to_bytes(4, "little") for word in _tree(data, 0, ROOT)).hex()


def generation(manifest: bytes) -> str:
    """What the site with this local manifest is called."""
    return blake3(manifest)[:16]
