// A grade in the manner of Mozilla's HTTP Observatory, by its published table of modifiers (version 5, read 2026-11):
// 100 points, deductions first; what is better than required counts only if at least 90 are left. 100 is an A+.
// Left out, since a static site cannot fail them: cookies and script integrity, both 0 here.

import { parseCsp, SIX_MONTHS } from "./policy.mjs";

const GRADES = [[100, "A+"], [90, "A"], [85, "A-"], [80, "B+"], [70, "B"], [65, "B-"], [60, "C+"], [50, "C"], [45, "C-"], [40, "D+"], [30, "D"], [25, "D-"], [0, "F"]];
const BROAD = ["*", "http:", "https:", "ftp:", "http://*", "https://*", "http://*.*", "https://*.*"];

/// `headers` are those of the front page over https; `http` says what plain http answers: "redirect", "none" or "page".
export function grade(headers, http = "redirect") {
  const value = (name) => headers.get(name)?.join(", ").trim().toLowerCase() ?? "";
  const csp = parseCsp(headers.get("content-security-policy")?.[0] ?? "");
  const rows = [
    ["content-security-policy", ...cspRow(csp)],
    ["cross-origin-resource-policy", ...corpRow(value("cross-origin-resource-policy"))],
    ["cross-origin-resource-sharing", ...corsRow(value("access-control-allow-origin"), value("access-control-allow-credentials"))],
    ["redirection", ...(http === "page" ? [-20, "http is not redirected"] : [0, http === "none" ? "http is left to the server" : "to https"])],
    ["referrer-policy", ...referrerRow(value("referrer-policy"))],
    ["strict-transport-security", ...hstsRow(value("strict-transport-security"))],
    ["x-content-type-options", ...(value("x-content-type-options") === "nosniff" ? [0, "nosniff"] : [-5, "not nosniff"])],
    ["x-frame-options", ...frameRow(value("x-frame-options"), csp.directives.has("frame-ancestors"))],
  ];
  const lost = rows.reduce((sum, [, points]) => sum + Math.min(points, 0), 100);
  const score = Math.max(0, lost >= 90 ? rows.reduce((sum, [, points]) => sum + points, 100) : lost);
  return { score, grade: GRADES.find(([least]) => score >= least)[1], rows };
}

function cspRow({ directives, twice }) {
  if (directives.size === 0) return [-25, "none"];
  if (twice.length) return [-25, "invalid"];
  const sources = (name) => {
    const list = directives.get(name) ?? directives.get("default-src") ?? ["*"];
    return list.some((s) => /^'(sha(256|384|512)|nonce)-/i.test(s)) ? list.filter((s) => s !== "'unsafe-inline'") : list;
  };
  const has = (name, bad) => sources(name).some((source) => bad.includes(source));
  const insecure = (list) => list.some((source) => source.startsWith("http:") || source.startsWith("ftp:"));
  if (has("script-src", [...BROAD, "'unsafe-inline'", "data:"]) || has("object-src", BROAD)) return [-20, "unsafe scripts"];
  if (insecure([...directives].filter(([name]) => !["img-src", "media-src"].includes(name)).flatMap(([, list]) => list))) return [-20, "http sources"];
  if (has("script-src", ["'unsafe-eval'"]) || has("style-src", ["'unsafe-eval'"])) return [-10, "unsafe-eval"];
  if (insecure([...sources("img-src"), ...sources("media-src")])) return [-10, "pictures over http"];
  if (has("style-src", [...BROAD, "'unsafe-inline'", "data:"])) return [0, "unsafe styles"];
  return directives.get("default-src")?.join(" ") === "'none'" ? [10, "default-src 'none', nothing unsafe"] : [5, "nothing unsafe"];
}

function corpRow(value) {
  if (["same-origin", "same-site"].includes(value)) return [10, value];
  return ["", "cross-origin"].includes(value) ? [0, value || "none"] : [-5, `unknown: ${value}`];
}

function corsRow(origin, credentials) {
  return origin && origin !== "null" && credentials === "true" ? [-50, "for everyone, with credentials"] : [0, origin || "none"];
}

function referrerRow(value) {
  const known = value.split(",").map((v) => v.trim()).reverse();
  const good = ["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"];
  const bad = ["origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"];
  if (!value) return [0, "none"];
  const last = known.find((v) => good.includes(v) || bad.includes(v));
  return good.includes(last) ? [5, last] : [-5, value];
}

function hstsRow(value) {
  const age = /(?:^|;)\s*max-age=(\d+)/.exec(value)?.[1];
  if (!value || value.includes(",") || !age) return [-20, value || "none"];
  return Number(age) < SIX_MONTHS ? [-10, value] : [0, value];
}

function frameRow(value, byPolicy) {
  if (byPolicy) return [5, "frame-ancestors"];
  return ["deny", "sameorigin"].includes(value) ? [0, value] : [-20, value || "none"];
}
