// Reads `_headers` and `_redirects` as Cloudflare Pages and Netlify do (their documentation, read 2026-11).
//
// Where several rules name one header, Cloudflare joins the values with a comma, `! Name` first takes one away; with
// Netlify the later rule wins, and a line without a colon is skipped.

export const LIMITS = { rules: 100, line: 2000, statics: 2000, dynamics: 100, redirectLine: 1000 };
const REDIRECT_CODES = [301, 302, 303, 307, 308];
/// Names that hosts refuse to set.
const RESERVED = new Set(["accept-ranges", "age", "allow", "alt-svc", "connection", "content-encoding", "content-length", "content-range", "date", "location", "server", "set-cookie", "trailer", "transfer-encoding", "upgrade"]);

/// Rules `{ path, set: [[name, value]], unset: [name] }` and what is wrong with the file.
export function parseHeaders(text) {
  const rules = [];
  const problems = [];
  for (const [at, raw] of text.split("\n").entries()) {
    const line = raw.trim();
    const say = (what) => problems.push(`_headers:${at + 1}: ${what}: ${line.slice(0, 80)}`);
    if (raw.length > LIMITS.line) say(`${raw.length} characters in a line`);
    if (raw.includes("\r")) say("a carriage return");
    if (line === "" || line.startsWith("#")) continue;
    if (line.startsWith("/")) {
      if ((line.match(/\*/g) ?? []).length > 1) say("more than one `*`");
      if (/\s/.test(line)) say("white space in a path");
      rules.push({ path: line, set: [], unset: [] });
      continue;
    }
    const rule = rules.at(-1);
    const [, off, name, value] = /^(!\s*)?([A-Za-z0-9-]+)(?::\s*(.+))?$/.exec(line) ?? [];
    if (!rule) say("a header before any path");
    else if (!name) say("neither path nor header");
    else if (off && !value) rule.unset.push(name.toLowerCase());
    else if (off || !value) say("a header without a value");
    else {
      if (RESERVED.has(name.toLowerCase())) say("a header that hosts do not let set");
      if (rule.set.some(([other]) => other.toLowerCase() === name.toLowerCase())) say("a header twice in a rule");
      rule.set.push([name, value]);
    }
  }
  problems.push(...rules.filter((r) => r.set.length + r.unset.length === 0).map((r) => `_headers: nothing is set for ${r.path}`));
  if (rules.length > LIMITS.rules) problems.push(`_headers: ${rules.length} rules, ${LIMITS.rules} are allowed`);
  return { rules, problems };
}

/// The headers of an answer at `path`, over those that the host sends by itself.
export function headersFor(rules, path, flavour, defaults = {}) {
  const headers = new Map(Object.entries(defaults).map(([name, value]) => [name.toLowerCase(), value]));
  const ours = new Set();
  for (const rule of rules) {
    const splat = matcher(rule.path, flavour).exec(path);
    if (!splat) continue;
    if (flavour === "cloudflare") for (const name of rule.unset) headers.delete(name);
    for (const [name, value] of rule.set) {
      const key = name.toLowerCase();
      const joined = flavour === "cloudflare" && ours.has(key) && headers.has(key);
      headers.set(key, joined ? `${headers.get(key)}, ${value}` : value);
      ours.add(key);
    }
  }
  return headers;
}

/// Rules that set one header differently for a path: there the answer rests on which of them a host prefers.
export function conflicts(rules, path, flavour) {
  const said = new Map();
  for (const rule of rules.filter((r) => matcher(r.path, flavour).test(path))) {
    if (flavour === "cloudflare") for (const name of rule.unset) said.delete(name);
    for (const [name, value] of rule.set) said.set(name.toLowerCase(), [...(said.get(name.toLowerCase()) ?? []), [rule.path, value]]);
  }
  return [...said].filter(([, list]) => new Set(list.map(([, value]) => value)).size > 1).map(([name, list]) => `${name} by ${list.map(([from]) => from).join(" and ")}`);
}

function matcher(pattern, flavour) {
  const escape = (text) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  if (flavour === "cloudflare") {
    return new RegExp(`^${escape(pattern).replaceAll("*", ".*").replace(/:[A-Za-z]\w*/g, "[^/]+")}$`);
  }
  const part = (p) => (p.startsWith(":") ? "[^/]+" : p === "*" ? "?.*" : escape(p).replaceAll("*", ".*"));
  return new RegExp(`^/${pattern.split("/").filter(Boolean).map(part).join("/")}/?$`, "i");
}

/// Redirects `{ from, to, code }` and what is wrong with the file.
export function parseRedirects(text) {
  const rules = [];
  const problems = [];
  for (const [at, raw] of text.split("\n").entries()) {
    const line = raw.trim();
    const say = (what) => problems.push(`_redirects:${at + 1}: ${what}: ${line.slice(0, 80)}`);
    if (line === "" || line.startsWith("#")) continue;
    if (raw.length > LIMITS.redirectLine) say(`${raw.length} characters in a line`);
    const [from, to, code = "302", ...rest] = line.split(/\s+/);
    if (!from.startsWith("/") || !/^(\/(?!\/)|https:\/\/)/.test(to ?? "")) say("no path and target");
    else if (!REDIRECT_CODES.includes(Number(code)) || rest.length) say("a code that is none of both hosts");
    else if (rules.some((rule) => rule.from === from)) say("an address twice");
    else rules.push({ from, to, code: Number(code), dynamic: /\*|\/:[a-z]/i.test(from) });
  }
  const dynamic = rules.filter((rule) => rule.dynamic).length;
  if (rules.length - dynamic > LIMITS.statics) problems.push(`_redirects: ${rules.length - dynamic} lines, ${LIMITS.statics} are allowed`);
  if (dynamic > LIMITS.dynamics) problems.push(`_redirects: ${dynamic} with \`*\` or \`:name\`, ${LIMITS.dynamics} are allowed`);
  return { rules, problems };
}

/// The first redirect for `path`, with its splat put in.
export function redirectFor(rules, path) {
  for (const rule of rules) {
    if (!rule.dynamic && rule.from === path) return rule;
    if (!rule.dynamic) continue;
    const found = new RegExp(`^${rule.from.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace("*", "(?<splat>.*)").replace(/:([A-Za-z]\w*)/g, "(?<$1>[^/]+)")}$`).exec(path);
    if (found) return { ...rule, to: rule.to.replace(/:([A-Za-z]\w*)/g, (all, name) => found.groups[name] ?? all) };
  }
  return undefined;
}
