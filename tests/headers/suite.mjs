// All checks over one site, under nginx, Caddy, the hosts that read `_headers`, and CloudFront.

import { existsSync, readFileSync } from "node:fs";
import { appendFile, chmod, cp, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { browse, viewerReports } from "./browse.mjs";
import * as checks from "./checks.mjs";
import { functionProblems, policyProblems } from "./function.mjs";
import { parse as parseCloudfront } from "./cloudfront.mjs";
import { bucketHost, pagesHost, startHost } from "./host.mjs";
import { conflicts, parseHeaders, parseRedirects } from "./rules.mjs";
import { address } from "./site.mjs";
import { certificate, startCaddy, startNginx } from "./servers.mjs";

/// A folder that servers without rights can read, removed at the end.
export async function withWorkspace(use) {
  const work = await mkdtemp(path.join(tmpdir(), "tearsheet-headers-"));
  await chmod(work, 0o755);
  try {
    return await use(work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/// Checks `site` with `printed` = { nginx, caddy, cloudfront }: what `tearsheet headers --for …` says.
/// `files` are the pages to open in the browser; without a browser none are. `only` names servers.
export async function checkSite(report, { label, site, printed, files = [], browser, only }) {
  await withWorkspace(async (work) => {
    const tls = certificate(work);
    const root = path.join(work, "current");
    await symlink(site.dir, root);
    // Another edition of it, to which the link is turned.
    const other = path.join(work, "other");
    await cp(site.dir, other, { recursive: true });
    await appendFile(path.join(other, "index.html"), "<!-- another edition -->\n");
    const wanted = (name) => !only || only.includes(name);
    for (const [name, start] of [["nginx", startNginx], ["caddy", startCaddy]].filter(([n]) => wanted(n))) {
      await underServer(report, `${label}, ${name}`, () => start({ work, root, snippet: printed[name], tls }), { site, files, browser, turn: { root, other } });
    }
    for (const flavour of ["cloudflare", "netlify"].filter(wanted)) await pages(report, `${label}, ${flavour}`, flavour, { site, files, browser, tls });
    if (wanted("cloudfront")) await cloudfront(report, `${label}, cloudfront`, { site, printed, files, browser, tls });
  });
}

/// Starts, asks, opens, stops.
async function underServer(report, label, start, { site, files, browser, lenient = {}, without = [], turn }) {
  let server;
  await report.run(`${label}: starts`, async () => {
    server = await start();
    return [[], 1];
  });
  if (!server) return;
  const note = (text) => report.note(`${label.split(",")[0]}, ${text}`);
  try {
    for (const name of ["bytes", "security", "cache", "types", "revalidation", "notFound", "folders", "odd", "hsts", "graded"].filter((n) => !without.includes(n))) {
      await report.run(`${label}: ${name}`, () => checks[name](server, site, { ...lenient, note }));
    }
    if (site.redirects.length) await report.run(`${label}: redirects`, () => checks.redirects(server, site, { note }));
    if (turn) await report.run(`${label}: turned`, () => checks.turned(server, site, turn));
    if (browser && files.length) {
      await report.run(`${label}: chromium`, () => browse(browser, server, site, files));
      const feed = site.files.find((file) => file.endsWith(".xml"));
      if (feed) note(`${server.name}: ${feed} opened by itself makes ${await viewerReports(browser, server, feed)} reports, of the browser's own viewer`);
    }
  } finally {
    await server.stop();
  }
}

async function pages(report, label, flavour, { site, files, browser, tls }) {
  const read = (name) => (existsSync(path.join(site.dir, name)) ? readFileSync(path.join(site.dir, name), "utf8") : undefined);
  const [headers, redirects] = [read("_headers"), read("_redirects")];
  report.add(`${label}: _headers and _redirects are there`, [["_headers", headers], ["_redirects", redirects ?? (site.redirects.length ? undefined : "")]].filter(([, text]) => text === undefined).map(([name]) => `no ${name}`));
  if (headers === undefined) return;
  const rules = parseHeaders(headers);
  const moved = parseRedirects(redirects ?? "");
  report.add(`${label}: _headers is well-formed and within limits`, rules.problems, rules.rules.length);
  report.add(`${label}: _redirects is well-formed and within limits`, [...moved.problems, ...redirectProblems(moved.rules, site)]);
  const rivals = site.files.map((file) => [file, conflicts(rules.rules, address(file), flavour)]).filter(([, list]) => list.length);
  if (rivals.length) report.note(`${label}: which of two rules wins decides for ${rivals.length} files, such as ${rivals[0][0]}: ${rivals[0][1]}`);
  const start = () => startHost(flavour, site.dir, pagesHost(site.dir, rules.rules, moved.rules, flavour), tls);
  await underServer(report, label, start, { site, browser, files: flavour === "cloudflare" ? files : [], lenient: { lenient: true, lenientCache: true } });
}

/// A redirect by the host comes before files: it must not hide a page, and must lead to one.
function redirectProblems(rules, site) {
  const file = (at) => decodeURIComponent(at.split(/[?#]/)[0]).slice(1).replace(/(^|\/)$/, "$1index.html");
  const problems = [];
  for (const { from, to, dynamic } of rules.filter((rule) => !rule.dynamic)) {
    if (dynamic || !to.startsWith("/")) problems.push(`${from} leads out of the site: ${to}`);
    else if (!site.html.has(file(to))) problems.push(`${from} leads to ${to}, which is no page`);
    else if (site.target(file(to))) problems.push(`${from} leads to ${to}, which is a redirect itself`);
    const hidden = file(from);
    if (site.files.includes(hidden) && !site.target(hidden)) problems.push(`${from} hides ${hidden}`);
  }
  if (rules.length > 1000) return problems;
  const known = new Set(rules.map((rule) => file(rule.from)));
  return [...problems, ...site.redirects.filter(([old]) => !known.has(old)).map(([old]) => `${old} is not in _redirects`)];
}

async function cloudfront(report, label, { site, printed, files, browser, tls }) {
  const parsed = parseCloudfront(printed.cloudfront);
  report.add(`${label}: function and policy are read`, parsed.problems);
  if (parsed.problems.length) return;
  report.add(`${label}: function`, ...functionProblems(parsed.code, site));
  report.add(`${label}: policy`, policyProblems(parsed.policies), parsed.policies.length);
  const start = () => startHost("cloudfront", site.dir, bucketHost(site.dir, parsed, site), tls);
  // Types, caching and tags are those of the objects, which `publish` sets.
  await underServer(report, label, start, { site, browser, files: files.slice(0, 4), without: ["types", "cache", "revalidation"], lenient: { lenientCache: true } });
}

/// What `tearsheet headers` prints for each server, from files or a program.
export async function readPrinted(dir) {
  const [nginx, caddy, cloudfrontText] = await Promise.all(["nginx.conf", "Caddyfile", "cloudfront.js"].map((name) => readFile(path.join(dir, name), "utf8")));
  return { nginx, caddy, cloudfront: cloudfrontText };
}
