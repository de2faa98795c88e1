// The CloudFront Function with sample events, and the policy that comes with it.

import { call, headersOf } from "./cloudfront.mjs";
import { hstsProblems, securityProblems } from "./policy.mjs";
import { address } from "./site.mjs";

const ODD = ["//evil", "///evil", "/\\evil", "//evil.example", "//evil.example/", "///evil.example", "/\\evil.example", "/%5cevil.example", "/%2f%2fevil.example", "/.//evil.example", "/%", "/%2e%2e/", "/%0d%0aSet-Cookie:a", "/a\\b", "", "*", "/ü", "/constructor", "/__proto__", `/${"a".repeat(4000)}`];

/// [problems, number of events].
export function functionProblems(code, site) {
  const problems = [];
  let events = 0;
  const ask = (uri, options) => {
    events += 1;
    try {
      return read(call(code, uri, options));
    } catch (error) {
      problems.push(`\`${uri.slice(0, 60)}\`: ${error.message}`);
      return {};
    }
  };
  const is = (uri, got, wanted) => {
    if (got !== wanted) problems.push(`\`${uri}\` becomes ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`);
  };
  for (const file of site.files.filter((f) => !f.endsWith("index.html"))) is(`/${file}`, ask(`/${file}`).uri, `/${file}`);
  for (const file of site.pages.filter((f) => f.endsWith("index.html"))) {
    const at = address(file);
    is(at, ask(at).uri, `/${file}`);
    is(at, JSON.stringify(ask(at, { query: { q: "a b", tag: ["x", "y"] } }).query), JSON.stringify({ q: { value: "a b" }, tag: { value: "x", multiValue: [{ value: "x" }, { value: "y" }] } }));
    const whole = ask(`/${file}`);
    if (whole.uri !== `/${file}` && whole.location?.split("?")[0] !== at) problems.push(`\`/${file}\` becomes ${JSON.stringify(whole)}`);
    if (at !== "/") problems.push(...bare(at, ask(at.slice(0, -1), { query: { q: "a b", tag: ["x", "y"] } }), file));
  }
  for (const [old, target] of site.redirects) {
    const got = ask(address(old));
    const led = [got.uri, got.location?.split("?")[0]];
    if (!led.includes(`/${old}`) && !led.includes(address(target)) && !led.includes(`/${target}`)) problems.push(`\`${address(old)}\` becomes ${JSON.stringify(got)}`);
  }
  for (const uri of ODD) problems.push(...contained(uri, ask(uri)));
  for (const method of ["HEAD", "POST"]) is("/", ask("/", { method }).uri, "/index.html");
  return [problems, events];
}

/// `/deals`: the page itself, or its address with the query kept.
function bare(at, got, file) {
  if (got.uri === `/${file}`) return [];
  const [path, query = ""] = got.location?.split("?") ?? [];
  if (path !== at || ![301, 308].includes(got.status)) return [`\`${at.slice(0, -1)}\` becomes ${JSON.stringify(got)}`];
  const kept = new URLSearchParams(query);
  return kept.get("q") === "a b" && kept.getAll("tag").join() === "x,y" ? [] : [`\`${at.slice(0, -1)}\` loses its query: ${got.location}`];
}

/// Nothing leads to another host or splits a header.
function contained(uri, { location, uri: rewritten }) {
  const at = location ?? rewritten ?? "";
  const problems = [];
  if (location !== undefined) {
    const url = URL.canParse(location, "https://brief.example") ? new URL(location, "https://brief.example") : undefined;
    if (url?.host !== "brief.example") problems.push(`\`${uri.slice(0, 60)}\` leads to ${location}`);
  }
  return /[\r\n]/.test(at) ? [...problems, `\`${uri}\`: a line break in ${JSON.stringify(at)}`] : problems;
}

function read(result) {
  if (result?.statusCode) return { status: result.statusCode, location: result.headers?.location?.value };
  return { uri: result?.uri, query: result?.querystring };
}

/// Of all policies together: what every answer gets.
export function policyProblems(policies) {
  const problems = [];
  for (const policy of policies) {
    const { headers, problems: refused } = headersOf(policy);
    const map = new Map(Object.entries(headers).map(([name, value]) => [name, [value]]));
    const said = [...refused, ...securityProblems(map), ...hstsProblems(map)];
    if (/immutable/.test(headers["cache-control"] ?? "") && policies.length === 1) said.push("one policy makes every answer immutable");
    problems.push(...said.map((problem) => `${policy.Name}: ${problem}`));
  }
  return problems;
}
