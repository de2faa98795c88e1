// Runs Lighthouse on pages of a site that is served, and prints a table: the median of several runs per page and scheme.
//
//     node tests/audit/run.mjs ORIGIN [--site FOLDER [--own PATH]…] [--chromium PATH] [--runs N] [--page PATH]… [--scheme light|dark]… [--least N]
//
// Of the site in FOLDER, which is what ORIGIN serves, it takes the pages that readers come to: of each kind the heaviest, and
// pages of the project's own by their paths below a language. `--page` names pages instead.
//
// The emulated machine is Lighthouse's own: a phone on slow 4G. Closes with `N passed, N failed`: a score below `--least`
// (100) fails, with the audits that cost it.

import { parseArgs } from "node:util";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { chosenPages } from "../site/pages.mjs";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const SHORT = ["perf", "a11y", "best", "seo"];
// As Chromium counts them.
const SCHEMES = { dark: 0, light: 1 };

// Pages of months, of changes or of data are seldom where somebody arrives.
const ARRIVALS = /^(deals|companies|sources|topics)\/[^/]+\/$|^(deals|search)\/$|^$/;

/// Addresses of the pages that readers come to, in each language: of each kind the heaviest, and those named in `own`.
async function arrivals(folder, own) {
  const pages = (await chosenPages(folder)).map((file) => file.replace(/index\.html$/, ""));
  return pages.filter((page) => {
    const name = page.replace(/^[a-z]{2,3}(-[A-Za-z0-9]+)*\//, "");
    return ARRIVALS.test(name) || own.includes(name);
  });
}

/// The scores of one run, in hundredths, what costs a category something, and the times.
async function score(url, chromium, scheme) {
  const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", `--blink-settings=preferredColorScheme=${SCHEMES[scheme]}`];
  const chrome = await launch({ chromePath: chromium, chromeFlags: flags, logLevel: "silent" });
  try {
    const { lhr } = await lighthouse(url, { port: chrome.port, onlyCategories: CATEGORIES, logLevel: "silent" });
    const scores = CATEGORIES.map((id) => Math.round((lhr.categories[id].score ?? 0) * 100));
    const costs = CATEGORIES.flatMap((id) => lhr.categories[id].auditRefs.filter(({ id: audit, weight }) => {
      const { score: own } = lhr.audits[audit];
      return weight > 0 && own !== null && own < 0.995;
    })).map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? lhr.audits[id].title}`);
    // Of a page that could not be measured there is none.
    const paint = Math.round(lhr.audits["largest-contentful-paint"].numericValue ?? NaN);
    const shift = lhr.audits["cumulative-layout-shift"].numericValue ?? NaN;
    return { scores, costs, paint, shift, error: lhr.runtimeError?.message };
  } finally {
    await chrome.kill();
  }
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    chromium: { type: "string", default: "/usr/bin/chromium" },
    runs: { type: "string", default: "5" },
    site: { type: "string" },
    own: { type: "string", multiple: true, default: [] },
    page: { type: "string", multiple: true },
    scheme: { type: "string", multiple: true, default: Object.keys(SCHEMES) },
    least: { type: "string", default: "100" },
  },
});
const [origin] = positionals;
const pages = values.page ?? (values.site ? await arrivals(values.site, values.own) : [""]);
let passed = 0;
let failed = 0;
console.log(["page", "scheme", ...SHORT, "LCP ms", "CLS"].join("\t"));
for (const page of pages) {
  for (const scheme of values.scheme) {
    const runs = [];
    for (let run = 0; run < Number(values.runs); run += 1) runs.push(await score(`${origin}/${page}`, values.chromium, scheme));
    const scores = CATEGORIES.map((_, at) => median(runs.map((run) => run.scores[at])));
    const [paint, shift] = [median(runs.map((run) => run.paint)), median(runs.map((run) => run.shift))];
    console.log([`/${page}`, scheme, ...scores, paint, shift.toFixed(3)].join("\t"));
    const error = runs.find((run) => run.error)?.error;
    if (error || Math.min(...scores) < Number(values.least)) {
      failed += 1;
      for (const cost of new Set(runs.flatMap((run) => run.costs))) console.log(`       ${cost}`);
      if (error) console.log(`       ${error}`);
    } else {
      passed += 1;
    }
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
