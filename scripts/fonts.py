#!/usr/bin/env python3
"""Cuts the fonts of the theme out of what their makers publish.

    python3 -m venv target/fonts && target/fonts/bin/pip install fonttools==4.68.0 brotli==1.2.1
    target/fonts/bin/python scripts/fonts.py

Fetches two packages with npm, holds them against their hash, and writes

    themes/ledger/assets/fonts/*.woff2   for browsers: the letters of Western Europe, which every page fetches, and
                                         those of the rest of Europe (`-ext`), which a page fetches that has one
    src/render/chart/widths.rs           how wide their signs are, for charts, whose labels are placed when a site is built
    src/cards/fonts/*.ttf                for the cards that the program draws: one weight each

A font keeps the weights that the theme sets (400 to 700, the italic 400), one optical size, kerning, ligatures and
figures of equal width. Newsreader comes in Google's two slices, so its cut is theirs; it has no arrows: the style sheet
takes these from Inter. Run twice, it writes the same bytes. Licences: *-OFL.txt beside the fonts; neither font has a
reserved name.
"""

import base64
import hashlib
import io
import logging
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "themes/ledger/assets/fonts"
WIDTHS = ROOT / "src/render/chart/widths.rs"
CARDS = ROOT / "src/cards/fonts"

PACKAGES = {
    "@fontsource-variable/newsreader@5.3.0":
        "rrzYi43qMpbzwuFtf9OkWH8sxAPVPcQQQEwXpPtwaKYeJ8yVg5aLs5kawmo1f2Q1t1M38TLmEKCkGVDsYwgdFw==",
    "inter-ui@4.1.1":
        "451h0J29HyOmA+JXgSi/6M12tL7ZCZ8arYKZUXiOXTJpJbAKqJvFh3k5SiV3x7tKe0C0KyrKUUiQIvvZ2PQDcA==",
}
ROMAN = "newsreader-latin{}-wght-normal.woff2"
ITALIC = "newsreader-latin{}-wght-italic.woff2"
INTER = "InterVariable.woff2"

# Western Europe, with the signs that money, sums and footnotes take.
BASE = (
    "20-7E A0-FF 131 152-153 178 2009-2011 2013-2014 2018-201E 2021-2022 2026 202F 2030 2032-2033 2039-203A 2044 20AC "
    "2122 2190-2193 2196-2199 21A9 2212 2248 2260 2264-2265"
)
# The other Latin alphabets of Europe (Polish, Czech, Hungarian, Romanian, Turkish, Baltic, Maltese, Sami, Welsh), and
# the signs of other currencies.
EXT = (
    "100-130 132-151 154-177 179-17F 18F 192 1CD-1DC 1E6-1E9 218-21B 259 2BC 2C6-2C7 2D8-2DD 1E02-1E03 1E80-1E85 1E9E "
    "1EF2-1EF3 2020 20A0-20AB 20AD-20C0"
)
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "rvrn", "tnum"]


def signs(ranges):
    """The code points of a list of ranges."""
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def fetch(folder):
    """The fonts of the packages by name."""
    fonts = {}
    for package, expected in PACKAGES.items():
        name = subprocess.run(["npm", "pack", "-s", package], cwd=folder, check=True, capture_output=True, text=True)
        archive = folder / name.stdout.strip()
        found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if found != expected:
            sys.exit(f"{package} is not what it was: sha512-{found}")
        with tarfile.open(archive) as tar:
            for member in tar.getmembers():
                if member.name.endswith(".woff2"):
                    fonts[Path(member.name).name] = tar.extractfile(member).read()
    return fonts


