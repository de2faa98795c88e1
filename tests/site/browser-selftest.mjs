// Proves that each check of `browser.mjs` can fail, and that none fails on the fixture.
//
//     node tests/site/browser-selftest.mjs [CHROMIUM]

import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { checkSite } from "./browser.mjs";

const FONT = path.join(import.meta.dirname, "../../themes/ledger/assets/fonts/inter.woff2");
const FIXTURE = path.join(import.meta.dirname, "fixture");
// How long a page is given for its fault, one after the other until it is seen: on a slow machine it may come late.
const SETTLING = [150, 1500, 15_000, 300_000];
// What is put into a page, and a word of the problem that must be found.
const FAULTS = [
  ["a wide box", '<div style="width:2000px">wide</div>', "wider than the window"],
  ["a picture from elsewhere", '<img src="http://127.0.0.1:9/a.png" alt="">', "requests http"],
  ["a missing picture", '<img src="none.png" alt="">', "fails to load"],
  [
    "a box that grows",
    "<style>@keyframes grow{to{height:300px}}header{height:9px;animation:grow 40ms steps(1) 40ms forwards}</style>",
    "moves after it was drawn",
  ],
  [
    "letters that come late",
    "<style>@font-face{font-family:Late;src:url(late.woff2)}u{font:1em Late}</style><u>Late</u>",
    "sets normal Late on the first screen",
  ],
  ["a low contrast", '<p style="color:#777;background:#888">grey</p>', "axe color-contrast"],
  ["a middling contrast", '<p style="color:#666;background:#fff">grey</p>', "axe color-contrast-enhanced"],
  ["a field without a name", "<input>", "axe label"],
  ["a bar that stays", '<p style="position:sticky;top:0;height:70px">ways</p>', "of the window from moving"],
  [
    "a colour that withstands the reader's",
    "<style>@media (forced-colors:active){.grey{forced-color-adjust:none;color:#777;background:#888}}</style><p class='grey'>grey</p>",
    "in forced colours, axe: axe color-contrast",
  ],
  [
    "a key that tells nothing apart",
    "<style>@media (forced-colors:active){.keys rect{fill:CanvasText}}</style><ul class='keys'><li><svg width='9' height='9'>" +
      "<rect width='9' height='9' fill='red'/></svg> one</li><li><svg width='9' height='9'><rect width='9' height='9' fill='blue'/></svg> other</li></ul>",
    "in forced colours, axe: draws one and other alike",
  ],
  ["a printed navigation", "<nav>ways</nav>", "prints 1 navigations"],
  ["a picture without a text", '<img src="assets/mark.svg">', "axe image-alt"],
];

const chromium = process.argv[2] ?? "/usr/bin/chromium";
const folder = await mkdtemp(path.join(os.tmpdir(), "site-"));
let passed = 0;
const failures = [];
try {
  const good = await checkSite({ out: FIXTURE, chromium, widths: [390, 1440] });
  if (good.failures.length) failures.push(`the fixture fails: ${JSON.stringify(good.failures.slice(0, 3))}`);
  else passed += 1;
  for (const [name, html, sign] of FAULTS) {
    const out = path.join(folder, name.replaceAll(" ", "-"));
    await cp(FIXTURE, out, { recursive: true });
    await cp(FONT, path.join(out, "late.woff2"));
    const front = path.join(out, "index.html");
    await writeFile(front, (await readFile(front, "utf8")).replace("</main>", `${html}</main>`));
    let [seen, found] = [false, []];
    for (const settling of SETTLING) {
      if (seen) break;
      found = (await checkSite({ out, chromium, pages: ["index.html"], widths: [390], settling })).failures;
      seen = found.some(([name, problems]) => problems.some((p) => `${name}: ${p}`.includes(sign)));
    }
    if (seen) passed += 1;
    else failures.push(`${name} is not seen: ${JSON.stringify(found.slice(0, 2))}`);
  }
} finally {
  await rm(folder, { recursive: true });
}
for (const failure of failures) console.log(`FAIL ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length ? 1 : 0;
