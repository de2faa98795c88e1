// Searches a built site that has `search = true`: with the program that its readers get, and in Chromium.
//
//     node tests/site/search.mjs OUT [--only-index] [--chromium PATH] [--queries N] [--limit BYTES]
//
// In node, per language: each deal must be among the first ten for words of its title, without their accents, elided and
// in the plural, and what a first query fetches must stay below a limit. A title word alone often names a dozen deals of
// one company, so words are added, the rarest first, until at most ten titles have all of them. In the browser, behind
// the site's own policy: typing, keys, filters, addresses, no result, a file that is missing or of another build, axe.
// Prints the problems, and last `N passed, N failed`.

import { createServer } from "node:http";
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { isOfFontAhead } from "./disk.mjs";
import { LIMIT } from "./patience.mjs";

const WANTED = 0.99;
const FIRST = 10;
// With what is read on the way, but without the page itself.
const FIRST_QUERY = 100 * 1024;
const SCRIPT = 8 * 1024;
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const results = { passed: 0, failed: 0 };

function check(name, problems) {
  const list = [problems].flat().filter(Boolean);
  console.log(`${list.length ? "FAIL" : "ok  "} ${name}`);
  for (const problem of list.slice(0, 8)) console.log(`       ${problem}`);
  results[list.length ? "failed" : "passed"] += 1;
}

/// The folders of languages that have an index: `search`, `en/search`.
async function folders(root) {
  const all = await readdir(root, { recursive: true });
  return all.filter((file) => /^([A-Za-z-]+\/)?search\/index\.json$/.test(file)).map((file) => path.dirname(file)).sort();
}

async function program(root) {
  const names = await readdir(path.join(root, "assets"));
  const name = names.find((name) => /^search\.[0-9a-f]{8}\.js$/.test(name));
  if (!name) throw new Error(`${root} has no search.js`);
  const file = path.join(root, "assets", name);
  await import(file);
  return { search: globalThis.tearsheetSearch, size: gzipSync(await readFile(file), { level: 9 }).length };
}

// ----------------------------------------------------------------------------------------------------- the index

/// Reads files of an index, and counts what a server would send: text is compressed on the way, the rest is not.
function reader(folder, counter) {
  return async (name) => {
    const bytes = await readFile(path.join(folder, name.split("?")[0]));
    counter.files += 1;
    counter.bytes += name.includes(".json") ? gzipSync(bytes).length : bytes.length;
    return new Uint8Array(bytes);
  };
}

const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "");
const plural = (word) => {
  if (/\d/.test(word) || /[sxz]$/.test(word)) return word;
  return /al$/.test(word) ? word.replace(/al$/, "aux") : /(eau|eu)$/.test(word) ? `${word}x` : `${word}s`;
};
const VARIANTS = {
  "accents dropped": (words) => words.map(bare),
  elided: (words) => words.map((word) => (/^\d/.test(word) ? word : `l’${word}`)),
  // Where the plural is a word of other titles, it asks for those.
  plural: (words, having) => words.map((word) => (having.has(plural(word)) ? word : plural(word))),
};

/// Words of a title that at most ten titles have together, the rarest first; undefined if there are none.
function telling(own, titles, having) {
  const rarest = [...new Set(own)].filter((word) => word.length > 3 || /\d/.test(word)).sort((a, b) => having.get(a).size - having.get(b).size || (a < b ? -1 : 1));
  let left;
  for (let n = 0; n < rarest.length; n++) {
    const next = having.get(rarest[n]);
    left = left ? left.filter((deal) => next.has(deal)) : [...next];
    if (left.length <= FIRST) return rarest.slice(0, n + 1);
  }
  return undefined;
}

