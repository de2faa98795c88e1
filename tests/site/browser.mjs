// Opens a built site in Chromium, from disk: what a reader's browser does with it.
//
//     node tests/site/browser.mjs OUT [--chromium PATH] [--sheets N] [--brief] [--only-axe | --no-axe]
//
// Each kind of page, in each language, light and dark, at four widths, without JavaScript: no request to
// another origin, no request that fails, no console message, nothing wider than the window, nothing that
// moves after it was drawn, no letters on the first screen whose font is fetched late; enlarged four times nothing that
// stays in the way; on paper no navigation, and a deal on two sheets, or as many as are said. Then axe-core, with text
// held to a contrast of 7:1, and once more in colours that the reader forces on the page, where what a drawing's key
// tells apart must differ as well. Briefly: light, at a narrow and a wide width. Prints the
// problems, and last `N passed, N failed`.
// `browser-selftest.mjs` proves that each of these can fail.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { isFont, isOfFontAhead } from "./disk.mjs";
import { chosenPages } from "./pages.mjs";
import { LIMIT } from "./patience.mjs";

// How often a page is looked at in which something moves.
const LOOKS = 5;
// How long late fonts and animations are given to move what is already drawn. Too short a time hides a fault, and
// never makes one.
const SETTLING = 150;
const WIDTHS = [320, 390, 1024, 1440];
const HEIGHT = 900;
// How many sheets a deal may take; one of many legs, more.
const SHEETS = 2;
// One narrow and one wide layout hold all that axe can see.
const AXE_WIDTHS = [320, 1280];
const SCHEMES = ["light", "dark"];
// What is looked at briefly: where layouts differ, and what does not fit.
const BRIEFLY = { widths: [320, 1024], schemes: ["light"] };
// A window of 1280 by 1024 enlarged four times, and how much of it may stay where it is while the page moves.
const ENLARGED = { width: 320, height: 256 };
const STAYS_AT_MOST = 0.25;
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/// Opens Chromium, works with it, and closes it.
async function withBrowser(executablePath, work) {
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS, timeout: LIMIT });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/// Listens for what must not happen while a page loads.
function listen(page, root, problems) {
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith("data:") && !url.startsWith(`file://${root}/`)) problems.push(`requests ${url}`);
  });
  page.on("requestfailed", (request) => isFont(request) || problems.push(`fails to load ${request.url()}`));
  page.on("console", (message) => isOfFontAhead(message) || problems.push(`console: ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`script error: ${error.message}`));
}

/// What the browser itself can tell about the layout.
function measure() {
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  const culprits = [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
    .slice(0, 3)
    .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`);
  const fonts = [...document.fonts].map((font) => font.status);
  const unlettered = fonts.length > 0 && !fonts.includes("loaded");
  // What stays at the top or the foot, however far the page is moved.
  const heights = [...document.querySelectorAll("body *")].flatMap((element) => {
    const { position, top, bottom } = getComputedStyle(element);
    const isBar = position === "fixed" || (position === "sticky" && (top !== "auto" || bottom !== "auto"));
    return isBar ? [element.getBoundingClientRect().height] : [];
  });
  const stays = Math.max(0, ...heights);
  const broken = [...document.images].filter((i) => i.complete && !i.naturalWidth).length;
  // The faces of what a reader sees before anything is moved, and the fonts that the page fetches ahead.
  const set = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const style = getComputedStyle(texts.currentNode.parentElement);
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const { width, top, bottom } = range.getBoundingClientRect();
    const isSeen = width > 0 && bottom > 0 && top < window.innerHeight && style.visibility === "visible";
    if (!isSeen || !/[a-z]/i.test(texts.currentNode.data)) continue;
    set.add(`${style.fontStyle} ${style.fontFamily.split(",")[0].replaceAll('"', "")}`);
  }
  const ahead = [...document.querySelectorAll("link[rel=preload][as=font]")].map((link) => link.href);
  return { wide, culprits, unlettered, stays: stays / window.innerHeight, broken, set: [...set], ahead };
}

/// Opens a page; where something moved, again in a fresh window, and believes it if it moves each time: on a busy
/// machine a table may settle when its rows arrive in pieces. What a page does by itself it does each time.
async function openOne(browser, root, file, window, scheme, settling) {
  for (let look = 1; ; look += 1) {
    const problems = await lookAt(browser, root, file, window, scheme, settling);
    if (look === LOOKS || !problems.some((problem) => problem.startsWith(MOVES))) return problems;
  }
}

