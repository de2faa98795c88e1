// What `tearsheet headers --for cloudfront` prints: a CloudFront Function and a response headers policy.
//
// The function runs in a bare context, as at Amazon: no modules, no timers, no network. The policy is read where it
// stands, in a comment or as a second part, and turned into the headers it makes.

import vm from "node:vm";
import { PATIENCE } from "./patience.mjs";

const MOST_BYTES = 10_240;
const SECURITY = ["content-security-policy", "referrer-policy", "strict-transport-security", "x-content-type-options", "x-frame-options", "x-xss-protection"];

/// `{ code, policies, problems }` of the printed text.
export function parse(text) {
  const plain = text.replace(/^[ \t]*(\/\/|\*(?!\/)|#)[ \t]?/gm, (mark) => " ".repeat(mark.length));
  const found = [...jsonObjects(plain)].map(({ value, start, end }) => ({ policy: policyOf(value), start, end })).filter(({ policy }) => policy);
  const problems = found.length ? [] : ["no response headers policy: no JSON object with SecurityHeadersConfig"];
  const code = [text, ...found.flatMap(({ start, end }) => [text.slice(0, lineStart(text, start)), text.slice(end)])].find((part) => /\bhandler\b/.test(part) && compiles(part));
  if (code === undefined) problems.push("no function: nothing that compiles and defines `handler`");
  if (code && Buffer.byteLength(code) > MOST_BYTES) problems.push(`the function has ${Buffer.byteLength(code)} bytes, ${MOST_BYTES} are allowed`);
  return { code, policies: found.map(({ policy }) => policy), problems };
}

/// JSON objects that stand anywhere in a text.
function* jsonObjects(text) {
  for (let start = text.indexOf("{"); start >= 0; start = text.indexOf("{", start + 1)) {
    const end = closing(text, start);
    if (end < 0) continue;
    try {
      const value = JSON.parse(text.slice(start, end));
      yield { value, start, end };
      start = end - 1;
    } catch {
      // Code, or prose with a brace.
    }
  }
}

/// Where the brace at `start` is closed, strings left out.
function closing(text, start) {
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i += 1) {
    if (quoted && text[i] === "\\") i += 1;
    else if (text[i] === '"') quoted = !quoted;
    else if (!quoted && text[i] === "{") depth += 1;
    else if (!quoted && text[i] === "}" && (depth -= 1) === 0) return i + 1;
  }
  return -1;
}

function policyOf(value) {
  const policy = value?.ResponseHeadersPolicyConfig ?? value?.ResponseHeadersPolicy?.ResponseHeadersPolicyConfig ?? value;
  return policy?.SecurityHeadersConfig || policy?.CustomHeadersConfig ? policy : undefined;
}

const lineStart = (text, at) => text.lastIndexOf("\n", at) + 1;

function compiles(code) {
  try {
    new vm.Script(code);
    return true;
  } catch {
    return false;
  }
}

/// Calls the handler with a viewer's request.
export function call(code, uri, { query = {}, method = "GET", host = "brief.example" } = {}) {
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  const querystring = Object.fromEntries(Object.entries(query).map(([key, value]) => [key, Array.isArray(value) ? { value: value[0], multiValue: value.map((v) => ({ value: v })) } : { value }]));
  const event = { version: "1.0", context: { eventType: "viewer-request" }, viewer: { ip: "192.0.2.1" }, request: { method, uri, querystring, headers: { host: { value: host } }, cookies: {} } };
  const answer = vm.runInContext(`${code}\n;JSON.stringify(handler(${JSON.stringify(event)}))`, context, { timeout: PATIENCE });
  return JSON.parse(answer);
}

/// The headers that a policy adds, and what Amazon would refuse in it.
export function headersOf(policy) {
  const headers = {};
  const problems = [];
  const security = policy.SecurityHeadersConfig ?? {};
  for (const [name, part] of Object.entries(security)) {
    if (typeof part.Override !== "boolean") problems.push(`${name}: no Override`);
  }
  if (security.ContentSecurityPolicy) headers["content-security-policy"] = security.ContentSecurityPolicy.ContentSecurityPolicy;
  if (security.ContentTypeOptions) headers["x-content-type-options"] = "nosniff";
  if (security.FrameOptions) headers["x-frame-options"] = security.FrameOptions.FrameOption;
  if (security.ReferrerPolicy) headers["referrer-policy"] = security.ReferrerPolicy.ReferrerPolicy;
  if (security.XSSProtection) headers["x-xss-protection"] = security.XSSProtection.Protection ? "1" : "0";
  const hsts = security.StrictTransportSecurity;
  if (hsts) headers["strict-transport-security"] = `max-age=${hsts.AccessControlMaxAgeSec}${hsts.IncludeSubdomains ? "; includeSubDomains" : ""}${hsts.Preload ? "; preload" : ""}`;
  const { Items: items = [], Quantity: quantity = 0 } = policy.CustomHeadersConfig ?? {};
  if (items.length !== quantity) problems.push(`CustomHeadersConfig: Quantity is ${quantity}, there are ${items.length}`);
  for (const { Header: name, Value: value, Override: override } of items) {
    if (typeof override !== "boolean") problems.push(`${name}: no Override`);
    if (SECURITY.includes(name.toLowerCase())) problems.push(`${name} is a security header and cannot be a custom one`);
    headers[name.toLowerCase()] = value;
  }
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(policy.Name ?? "")) problems.push(`Name is \`${policy.Name}\``);
  return { headers, problems };
}