async function checkIndex(root, folder, { search, size }, { queries, limit }) {
  const counter = { files: 0, bytes: 0 };
  const load = reader(path.join(root, folder), counter);
  const index = await search.open(load);
  const lines = [];
  for (let deal = 0; deal < index.deals; deal++) lines.push(await index.line(deal));
  const titles = lines.map(({ t }) => search.words(t));
  const having = new Map();
  titles.forEach((words, deal) => words.forEach((word) => having.set(word, (having.get(word) ?? new Set()).add(deal))));
  const step = Math.max(1, Math.floor(index.deals / queries));
  const deals = [...titles.keys()].filter((deal) => deal % step === 0).slice(0, queries);
  let alike = 0;
  let single = 0;
  const missed = [];
  let asked = 0;
  const sizes = [];
  for (const deal of deals) {
    const words = telling(titles[deal], titles, having);
    if (!words) {
      alike += 1;
      continue;
    }
    single += words.length === 1 ? 1 : 0;
    for (const [variant, change] of Object.entries(VARIANTS)) {
      const query = change(words, having).join(" ");
      const found = await search.find(index, search.parse(query));
      asked += 1;
      if (!found.deals.slice(0, FIRST).includes(deal)) missed.push(`${variant}: “${query}” does not find “${lines[deal].t}”`);
    }
    // What a browser fetches that has nothing yet, for every tenth of them.
    if (deal % (10 * step) === 0) sizes.push(await firstQuery(root, folder, search, words.join(" "), size));
  }
  const share = 1 - missed.length / asked;
  const shown = `${asked} queries (${single} of one word), ${alike} titles that ten others share`;
  check(`${folder}: ${(share * 100).toFixed(2)} % found of ${shown}`, [
    asked ? "" : "nothing was asked",
    ...(share < WANTED ? missed : []),
  ]);
  missed.slice(0, 4).forEach((line) => console.log(`       (${line})`));
  sizes.sort((a, b) => a.bytes - b.bytes);
  const [median, most] = [sizes[Math.floor(sizes.length / 2)], sizes.at(-1)];
  check(
    `${folder}: a first query fetches ${median.bytes} bytes in ${median.files} files, at most ${most.bytes} (${most.query})`,
    most.bytes > limit ? `more than ${limit}` : "",
  );
}

/// The bytes of the program and of all that a first query reads, up to the first ten results.
async function firstQuery(root, folder, search, query, size) {
  const counter = { files: 1, bytes: size };
  const index = await search.open(reader(path.join(root, folder), counter));
  const parsed = search.parse(query);
  const [found] = await Promise.all([search.find(index, parsed), search.findCompanies(index, parsed)]);
  const { deals } = await search.narrow(index, found.deals, {});
  await Promise.all(deals.slice(0, FIRST).map(index.line));
  return { ...counter, query };
}

async function checkWords({ search, size }) {
  const table = JSON.parse(await readFile(path.join(import.meta.dirname, "words.json"), "utf8"));
  const wrong = table.filter(([text, words]) => JSON.stringify(search.words(text)) !== JSON.stringify(words));
  check(`${table.length} texts have the words that the build makes of them`, wrong.map(([text]) => `“${text}”: ${search.words(text)}`));
  check(`the program has ${size} bytes, compressed`, size > SCRIPT ? `more than ${SCRIPT}` : "");
}

// --------------------------------------------------------------------------------------------------- the browser

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css", json: "application/json", svg: "image/svg+xml" };