async function lookAt(browser, root, file, { width, height }, colorScheme, settling) {
  const problems = [];
  const viewport = { width, height };
  const context = await browser.newContext({ javaScriptEnabled: false, colorScheme, viewport });
  context.setDefaultTimeout(LIMIT);
  const page = await context.newPage();
  listen(page, root, problems);
  const session = await context.newCDPSession(page);
  const shifts = await listenForShifts(session);
  const faces = await listenForFaces(session);
  await page.goto(`file://${root}/${file}`, { waitUntil: "load" });
  await page.waitForTimeout(settling);
  const found = await evaluate(session, measure);
  if (shifts.length) problems.push(`${MOVES}: ${shifts.join(", ")}`);
  if (found.wide > 0) problems.push(`is ${found.wide} px wider than the window: ${found.culprits.join(", ")}`);
  if (found.unlettered) problems.push("has none of its fonts");
  const late = found.set.filter((name) => faces.has(name) && !found.ahead.includes(faces.get(name)));
  if (late.length) problems.push(`sets ${late.join(", ")} on the first screen, and does not fetch it ahead`);
  if (found.broken) problems.push(`shows ${found.broken} broken pictures`);
  if (height === ENLARGED.height && found.stays > STAYS_AT_MOST) problems.push(`keeps ${Math.round(found.stays * 100)} % of the window from moving`);
  await context.close();
  return problems;
}

/// A page on paper: without the ways through the site, which nobody can follow there; a deal on few sheets.
async function printOne(browser, root, file, most) {
  const problems = [];
  const context = await browser.newContext({ javaScriptEnabled: false });
  context.setDefaultTimeout(LIMIT);
  const page = await context.newPage();
  await page.goto(`file://${root}/${file}`, { waitUntil: "load" });
  await page.emulateMedia({ media: "print" });
  const ways = await page.locator("nav:visible").count();
  if (ways) problems.push(`prints ${ways} navigations`);
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  const isDeal = (await page.locator("body.deal").count()) > 0;
  if (sheets === 0 || (isDeal && sheets > most)) problems.push(`prints on ${sheets} sheets`);
  await context.close();
  return problems;
}

/// However little.
const MOVES = "moves after it was drawn";

/// Collects layout shifts, which the page itself could not report with its scripts off.
async function listenForShifts(session) {
  const shifts = [];
  session.on("PerformanceTimeline.timelineEventAdded", ({ event }) => {
    const { value, hadRecentInput } = event.layoutShiftDetails ?? {};
    if (value > 0 && !hadRecentInput) shifts.push(value.toFixed(4));
  });
  await session.send("PerformanceTimeline.enable", { eventTypes: ["layout-shift"] });
  return shifts;
}

/// The files of the faces with a to z that a page loads, by style and family.
async function listenForFaces(session) {
  const faces = new Map();
  const hasLetters = (ranges) =>
    ranges.split(",").some((range) => {
      const [first, last] = range.trim().slice(2).split("-").map((end) => Number.parseInt(end, 16));
      return first <= 0x61 && (last ?? first) >= 0x7a;
    });
  session.on("CSS.fontsUpdated", ({ font }) => {
    if (font && hasLetters(font.unicodeRange)) faces.set(`${font.fontStyle} ${font.fontFamily}`, font.src);
  });
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  return faces;
}

/// Runs a function of ours in a page whose own scripts are off.
async function evaluate(session, work) {
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    expression: `(${work})()`,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.text);
  return result.value;
}

/// What axe says of a page, by the name of each look at it, for which it is opened once.
async function axeAll(browser, root, file, axeSource, schemes) {
  const context = await browser.newContext({ bypassCSP: true });
  context.setDefaultTimeout(LIMIT);
  const page = await context.newPage();
  await page.goto(`file://${root}/${file}`, { waitUntil: "load" });
  await page.evaluate(axeSource);
  const found = [];
  for (const { width, ...media } of axeLooks(schemes)) {
    await page.setViewportSize({ width, height: HEIGHT });
    await page.emulateMedia(media);
    // As it comes, links and what folds stand closest to each other.
    await fold(page, false);
    const near = await violations(page, { type: "rule", values: ["target-size"] });
    // What is folded away must be as good as the rest.
    await fold(page, true);
    const all = [...near, ...(await violations(page, { type: "tag", values: AXE_TAGS }))];
    const alike = (await page.evaluate(keysAlike)).map((labels) => `draws ${labels.join(" and ")} alike`);
    found.push(alike.length ? alike : all);
  }
  await context.close();
  return found;
}

/// Each width in each scheme, and then in colours that the reader forces on the page.
function axeLooks(schemes) {
  const looks = AXE_WIDTHS.flatMap((width) => schemes.map((colorScheme) => ({ width, colorScheme, forcedColors: "none" })));
  return [...looks, { width: AXE_WIDTHS.at(-1), colorScheme: "dark", forcedColors: "active" }];
}

/// What these looks at a page are called.
const axeNames = (file, schemes) =>
  axeLooks(schemes).map((look) =>
    look.forcedColors === "active" ? `${file}, in forced colours, axe` : `${file} at ${look.width} px, ${look.colorScheme}, axe`,
  );

/// Unfolds all that folds, or folds what was unfolded so.
async function fold(page, open) {
  await page.evaluate((open) => {
    for (const one of document.querySelectorAll("details")) {
      if (open && !one.open) one.dataset.unfolded = "";
      if (open || "unfolded" in one.dataset) one.open = open;
    }
  }, open);
}

