// What every server must answer, asked over the wire. Each check returns [problems, how many things it looked at].

import { readFile, rename, symlink } from "node:fs/promises";
import path from "node:path";
import { grade } from "./grade.mjs";
import { cacheControl, cacheProblems, hstsProblems, securityProblems } from "./policy.mjs";
import { first, follow, request } from "./request.mjs";
import { address, extension, TYPES } from "./site.mjs";

const NOWHERE = ["/nothing-here", "/nothing/here/", "/data/nothing.csv", "/assets/nothing.00000000.css"];
/// How often the link is turned: an even number, so that it leads to the site in the end.
const TURNS = 20;
/// Addresses that a careless redirect sends to another host, or that lead out of the root.
const ODD = ["//evil", "///evil", "/\\evil", "//evil.example", "//evil.example/", "//evil.example/%2e%2e", "/%2f%2fevil.example/", "/\\evil.example/", "/.//evil.example", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/%00", "/%", "/%ff", "/%0d%0aSet-Cookie:%20a=b", `/${"a".repeat(2000)}`, "/deals/../../etc/passwd"];

/// All addresses of a site with the file that lies there, each asked once.
async function ask(server, site, use, { everything = false } = {}) {
  const problems = [];
  for (const file of site.files) {
    const at = address(file);
    const answer = await follow(server.origin, at);
    const redirected = site.target(file) && answer.chain.length > 1;
    if (path.basename(file) === "404.html" || (redirected && !everything)) continue;
    if (answer.status !== 200) problems.push(`${at}: ${answer.status}`);
    else for (const problem of await use(answer, file, at)) problems.push(`${at}: ${problem}`);
  }
  return [problems, site.files.length];
}

/// Every file of the site arrives, byte for byte.
export function bytes(server, site) {
  return ask(server, site, async (answer, file) => (answer.body.equals(await site.bytes(file)) ? [] : [`${answer.body.length} other bytes than ${file}`]));
}

/// Security headers on every answer that a reader can get.
export async function security(server, site) {
  const [problems, looked] = await ask(server, site, (answer) => securityProblems(answer.headers));
  for (const at of NOWHERE) {
    const answer = await follow(server.origin, at);
    problems.push(...securityProblems(answer.headers).map((problem) => `${at} (${answer.status}): ${problem}`));
  }
  return [problems, looked];
}

export function cache(server, site) {
  return ask(server, site, (answer, file) => cacheProblems(answer.headers, site.isFingerprinted(file)));
}

/// Types with their charset. `lenient`: hosts that name none for what is UTF-8 by definition.
export function types(server, site, { lenient = false } = {}) {
  return ask(server, site, (answer, file) => {
    const wanted = TYPES[extension(file)];
    if (!wanted) return [];
    const [type, ...parameters] = first(answer, "content-type").toLowerCase().split(";").map((part) => part.trim());
    const charset = parameters.find((p) => p.startsWith("charset="))?.slice(8).replaceAll('"', "");
    const needed = wanted.charset && !(lenient && /json|xml|toml/.test(type));
    const problems = wanted.types.includes(type) ? [] : [`Content-Type is \`${first(answer, "content-type")}\``];
    if (charset ? charset !== "utf-8" : needed) problems.push(`charset is \`${charset}\` in \`${first(answer, "content-type")}\``);
    return problems;
  });
}

/// What is asked for again costs 304 and no bytes, and changes when the tag does.
export async function revalidation(server, site) {
  let looked = 0;
  const [problems] = await ask(server, site, async (answer, file, at) => {
    if (site.isFingerprinted(file)) return [];
    looked += 1;
    const tag = first(answer, "etag");
    if (!tag) return ["no ETag"];
    const again = await request(server.origin, answer.chain.at(-1), { headers: { "If-None-Match": tag } });
    if (again.status !== 304 || again.body.length) return [`${again.status} with ${again.body.length} bytes for a known ETag`];
    if (first(again, "cache-control") !== first(answer, "cache-control")) return [`304 says Cache-Control \`${first(again, "cache-control")}\``];
    const other = await request(server.origin, answer.chain.at(-1), { headers: { "If-None-Match": '"other"' } });
    return other.status === 200 ? [] : [`${other.status} for another ETag than ${tag} of ${at}`];
  });
  return [problems, looked];
}

/// What is not there is 404 with the site's page, and is not kept for a year. `lenientCache` for hosts that switch whole
/// releases: a name that is missing there will not come later.
export async function notFound(server, site, { lenientCache = false, note = () => {} } = {}) {
  const problems = [];
  const pages = await Promise.all([...site.html.keys()].filter((file) => path.basename(file) === "404.html").map((file) => site.bytes(file)));
  for (const at of NOWHERE) {
    const answer = await follow(server.origin, at);
    if (answer.status !== 404) problems.push(`${at}: ${answer.status}`);
    if (!pages.some((page) => page.equals(answer.body))) problems.push(`${at}: not the site's 404 page`);
    if (!first(answer, "content-type").startsWith("text/html")) problems.push(`${at}: the 404 page as \`${first(answer, "content-type")}\``);
    const kept = cacheControl(answer.headers);
    if (!kept.words.includes("immutable") && !(kept.age > 3600)) continue;
    if (lenientCache) note(`${server.name}: ${at} is 404 with Cache-Control \`${kept.values.join(", ")}\``);
    else problems.push(`${at}: 404 with Cache-Control \`${kept.values.join(", ")}\``);
  }
  for (const file of [...site.html.keys()].filter((name) => name.endsWith("/404.html"))) {
    const at = address(file).replace("404.html", "nothing-here");
    const answer = await follow(server.origin, at);
    if (!answer.body.equals(await site.bytes(file))) note(`${server.name}: ${at} shows another 404 page than ${file}`);
  }
  return [problems, NOWHERE.length];
}

/// Each redirect page leads to its page: by the server (301, 308), or as a page with `refresh`.
export async function redirects(server, site, { note = () => {} } = {}) {
  const problems = [];
  let byServer = 0;
  for (const [file, target] of site.redirects) {
    const old = address(file);
    for (const at of [`${old}?from=mail`, `${old}index.html`]) {
      const step = await request(server.origin, at);
      const end = await follow(server.origin, at);
      if (step.status >= 300 && ![301, 308].includes(step.status)) problems.push(`${at}: ${step.status}, which is not for ever`);
      if (end.status !== 200) problems.push(`${at}: ends with ${end.status} at ${end.chain.at(-1)}`);
      else if (end.body.equals(await site.bytes(target))) byServer += end.chain.length > 1 ? 1 : 0;
      else if (!end.body.equals(await site.bytes(file))) problems.push(`${at}: ends at ${end.chain.at(-1)}, neither the old nor the new page`);
    }
  }
  note(`${server.name}: ${byServer} of ${2 * site.redirects.length} old addresses are redirected by the server, the others by a page`);
  return [problems, site.redirects.length];
}

/// Folders without their slash, and folders that hold no page.
export async function folders(server, site, { note = () => {} } = {}) {
  const problems = [];
  let lost = 0;
  const pages = site.pages.filter((file) => file.endsWith("/index.html"));
  for (const file of pages) {
    const at = address(file).slice(0, -1);
    const end = await follow(server.origin, `${at}?a=1`);
    if (end.status !== 200 || !end.body.equals(await site.bytes(file))) problems.push(`${at}: ends with ${end.status} at ${end.chain.at(-1)}`);
    lost += end.chain.some((step) => !step.includes("?a=1")) ? 1 : 0;
  }
  if (lost) note(`${server.name}: an address without its slash loses its query on the way (${lost} of ${pages.length})`);
  const bare = [...new Set(site.files.map((file) => path.posix.dirname(file)))].filter((folder) => folder !== "." && !site.html.has(`${folder}/index.html`));
  for (const folder of bare) {
    const end = await follow(server.origin, `/${folder}/`);
    if (end.status === 200) problems.push(`/${folder}/ is listed, or shows something`);
  }
  return [problems, pages.length];
}

/// Odd addresses get an answer of this host, and nothing that is no file of the site.
export async function odd(server, site, { note = () => {} } = {}) {
  const problems = [];
  for (const at of ODD) {
    const answer = await request(server.origin, at).catch((error) => ({ status: 0, error, headers: new Map(), body: Buffer.alloc(0) }));
    const to = answer.headers.get("location")?.[0];
    if (to !== undefined && new URL(to, server.origin).host !== new URL(server.origin).host) problems.push(`${at}: leads to ${to}`);
    if (answer.headers.has("set-cookie")) problems.push(`${at}: sets a cookie`);
    if (answer.body.includes("root:x:")) problems.push(`${at}: shows /etc/passwd`);
    if (answer.status === 0) problems.push(`${at.slice(0, 60)}: ${answer.error.message}`);
    if (answer.status >= 500) note(`${server.name}: ${at.slice(0, 60)} is answered with ${answer.status}`);
  }
  return [problems, ODD.length];
}

/// The link to the site is turned to another and back while it is asked for, as a publication does it: each answer is whole
/// and of one of the two, and of the new one as soon as it is turned. `root` is the link, `other` the other site.
export async function turned(server, site, { root, other }) {
  const bodies = await Promise.all([site.dir, other].map((dir) => readFile(path.join(dir, "index.html"))));
  const problems = [];
  let [answers, over] = [0, false];
  const ask = async (when, wanted) => {
    answers += 1;
    const { status, body } = await request(server.origin, "/");
    if (status !== 200) problems.push(`${when}: ${status}`);
    else if (!wanted.some((one) => one.equals(body))) problems.push(`${when}: ${bodies.some((one) => one.equals(body)) ? "the other site" : `${body.length} bytes of neither`}`);
  };
  const meanwhile = Array.from({ length: 4 }, async () => {
    while (!over) await ask("while it is turned", bodies);
  });
  try {
    for (let turn = 1; turn <= TURNS; turn += 1) {
      await symlink([site.dir, other][turn % 2], `${root}.new`);
      await rename(`${root}.new`, root);
      await ask(`after turn ${turn}`, [bodies[turn % 2]]);
    }
  } finally {
    over = true;
    await Promise.all(meanwhile);
  }
  return [[...new Set(problems)], answers];
}

/// HSTS over https; over http it has no meaning (RFC 6797, 7.2), which is said and no failure.
export async function hsts(server, site, { note = () => {} } = {}) {
  const problems = hstsProblems((await request(server.origin, "/")).headers);
  if (server.plain) {
    const { headers, status } = await request(server.plain, "/");
    const sent = headers.has("strict-transport-security");
    note(`${server.name}: over http ${status}, Strict-Transport-Security is ${sent ? "sent, though browsers ignore it there" : "not sent"}`);
  }
  return [problems, 1];
}

/// At least an A+.
export async function graded(server, site, { note = () => {} } = {}) {
  const plain = server.plain && (await request(server.plain, "/"));
  const http = plain && plain.status >= 300 && plain.status < 400 ? "redirect" : "none";
  const { score, grade: mark, rows } = grade((await request(server.origin, "/")).headers, http);
  note(`${server.name}: grade ${mark}, ${score} points: ${rows.map(([name, points, why]) => `${name} ${points > 0 ? "+" : ""}${points} (${why})`).join(", ")}`);
  return [score >= 100 ? [] : [`${mark}, ${score} points`], 1];
}