def cut(path, ranges, weight):
    """A font with these signs and this weight, or these weights."""
    font = TTFont(path, recalcTimestamp=False)
    axes = {"wght": weight, "opsz": 14}
    font = instantiateVariableFont(font, {a.axisTag: axes[a.axisTag] for a in font["fvar"].axes})
    font.flavor, written = None, io.BytesIO()
    font.save(written)
    font = TTFont(io.BytesIO(written.getvalue()), recalcTimestamp=False)
    options = Options(hinting=False, layout_features=FEATURES, notdef_outline=True, name_IDs=[1, 2, 4, 6, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=signs(ranges))
    subsetter.subset(font)
    return font


def web(path, ranges, weight, name):
    """Writes a font for browsers."""
    font = cut(path, ranges, weight)
    font.flavor = "woff2"
    font.save(WEB / name)


# What labels of charts are set in, by the name of its table: the font and the weight.
FACES = {"PLAIN": ("inter", 400), "BOLD": ("inter", 650), "ITALIC": ("newsreader-italic", None)}
# Signs that follow one another, or nearly, are one run.
GAP = 4


def advances(name, weight):
    """The advance of each sign of a font in both slices, in thousandths of its size, rounded up."""
    found = {}
    for end in ("-ext", ""):
        font = TTFont(WEB / f"{name}{end}.woff2", recalcTimestamp=False)
        if weight:
            font = instantiateVariableFont(font, {"wght": weight})
        per_em, metrics = font["head"].unitsPerEm, font["hmtx"]
        for sign, glyph in font.getBestCmap().items():
            found[sign] = -(-metrics[glyph][0] * 1000 // per_em)
    return found


def runs(found):
    """Runs of signs: the first, and the advances from there on; 0 where a sign is missing between two."""
    signs_found = sorted(found)
    start, previous = signs_found[0], signs_found[0]
    for sign in signs_found[1:] + [None]:
        if sign is None or sign - previous > GAP:
            yield start, [found.get(at, 0) for at in range(start, previous + 1)]
            start = sign
        previous = sign


def widths():
    """Writes the table of widths."""
    lines = [
        "//! How wide the signs of the theme's fonts are. Written by `scripts/fonts.py`: do not edit.",
        "",
        "/// The first sign of a run, and the advances from there on in thousandths of the size of type; 0 is no sign.",
        "pub(super) type Runs = &'static [(u32, &'static [u16])];",
    ]
    for table, (name, weight) in FACES.items():
        lines += ["", "#[rustfmt::skip]", f"pub(super) static {table}: Runs = &["]
        for start, values in runs(advances(name, weight)):
            lines.append(f"    (0x{start:x}, &[")
            for at in range(0, len(values), 20):
                lines.append("        " + ", ".join(str(value) for value in values[at:at + 20]) + ",")
            lines.append("    ]),")
        lines.append("];")
    WIDTHS.write_text("\n".join(lines) + "\n")


def card(path, ranges, weight, name):
    """Writes a font for cards."""
    font = cut(path, ranges, weight)
    font.flavor = None
    font.save(CARDS / name)


def main():
    """Writes all of them."""
    logging.disable(logging.WARNING)
    WEB.mkdir(parents=True, exist_ok=True)
    CARDS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, data in fetch(folder).items():
            (folder / name).write_bytes(data)
        slices = [("", BASE), ("-ext", EXT)]
        for end, ranges in slices:
            web(folder / ROMAN.format(end), ranges, (400, 700), f"newsreader{end}.woff2")
            web(folder / ITALIC.format(end), ranges, 400, f"newsreader-italic{end}.woff2")
            web(folder / INTER, ranges, (400, 700), f"inter{end}.woff2")
            card(folder / ROMAN.format(end), ranges, 600, f"newsreader{end}.ttf")
            card(folder / ITALIC.format(end), ranges, 400, f"newsreader-italic{end}.ttf")
        card(folder / INTER, f"{BASE} {EXT}", 500, "inter.ttf")
    widths()
    for path in [*sorted(WEB.glob("*.woff2")), *sorted(CARDS.glob("*.ttf"))]:
        print(f"{path.stat().st_size:7} {path.relative_to(ROOT)}")


main()
