// Opens pages of a server in Chromium: what the policy blocks, what does not arrive, what does not work.

import path from "node:path";
import { PATIENCE } from "./patience.mjs";
import { address } from "./site.mjs";

export const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/// Opens each of `files`; returns [problems, how many].
export async function browse(browser, server, site, files) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => console.error(`violates ${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile ?? ""}:${event.lineNumber} ${event.sample}`));
  });
  const problems = [];
  try {
    for (const file of files) {
      for (const problem of await openOne(context, server, site, file)) problems.push(`${address(file)}: ${problem}`);
    }
    problems.push(...(await downloadOne(context, server, site, files)));
  } finally {
    await context.close();
  }
  return [problems, files.length];
}

async function openOne(context, server, site, file) {
  const problems = [];
  const page = await context.newPage();
  const missing = path.basename(file) === "404.html";
  // The 404 page itself, and the icon that browsers ask for where a redirect page names none.
  const expected404 = (message) => /status of 404/.test(message.text()) && (message.location().url.endsWith("/favicon.ico") ? Boolean(site.target(file)) : missing);
  page.on("console", (message) => (expected404(message) ? undefined : problems.push(`console: ${message.text()}`)));
  page.on("pageerror", (error) => problems.push(`script error: ${error.message}`));
  page.on("request", (request) => (request.url().startsWith(`${server.origin}/`) || request.url().startsWith("data:") ? undefined : problems.push(`requests ${request.url()}`)));
  page.on("requestfailed", (request) => problems.push(`fails to load ${request.url()}: ${request.failure()?.errorText}`));
  page.on("response", (response) => (response.status() < 400 || response.request().isNavigationRequest() || response.url().endsWith("/favicon.ico") ? undefined : problems.push(`${response.status()} for ${response.url()}`)));
  try {
    const at = missing ? address(file).replace("404.html", "no-such-page") : address(file);
    const answer = await page.goto(server.origin + at, { waitUntil: "load" });
    const target = site.target(file);
    if (target) {
      // A page with `refresh` needs a moment; a redirect by the server has arrived.
      await page.waitForURL((url) => [address(target), `/${target}`].includes(url.pathname));
    } else if (answer.status() !== (missing ? 404 : 200)) problems.push(`${answer.status()}`);
    problems.push(...seen(await page.evaluate(look), site.html.get(target ?? file), missing));
    problems.push(...(await downloads(page, server, site)));
    problems.push(...(await search(page)));
  } catch (error) {
    problems.push(`could not be opened: ${error.message.split("\n")[0]}`);
  } finally {
    await page.close();
  }
  return [...new Set(problems)];
}

/// Runs in the page, once fonts have arrived.
async function look() {
  await document.fonts.ready;
  return {
    sheets: [...document.styleSheets].map((sheet) => { try { return sheet.cssRules.length; } catch { return 0; } }),
    links: document.querySelectorAll("link[rel=stylesheet]").length,
    fonts: [...document.fonts].map((font) => [font.family, font.status]),
    data: [...document.querySelectorAll('script[type="application/ld+json"]')].map((script) => script.textContent),
    scripts: [...document.scripts].filter((script) => script.src).length,
    broken: [...document.images].filter((image) => image.complete && !image.naturalWidth).map((image) => image.src),
  };
}

function seen(found, html, missing) {
  const problems = [];
  if (found.links === 0 || found.sheets.length < found.links || found.sheets.includes(0)) problems.push(`style sheets: ${found.links} linked, rules ${found.sheets.join(", ") || "none"}`);
  if (!found.fonts.some(([, status]) => status === "loaded")) problems.push("no font was loaded");
  for (const [family, status] of found.fonts.filter(([family, s]) => s === "error" && !/until then/.test(family))) problems.push(`font ${family}: ${status}`);
  const data = (html.match(/<script type="?application\/ld\+json/g) ?? []).length;
  if (found.data.length !== data || (data === 0 && !missing)) problems.push(`JSON-LD: ${found.data.length} of ${data}`);
  for (const text of found.data) {
    try {
      JSON.parse(text);
    } catch (error) {
      problems.push(`JSON-LD: ${error.message}`);
    }
  }
  return [...problems, ...found.broken.map((src) => `broken picture ${src}`)];
}

/// A search, where the theme has one, on its own page and from the front page, which leads there: it says what it found, or
/// that there is nothing.
async function search(page) {
  const { pathname } = new URL(page.url());
  const field = page.locator("input[type=search]").first();
  if ((await field.count()) === 0 || !(pathname === "/" || /\/search\/$/.test(pathname))) return [];
  await field.fill("deal");
  await field.press("Enter");
  const answer = page.locator("#found");
  return answer.waitFor().then(() => [], () => ["the search answers nothing"]);
}

/// Everything offered for download arrives as it is in the site.
async function downloads(page, server, site) {
  const addresses = await page.locator("a[download]").evaluateAll((links) => links.map((link) => link.href));
  const problems = [];
  for (const href of addresses) {
    const answer = await page.request.get(href);
    const file = decodeURIComponent(new URL(href).pathname.slice(1));
    if (answer.status() !== 200 || !(await answer.body()).equals(await site.bytes(file))) problems.push(`download ${href}: ${answer.status()}`);
  }
  return problems;
}

/// One download by a click, as a reader does it.
async function downloadOne(context, server, site, files) {
  const file = files.find((name) => /<a [^>]*\bdownload\b/.test(site.html.get(name)));
  if (!file) return [];
  const page = await context.newPage();
  try {
    await page.goto(server.origin + address(file));
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("a[download]").first().click()]);
    const failure = await download.failure();
    return failure ? [`${address(file)}: a click on a download: ${failure}`] : [];
  } catch (error) {
    return [`${address(file)}: a click on a download: ${error.message.split("\n")[0]}`];
  } finally {
    await page.close();
  }
}

/// How XML looks when opened by itself: the browser's own viewer writes styles, which any strict policy blocks.
export async function viewerReports(browser, server, file) {
  const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
  page.setDefaultTimeout(PATIENCE);
  let reports = 0;
  page.on("console", (message) => (reports += /Content Security Policy/.test(message.text()) ? 1 : 0));
  await page.goto(server.origin + address(file)).catch(() => {});
  await page.context().close();
  return reports;
}