/// What axe has against a page, by some of its rules.
async function violations(page, runOnly) {
  return page.evaluate(async (runOnly) => {
    const rules = runOnly.type === "tag" ? { "color-contrast-enhanced": { enabled: true } } : {};
    const results = await globalThis.axe.run(document, { runOnly, rules, resultTypes: ["violations"] });
    return results.violations.map(({ id, nodes }) => {
      const why = nodes[0].failureSummary.replaceAll(/\s+/g, " ");
      return `axe ${id} × ${nodes.length}, first ${nodes[0].target.join(" ")}: ${why}`;
    });
  }, runOnly);
}

/// Pairs of labels in the key of a drawing that stand beside the same mark.
function keysAlike() {
  const ofBox = ["background-image", "border-top-style", "border-top-color", "border-left-width", "border-right-width"];
  const ofShape = ["fill", "stroke", "stroke-dasharray", "opacity"];
  const of = (element, names, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    return names.map((name) => style.getPropertyValue(name)).join("; ");
  };
  const mark = (item) => [of(item, ofBox, "::before"), ...[...item.querySelectorAll("svg *")].map((s) => of(s, ofShape))].join(" | ");
  const pairs = [];
  for (const key of document.querySelectorAll(".keys, .legend")) {
    // Two things of the same kind are drawn alike; the kind is the first class.
    const item = (one) => ({ label: one.textContent.trim(), mark: mark(one), kind: one.className.split(" ")[0] });
    const items = [...key.children].map(item);
    for (const [index, one] of items.entries()) {
      const same = items.slice(index + 1).find((other) => other.mark === one.mark && (other.kind !== one.kind || !one.kind));
      if (same) pairs.push([one.label, same.label]);
    }
  }
  return pairs;
}

/// Every combination that is looked at, as [names, function]: it returns the problems of each name.
function jobs(browser, root, pages, { settling, axeSource, axe, plain, widths, schemes, sheets }) {
  const list = [];
  const look = (name, run) => list.push([[name], async () => [await run()]]);
  for (const file of pages) {
    if (axe) list.push([axeNames(file, schemes), () => axeAll(browser, root, file, axeSource, schemes)]);
    if (!plain) continue;
    look(`${file}, printed`, () => printOne(browser, root, file, sheets));
    for (const scheme of schemes) {
      for (const width of widths) {
        const name = `${file} at ${width} px, ${scheme}`;
        // The narrowest window is for what does not fit, which no colour changes.
        if (width === 320 && scheme === "dark") continue;
        const window = { width, height: HEIGHT };
        look(name, () => openOne(browser, root, file, window, scheme, settling));
      }
    }
    look(`${file}, enlarged`, () => openOne(browser, root, file, ENLARGED, "light", settling));
  }
  return list;
}

/// Runs all, two at a time, and returns the pages, how many jobs passed, and the others with their problems.
export async function checkSite(options) {
  const root = path.resolve(options.out);
  const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const pages = options.pages ?? (await chosenPages(root));
  return withBrowser(options.chromium, async (browser) => {
    const all = { axe: true, plain: true, widths: WIDTHS, schemes: SCHEMES, sheets: SHEETS, settling: SETTLING, ...options, axeSource };
    const waiting = jobs(browser, root, pages, all);
    const failures = [];
    let passed = 0;
    const work = async () => {
      for (let job = waiting.shift(); job; job = waiting.shift()) {
        const [names, run] = job;
        const found = await run().catch((error) => names.map(() => [`could not be opened: ${error.message}`]));
        for (const [index, name] of names.entries()) {
          if (found[index].length) failures.push([name, found[index]]);
          else passed += 1;
        }
      }
    };
    await Promise.all([work(), work()]);
    return { pages, passed, failures };
  });
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      chromium: { type: "string", default: "/usr/bin/chromium" },
      sheets: { type: "string", default: String(SHEETS) },
      brief: { type: "boolean", default: false },
      "only-axe": { type: "boolean", default: false },
      "no-axe": { type: "boolean", default: false },
    },
  });
  if (positionals.length !== 1) throw new Error("usage: browser.mjs OUT [--chromium PATH]");
  const { pages, passed, failures } = await checkSite({
    out: positionals[0],
    chromium: values.chromium,
    sheets: Number(values.sheets),
    ...(values.brief ? BRIEFLY : {}),
    axe: !values["no-axe"],
    plain: !values["only-axe"],
  });
  console.log(`${pages.length} pages: ${pages.join(" ")}`);
  for (const [name, problems] of failures.sort()) {
    console.log(`FAIL ${name}`);
    for (const problem of problems.slice(0, 6)) console.log(`       ${problem}`);
  }
  console.log(`${passed} passed, ${failures.length} failed`);
  return failures.length ? 1 : 0;
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main();
