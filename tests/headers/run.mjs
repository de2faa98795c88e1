// Builds sites with `[headers]` and serves them as readers get them: under nginx and Caddy with the printed snippets,
// under stand-ins for Cloudflare, Netlify and CloudFront; asks for every file, opens pages in Chromium, grades.
//
//     node tests/headers/run.mjs BINARY SITE_ROOT [--chromium PATH] [--no-browser] [--only WORD]
//
// Needs nginx, caddy (2.6 or newer), openssl, chromium, and playwright-core from tests/site. Prints problems and notes, and
// last `N passed, N failed`. `selftest.mjs` proves that the checks can fail.

import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { parseArgs } from "node:util";
import { chosenPages } from "../site/pages.mjs";
import { ARGUMENTS } from "./browse.mjs";
import { copyProject, furnish, PLAIN, put, rename, settings, tearsheet } from "./project.mjs";
import { PATIENCE } from "./patience.mjs";
import { cacheProblems, parseCsp } from "./policy.mjs";
import { Report } from "./report.mjs";
import { headersFor, parseHeaders, parseRedirects } from "./rules.mjs";
import { address, Site } from "./site.mjs";
import { checkSite, withWorkspace } from "./suite.mjs";

const { chromium } = createRequire(path.join(import.meta.dirname, "../site/package.json"))("playwright-core");
/// For the briefing; the small site is of the day that it was made.
const DAY = "2026-11-22";
const HOSTS = ["nginx", "caddy", "cloudfront", "netlify"];

/// What every part works with: the program, the project, the report, the browser.
async function build(it, project, ...more) {
  const done = await tearsheet(it.program, ["build", "--root", project, ...more], project);
  if (done.code !== 0) throw new Error(`build: exit ${done.code}: ${done.stderr.slice(0, 2000)}`);
  return done;
}

async function printed(it, label, project) {
  const texts = {};
  for (const host of HOSTS) {
    const { code, stdout, stderr } = await tearsheet(it.program, ["headers", "--for", host], project);
    it.report.add(`${label}: headers --for ${host}`, code === 0 && stdout.trim() ? [] : [`exit ${code}: ${stderr.slice(0, 300)}`]);
    texts[host] = stdout;
  }
  return texts;
}

async function notes(it, dir) {
  await tearsheet(it.program, ["init", dir], path.dirname(dir));
  await furnish(dir);
  await settings(dir);
  await build(it, dir);
}

/// The small site, every page of it.
async function small(it, work) {
  const project = path.join(work, "notes");
  await notes(it, project);
  const site = await Site.read(path.join(project, "public"), { plain: PLAIN });
  it.report.add("notes: old addresses and static files are there", site.redirects.length >= 2 && PLAIN.every((file) => site.files.includes(file)) ? [] : [`${site.redirects.length} redirects; ${site.files.length} files`]);
  const manifest = await readFile(path.join(project, "public/.tearsheet-manifest"), "utf8").catch(() => "");
  it.report.add("notes: the manifest lists _headers and _redirects", ["_headers", "_redirects"].filter((name) => !manifest.includes(` ${name}\n`)).map((name) => `no ${name}`));
  await checkSite(it.report, { label: "notes", site, printed: await printed(it, "notes", project), files: [...site.html.keys()], browser: it.browser });
}

/// The briefing: every file asked for, one page of each kind opened.
async function briefing(it, work) {
  const project = path.join(work, "briefing");
  await copyProject(it.root, project);
  await furnish(project);
  await settings(project);
  await build(it, project, "--today", DAY);
  const out = path.join(project, "public");
  const site = await Site.read(out, { plain: PLAIN });
  const files = [...(await chosenPages(out)), ...site.redirects.slice(0, 2).map(([file]) => file), ...[...site.html.keys()].filter((file) => path.basename(file) === "404.html")];
  await checkSite(it.report, { label: "briefing", site, printed: await printed(it, "briefing", project), files, browser: it.browser });
}

