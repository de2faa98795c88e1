// What an answer's headers must say: pure functions from headers to problems. `headers` maps lowercase names to lists.

const EXACT_NONE_OR_SELF = ["base-uri", "form-action", "frame-ancestors"];
const HASH = /^'sha(256|384|512)-[A-Za-z0-9+/]+=*'$/;
const REFERRER = ["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"];
const DENIED = ["camera", "geolocation", "microphone"];
export const SIX_MONTHS = 15_768_000;

/// Directives of a policy and their sources. A directive that stands twice is a problem of its own.
export function parseCsp(text) {
  const directives = new Map();
  const twice = [];
  for (const part of text.split(";").map((p) => p.trim()).filter(Boolean)) {
    const [name, ...sources] = part.split(/\s+/);
    const key = name.toLowerCase();
    if (directives.has(key)) twice.push(key);
    else directives.set(key, sources.map((s) => (HASH.test(s) ? s : s.toLowerCase())));
  }
  return { directives, twice };
}

/// The strict policy: nothing by default, our own files by kind, nothing inline.
export function cspProblems(headers) {
  const values = headers.get("content-security-policy") ?? [];
  if (values.length === 0) return ["no Content-Security-Policy"];
  if (values.length > 1 || values[0].includes(",")) return [`${values.length > 1 ? values.length : "several"} policies in one answer: ${values.join(" | ")}`];
  const { directives, twice } = parseCsp(values[0]);
  const problems = twice.map((name) => `CSP: \`${name}\` twice`);
  if (directives.get("default-src")?.join(" ") !== "'none'") problems.push(`CSP: default-src is \`${directives.get("default-src")?.join(" ")}\`, not 'none'`);
  for (const [name, sources] of directives) {
    for (const source of sources) {
      const hashed = HASH.test(source) && /^(script|style)-src(-elem)?$/.test(name);
      if (source !== "'self'" && source !== "'none'" && !hashed && name !== "require-trusted-types-for") problems.push(`CSP: \`${source}\` in ${name}`);
    }
    if (sources.length > 1 && sources.includes("'none'")) problems.push(`CSP: 'none' beside others in ${name}`);
  }
  for (const name of EXACT_NONE_OR_SELF) {
    if (!["'none'", "'self'"].includes(directives.get(name)?.join(" "))) problems.push(`CSP: ${name} is \`${directives.get(name)?.join(" ")}\``);
  }
  return problems;
}

/// The other security headers of any answer, error pages included.
export function securityProblems(headers) {
  const problems = cspProblems(headers);
  const one = (name) => {
    const values = headers.get(name) ?? [];
    if (values.length > 1) problems.push(`${name} ${values.length} times`);
    return values.join(", ").toLowerCase();
  };
  if (one("x-content-type-options") !== "nosniff") problems.push(`X-Content-Type-Options is \`${one("x-content-type-options")}\``);
  if (!REFERRER.includes(one("referrer-policy"))) problems.push(`Referrer-Policy is \`${one("referrer-policy")}\``);
  if (one("cross-origin-opener-policy") !== "same-origin") problems.push(`Cross-Origin-Opener-Policy is \`${one("cross-origin-opener-policy")}\``);
  if (!["same-origin", "same-site", "cross-origin"].includes(one("cross-origin-resource-policy"))) problems.push(`Cross-Origin-Resource-Policy is \`${one("cross-origin-resource-policy")}\``);
  problems.push(...permissionsProblems(one("permissions-policy")));
  if (!["", "deny", "sameorigin"].includes(one("x-frame-options"))) problems.push(`X-Frame-Options is \`${one("x-frame-options")}\``);
  if (!["", "0"].includes(one("x-xss-protection"))) problems.push(`X-XSS-Protection is \`${one("x-xss-protection")}\`, which opens holes of its own`);
  return [...new Set(problems)];
}

function permissionsProblems(text) {
  if (!text) return ["no Permissions-Policy"];
  const entries = new Map(text.split(",").map((part) => part.trim().split("=", 2)));
  const problems = [...entries].filter(([name, value]) => !/^[a-z0-9-]+$/.test(name) || !/^\((self)?\)$/.test(value ?? "")).map(([name, value]) => `Permissions-Policy: \`${name}=${value}\``);
  return [...problems, ...DENIED.filter((name) => entries.get(name) !== "()").map((name) => `Permissions-Policy: ${name} is not denied`)];
}

/// HSTS, of an answer over https.
export function hstsProblems(headers) {
  const values = headers.get("strict-transport-security") ?? [];
  if (values.length !== 1) return [`Strict-Transport-Security ${values.length} times`];
  const age = Number(/(?:^|;)\s*max-age="?(\d+)/i.exec(values[0])?.[1] ?? -1);
  return age < SIX_MONTHS ? [`Strict-Transport-Security: max-age is ${age}`] : [];
}

/// Seconds and words of a Cache-Control.
export function cacheControl(headers) {
  const values = headers.get("cache-control") ?? [];
  const words = values.join(",").toLowerCase().split(",").map((word) => word.trim()).filter(Boolean);
  return { values, words, age: Number(words.find((w) => w.startsWith("max-age="))?.slice(8) ?? Number.NaN) };
}

/// What is fingerprinted is kept for a year, all else is asked for again.
export function cacheProblems(headers, fingerprinted) {
  const { values, words, age } = cacheControl(headers);
  if (values.length !== 1) return [`Cache-Control ${values.length} times: ${values.join(" | ")}`];
  if (new Set(words.map((w) => w.split("=")[0])).size !== words.length) return [`Cache-Control contradicts itself: ${values[0]}`];
  if (fingerprinted) return words.includes("public") && words.includes("immutable") && age >= 31_536_000 ? [] : [`fingerprinted, but Cache-Control is \`${values[0]}\``];
  const asked = (words.includes("must-revalidate") && age === 0) || words.includes("no-cache");
  return asked && !words.includes("immutable") ? [] : [`not fingerprinted, but Cache-Control is \`${values[0]}\``];
}