/// A server of the folder, with a policy; `broken` says which paths fail, and `stale` which are of another build.
async function serve(root) {
  const state = { broken: () => false, stale: () => false, asked: [] };
  const server = createServer(async (request, answer) => {
    const url = new URL(request.url, "http://127.0.0.1");
    const name = decodeURIComponent(url.pathname).replace(/\/$/, "/index.html");
    state.asked.push(name);
    try {
      if (state.broken(name)) throw new Error("broken");
      let bytes = await readFile(path.join(root, name));
      if (state.stale(name)) bytes = Buffer.concat([Buffer.from("00000000"), bytes.subarray(8)]);
      const type = TYPES[name.split(".").pop()] ?? "application/octet-stream";
      answer.writeHead(200, { "Content-Type": type, "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff" });
      answer.end(bytes);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { server, state, base: `http://127.0.0.1:${server.address().port}/` };
}

async function checkBrowser(root, executablePath) {
  const { chromium } = await import("playwright-core");
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const { server, state, base } = await serve(root);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"], timeout: LIMIT });
  try {
    for (const folder of await folders(root)) {
      await checkPage(browser, { base, state, folder, root, axe }).catch((error) => check(`${folder} in the browser`, error.stack));
    }
  } finally {
    await browser.close();
    server.close();
  }
}

/// A window in which nothing is judged by its time.
async function patient(browser, options) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(LIMIT);
  return context;
}

/// What the page says, and where the focus is.
function look() {
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  return {
    heading: shown("[data-heading]").map((one) => one.textContent).join(),
    hits: shown("[data-hits] > li").map((one) => one.querySelector("a").textContent),
    links: shown("[data-hits] a").map((one) => one.getAttribute("href")),
    marks: shown("[data-hits] mark").map((one) => one.textContent),
    said: shown("[data-say]").map((one) => one.dataset.say),
    filters: shown("[data-filters] a").map((one) => one.dataset.key),
    chosen: shown("[data-filters] a[aria-current]").map((one) => one.dataset.key),
    browse: shown(".browse").length,
    focus: document.activeElement?.id || document.activeElement?.dataset.key || document.activeElement?.getAttribute("href") || "",
    address: location.search,
    wide: document.documentElement.scrollWidth - innerWidth,
  };
}

async function checkPage(browser, { base, state, folder, root, axe }) {
  const index = JSON.parse(await readFile(path.join(root, folder, "index.json"), "utf8"));
  const { of: names } = JSON.parse(await readFile(path.join(root, folder, "names.json"), "utf8"));
  const { of: lines } = JSON.parse(await readFile(path.join(root, folder, "results/0.json"), "utf8"));
  const company = names.reduce((most, one) => (one.d > most.d ? one : most));
  const name = company.s ?? company.n;
  const problems = [];
  state.asked.length = 0;
  const context = await patient(browser, { viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.on("console", (message) => isOfFontAhead(message) || problems.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`script error: ${error.message}`));
  page.on("request", (request) => request.url().startsWith(base) || problems.push(`requests ${request.url()}`));
  const settle = async () => {
    await page.waitForSelector("[data-results]:not([aria-busy])", { state: "attached" });
    return page.evaluate(look);
  };
  const quiet = (name, wrong = []) => check(`${folder}: ${name}`, [...wrong, ...problems.splice(0)]);
  const expect = (is, what) => (is ? "" : what);

  await page.goto(`${base}${folder}/index.html`);
  let seen = await settle();
  quiet("an empty field shows the list, and fetches nothing", [
    expect(seen.browse === 1 && !seen.hits.length && !seen.said.length, JSON.stringify(seen)),
    expect(!state.asked.some((name) => name.endsWith("index.json")), "index.json was fetched"),
  ]);

  await page.focus("#q");
  await page.keyboard.type(name.toLowerCase(), { delay: 20 });
  seen = await settle();
  quiet(`typing “${name.toLowerCase()}” finds the company first, then deals`, [
    expect(seen.hits[0] === company.n && seen.hits.length > 1, seen.hits.join(" | ")),
    expect(seen.marks.length > 1 && seen.heading && !seen.browse, JSON.stringify(seen)),
    expect(seen.address.includes("q="), seen.address),
    expect(seen.focus === "q", `the focus is on ${seen.focus}`),
  ]);

  const walk = [];
  for (const key of ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown", "Escape"]) {
    await page.keyboard.press(key);
    walk.push((await page.evaluate(look)).focus);
  }
  const [first, second] = seen.links;
  quiet("arrows go through the results and back", [expect(walk.join() === [first, second, first, "q", first, "q"].join(), walk.join())]);

  const filter = seen.filters.find((key) => key.startsWith("status:") && key !== "status:");
  const before = seen.hits.length;
  await page.click(`[data-filters] a[data-key="${filter}"]`);
  seen = await settle();
  quiet(`the filter ${filter} narrows results down, and has an address`, [
    expect(seen.chosen.includes(filter) && seen.hits.length < before, JSON.stringify(seen)),
    expect(seen.address.includes("status="), seen.address),
    expect(seen.focus === filter, `the focus is on ${seen.focus}`),
  ]);
  const there = seen;
  await page.reload();
  seen = await settle();
  quiet("the address shows the same again", [expect(seen.hits.join() === there.hits.join() && seen.heading === there.heading, JSON.stringify(seen))]);
  await page.goBack();
  seen = await settle();
  quiet("back takes the filter away", [expect(!seen.address.includes("status=") && seen.hits.length === before, JSON.stringify(seen))]);

  for (const key of ["kind", "year", "company"]) {
    const value = { kind: index.kinds[0]?.[0], year: String(index.years[0][0]), company: company.i }[key];
    await page.goto(`${base}${folder}/index.html?${key}=${value}`);
    seen = await settle();
    quiet(`${key}=${value} alone lists its deals`, [expect(seen.hits.length > 0 && seen.chosen.includes(`${key}:${value}`), JSON.stringify(seen))]);
  }

  await page.goto(`${base}${folder}/index.html?q=${encodeURIComponent(lines[0].t)}`);
  seen = await settle();
  quiet("a whole title finds its deal first", [expect(seen.hits.some((hit) => hit === lines[0].t), seen.hits.join(" | "))]);

  await page.fill("#q", "xqzw vvkj");
  seen = await settle();
  quiet("without a result it says so, and shows the list", [
    expect(!seen.hits.length && seen.said.join() === "none" && seen.browse === 1 && seen.heading, JSON.stringify(seen)),
  ]);
  await page.fill("#q", "");
  seen = await settle();
  quiet("an empty field again shows the list", [expect(seen.browse === 1 && !seen.heading && !seen.address, JSON.stringify(seen))]);

  for (const [what, how] of [["missing", "broken"], ["of another build", "stale"]]) {
    await page.goto(`${base}${folder}/index.html`);
    state[how] = (name) => name.includes("/words/");
    await page.fill("#q", name);
    seen = await settle();
    // A browser itself tells of what is not there.
    problems.splice(0, Infinity, ...problems.filter((problem) => !problem.includes("404")));
    const failed = seen;
    state[how] = () => false;
    await page.click("[data-retry]");
    seen = await settle();
    quiet(`a file that is ${what}: it says so, and a button tries again`, [
      expect(failed.said.join() === "failed" && !failed.hits.length && failed.browse === 1, JSON.stringify(failed)),
      expect(seen.hits.length > 1 && !seen.said.length, JSON.stringify(seen)),
    ]);
  }

  await page.goto(`${base}${folder.replace(/search$/, "")}index.html`);
  await page.fill("form.find input", name);
  await page.press("form.find input", "Enter");
  await page.waitForURL((url) => url.pathname.includes(folder));
  seen = await settle();
  quiet("the field in the masthead leads here", [expect(seen.hits[0] === company.n, JSON.stringify(seen))]);
  await context.close();

  for (const scheme of ["light", "dark"]) {
    for (const width of [320, 1280]) {
      for (const query of ["", `?q=${encodeURIComponent(name)}`, "?q=xqzw"]) {
        const context = await patient(browser, { bypassCSP: true, colorScheme: scheme, viewport: { width, height: 900 } });
        const page = await context.newPage();
        await page.goto(`${base}${folder}/index.html${query}`, { waitUntil: "networkidle" });
        await page.waitForSelector("[data-results]:not([aria-busy])", { state: "attached" });
        await page.evaluate(axe);
        const violations = await page.evaluate(async (tags) => {
          const rules = { "color-contrast-enhanced": { enabled: true } };
          const found = await globalThis.axe.run(document, { runOnly: { type: "tag", values: tags }, rules });
          return found.violations.map(({ id, nodes }) => `axe ${id} × ${nodes.length}: ${nodes[0].target} ${nodes[0].failureSummary}`);
        }, AXE_TAGS);
        const { wide } = await page.evaluate(look);
        check(`${folder}${query} at ${width} px, ${scheme}`, [...violations, wide > 0 ? `is ${wide} px wider than the window` : ""]);
        await context.close();
      }
    }
  }

  const shifts = await layoutShifts(browser, `${base}${folder}/index.html?q=${encodeURIComponent(name)}`);
  check(`${folder}: nothing moves where a query comes with the address`, shifts.map((value) => `a shift of ${value}`));

  const fromDisk = await patient(browser);
  const offline = await fromDisk.newPage();
  offline.on("console", (message) => isOfFontAhead(message) || problems.push(`console: ${message.text()}`));
  offline.on("pageerror", (error) => problems.push(`script error: ${error.message}`));
  await offline.goto(`file://${path.join(root, folder)}/index.html?q=x`);
  const said = await offline.evaluate(look);
  quiet("from disk it says that it needs a server, and shows the list", [expect(said.said.join() === "file" && said.browse === 1, JSON.stringify(said))]);
  await fromDisk.close();

  const plain = await patient(browser, { javaScriptEnabled: false });
  const silent = await plain.newPage();
  await silent.goto(`${base}${folder}/index.html`);
  const field = await silent.locator("form.query").isVisible();
  const excuse = await silent.locator(".unscripted").isVisible();
  quiet("without JavaScript the list stands in", [expect(!field && excuse, `field ${field}, words ${excuse}`)]);
  await plain.close();
}

async function layoutShifts(browser, url) {
  const context = await patient(browser, { viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifts.push(entry.value);
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(url, { waitUntil: "networkidle" });
  // For what comes late. Too short a time hides a fault, and never makes one.
  await page.waitForTimeout(400);
  const shifts = await page.evaluate(() => globalThis.shifts);
  await context.close();
  // Less is a font that takes the place of another.
  return shifts.filter((value) => value > 0.05);
}

// ------------------------------------------------------------------------------------------------------------ all

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "only-index": { type: "boolean", default: false },
    chromium: { type: "string", default: "/usr/bin/chromium" },
    queries: { type: "string", default: "1000" },
    limit: { type: "string", default: String(FIRST_QUERY) },
  },
});
if (positionals.length !== 1) throw new Error("usage: search.mjs OUT [--only-index] [--chromium PATH] [--queries N] [--limit BYTES]");
const root = path.resolve(positionals[0]);
const made = await program(root);
await checkWords(made);
const all = await folders(root);
check(`${all.length} languages have an index`, all.length ? "" : "none");
for (const folder of all) {
  await checkIndex(root, folder, made, { queries: Number(values.queries), limit: Number(values.limit) });
}
if (!values["only-index"]) await checkBrowser(root, values.chromium);
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exitCode = results.failed ? 1 : 0;