/// More assets than hosts take rules: all are still kept for a year, and nothing else is.
async function manyAssets(it, work) {
  const project = path.join(work, "assets");
  await tearsheet(it.program, ["init", project], work);
  for (let n = 0; n < 150; n += 1) await put(project, `themes/ledger/assets/marks/m${n}.svg`, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="${n}"/></svg>\n`);
  await furnish(project);
  await settings(project);
  await build(it, project);
  const site = await Site.read(path.join(project, "public"), { plain: PLAIN });
  const marks = site.files.filter((file) => file.includes("/marks/"));
  it.report.add("150 assets: they are in the site", marks.length === 150 && marks.every((file) => site.isFingerprinted(file)) ? [] : [`${marks.length}: ${marks.slice(0, 3)}`]);
  const texts = await printed(it, "150 assets", project);
  await checkSite(it.report, { label: "150 assets", site, printed: texts, only: ["nginx", "caddy"] });
  const { rules, problems } = parseHeaders(await readFile(path.join(site.dir, "_headers"), "utf8"));
  it.report.add("150 assets: _headers is within limits", problems, rules.length);
  for (const flavour of ["cloudflare", "netlify"]) {
    const host = { "cache-control": "public, max-age=0, must-revalidate" };
    const wrong = site.files.flatMap((file) => cacheProblems(new Map([...headersFor(rules, address(file), flavour, host)].map(([name, value]) => [name, [value]])), site.isFingerprinted(file)).map((problem) => `${file}: ${problem}`));
    // A rule less for what is kept is slow, a rule too many is wrong.
    it.report.add(`150 assets: ${flavour} keeps nothing else`, wrong.filter((problem) => problem.includes("not fingerprinted")));
    const unkept = wrong.filter((problem) => problem.includes(": fingerprinted"));
    if (unkept.length) it.report.note(`150 assets: ${flavour} asks again for ${unkept.length} fingerprinted files`);
  }
}

/// More old addresses than hosts take: the pages remain, and somebody is told.
async function manyRedirects(it, work) {
  const project = path.join(work, "redirects");
  await tearsheet(it.program, ["init", project], work);
  await rename(project, "companies", Array.from({ length: 2100 }, (_, n) => `former-${n}`));
  await settings(project);
  const done = await build(it, project);
  const site = await Site.read(path.join(project, "public"));
  const { rules, problems } = parseRedirects(await readFile(path.join(site.dir, "_redirects"), "utf8"));
  it.report.add("2,100 old addresses: _redirects is within limits", problems, rules.length);
  it.report.add("2,100 old addresses: each still has its page", site.redirects.length >= 2100 ? [] : [`${site.redirects.length} pages`]);
  const again = await build(it, project);
  for (const [which, { stdout, stderr }] of [["the build", done], ["a build that changes nothing", again]]) {
    const said = /redirect/i.test(stdout + stderr);
    it.report.add(`2,100 old addresses: ${which} says so`, said ? [] : [`not a word: ${stderr.slice(0, 300)}`]);
  }
}

/// What would be more than a value, in lines printed for nginx (which cannot escape `$`) and for Caddy.
const LEAKS = [/^\s*Set-Cookie|server \{ listen 80;\s*$|[^\\]"; return 200|\$http_cookie/, /^\s*Set-Cookie|server \{ listen 80;\s*$|[^\\]"; return 200|(^|[^\\])\{env\.HOME\}/];

/// What `[headers]` may say, and what it may not.
async function variants(it, work) {
  const project = path.join(work, "variants");
  const read = (name) => readFile(path.join(project, "public", name), "utf8").catch(() => undefined);
  const fresh = async (text, more = {}) => {
    await rm(project, { recursive: true, force: true });
    await tearsheet(it.program, ["init", project], work);
    await rename(project, "companies", ["a-former-name"]);
    for (const [name, bytes] of Object.entries(more)) await put(project, name, bytes);
    if (text) await settings(project, text);
    return tearsheet(it.program, ["build", "--root", project], project);
  };
  await fresh("");
  it.report.add("without [headers]: neither file is written", ["_headers", "_redirects"].filter((name) => existsSync(path.join(project, "public", name))));

  await fresh('\n[headers]\nsecurity = "off"\n');
  const off = parseHeaders((await read("_headers")) ?? "");
  it.report.add("security off: only caching is said", off.rules.flatMap((rule) => rule.set.map(([name]) => name)).filter((name) => /security|policy|options/i.test(name)), off.rules.length);

  await fresh('\n[headers.cache]\npages = "public, max-age=300, must-revalidate"\nassets = "public, max-age=600"\n');
  const own = parseHeaders((await read("_headers")) ?? "");
  const at = (file) => headersFor(own.rules, address(file), "cloudflare").get("cache-control");
  const asset = (await Site.read(path.join(project, "public"))).files.find((file) => file.endsWith(".css"));
  it.report.add("own times: they are sent", [["index.html", "public, max-age=300, must-revalidate"], [asset, "public, max-age=600"]].filter(([file, wanted]) => at(file) !== wanted).map(([file]) => `${file}: ${at(file)}`));
  const nginx = (await tearsheet(it.program, ["headers", "--for", "nginx"], project)).stdout;
  it.report.add("own times: nginx gets them", ["max-age=300", "max-age=600"].filter((part) => !nginx.includes(part)));

  for (const [what, value] of [["a line break", "public\\nSet-Cookie: a=b"], ["a quote", 'public\\"; return 200'], ["a control character", "public\\u0007"], ["a semicolon and a brace", "public; } server { listen 80;"], ["a variable of nginx", "public, $http_cookie"], ["a placeholder of Caddy", "public, {env.HOME}"]]) {
    const done = await fresh(`\n[headers.cache]\npages = "${value}"\n`);
    if (done.code === 0) it.report.note(`a Cache-Control with ${what} is accepted: what is printed must quote it`);
    const snippets = done.code === 0 ? await Promise.all(["nginx", "caddy"].map((host) => tearsheet(it.program, ["headers", "--for", host], project))) : [];
    const leaks = snippets.flatMap(({ stdout }, n) => stdout.split("\n").filter((line) => LEAKS[n].test(line)));
    it.report.add(`a Cache-Control with ${what} stays one value or is refused`, leaks);
  }

  const clash = await fresh('\n[headers]\nsecurity = "strict"\n', { "static/_headers": "/*\n  X-Mine: 1\n" });
  it.report.add("a file static/_headers and [headers] are not both taken in silence", /_headers/.test(clash.stdout + clash.stderr) ? [] : [`exit ${clash.code}, not a word`]);

  await fresh('\n[headers]\nsecurity = "strict"\n', { "static/talk.mp4": "x", "static/talk.mp3": "x" });
  const csp = parseCsp(headersFor(parseHeaders((await read("_headers")) ?? "").rules, "/talk.mp4", "cloudflare").get("content-security-policy") ?? "");
  if (!csp.directives.get("media-src")?.includes("'self'")) it.report.note("media files opened by themselves do not play: no media-src 'self' although the site has an mp4");

  const wrong = await tearsheet(it.program, ["headers", "--for", "apache"], project);
  it.report.add("headers --for an unknown server is misuse", wrong.code === 2 ? [] : [`exit ${wrong.code}`]);
}

/// After an edit the two files are what a clean build makes.
async function edits(it, work) {
  const project = path.join(work, "edits");
  await notes(it, project);
  const both = async () => Promise.all(["_headers", "_redirects"].map((name) => readFile(path.join(project, "public", name), "utf8")));
  const before = await both();
  const problems = [];
  for (const [what, edit] of [
    ["nothing", async () => {}],
    ["a rename", () => rename(project, "companies", ["another-former-name"])],
    ["an asset", () => put(project, "themes/ledger/assets/icon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>\n')],
    ["a picture less", () => rm(path.join(project, "static/pixel.png"))],
    ["the settings", async () => { const file = path.join(project, "tearsheet.toml"); await writeFile(file, (await readFile(file, "utf8")).replace('security = "strict"', 'security = "off"')); }],
  ]) {
    await edit();
    await build(it, project);
    const incremental = await both();
    await build(it, project, "--full");
    const full = await both();
    if (incremental.join("\0") !== full.join("\0")) problems.push(`after ${what}: not what a clean build makes`);
    if (what === "nothing" && full.join("\0") !== before.join("\0")) problems.push("two builds differ");
    if (what === "the settings" && full[0] === before[0]) problems.push("`security` changes nothing");
  }
  it.report.add("edits: _headers and _redirects follow", problems, 5);
}

const PARTS = { small, briefing, manyAssets, manyRedirects, variants, edits };

async function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { chromium: { type: "string", default: "/usr/bin/chromium" }, "no-browser": { type: "boolean", default: false }, only: { type: "string", default: "" } } });
  if (positionals.length !== 2) throw new Error("usage: run.mjs BINARY SITE_ROOT [--chromium PATH] [--no-browser] [--only WORD]");
  const [program, root] = positionals.map((name) => path.resolve(name));
  const browser = values["no-browser"] ? undefined : await chromium.launch({ executablePath: values.chromium, args: ARGUMENTS, timeout: PATIENCE });
  const it = { program, root, browser, report: new Report() };
  try {
    await withWorkspace(async (work) => {
      for (const [name, part] of Object.entries(PARTS).filter(([n]) => n.includes(values.only))) {
        await part(it, work).catch((error) => it.report.add(name, [`stopped: ${error.message}`]));
      }
    });
  } finally {
    await browser?.close();
  }
  return it.report.close();
}

process.exitCode = await main();
