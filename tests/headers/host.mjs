// Stands for hosts that cannot be run here: Cloudflare Pages and Netlify with `_headers` and `_redirects`, and a bucket
// behind CloudFront with the printed function and policy.

import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import https from "node:https";
import path from "node:path";
import { call, headersOf } from "./cloudfront.mjs";
import { headersFor, redirectFor } from "./rules.mjs";
import { extension } from "./site.mjs";

/// What these hosts say of a file by themselves.
const TYPES = { html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8", mjs: "text/javascript; charset=utf-8", csv: "text/csv; charset=utf-8", txt: "text/plain; charset=utf-8", json: "application/json", xml: "application/xml", svg: "image/svg+xml", woff2: "font/woff2", png: "image/png", pdf: "application/pdf", toml: "application/toml" };

/// Starts a host; `answer(path, query)` gives `{ status, headers, file }` or `{ status, location }`.
export async function startHost(name, root, answer, { key, cert }) {
  const server = https.createServer({ key, cert }, (request, response) => {
    const [pathname, query = ""] = request.url.split(/\?(.*)/s);
    const { status, headers = new Map(), file, location } = answer(pathname, query);
    if (location !== undefined) return response.writeHead(status, { location }).end();
    const bytes = file === undefined ? Buffer.alloc(0) : readFileSync(path.join(root, file));
    const etag = `"${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}"`;
    headers.set("etag", etag);
    const known = status === 200 && request.headers["if-none-match"] === etag;
    response.writeHead(known ? 304 : status, Object.fromEntries(headers));
    response.end(known || request.method === "HEAD" ? undefined : bytes);
  });
  // A connection is kept for as long as whoever asks is busy with something else.
  Object.assign(server, { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const stop = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });
  return { name, origin: `https://127.0.0.1:${server.address().port}`, stop };
}

/// Cloudflare Pages or Netlify: `flavour` is `cloudflare` or `netlify`.
export function pagesHost(root, rules, redirects, flavour) {
  return (pathname, query) => {
    const redirect = redirectFor(redirects, pathname);
    if (redirect) return { status: redirect.code, location: redirect.to + (query ? `?${query}` : "") };
    const found = lookUp(root, pathname);
    if (found?.location !== undefined) return { status: 308, location: found.location + (query ? `?${query}` : "") };
    const file = found?.file ?? nearest404(root, pathname);
    const defaults = { "content-type": TYPES[extension(file ?? "")] ?? "application/octet-stream", "cache-control": "public, max-age=0, must-revalidate" };
    return { status: found ? 200 : 404, file, headers: headersFor(rules, pathname, flavour, defaults) };
  };
}

/// A file, or the address that is meant: hosts drop `index.html` and add slashes.
function lookUp(root, pathname) {
  const name = decode(pathname);
  if (name === undefined || ["/_headers", "/_redirects"].includes(name)) return undefined;
  if (name.endsWith("/index.html")) return isFile(root, name) ? { location: pathname.slice(0, -"index.html".length) } : undefined;
  if (isFile(root, name)) return { file: name.slice(1) };
  if (name.endsWith("/")) return isFile(root, `${name}index.html`) ? { file: `${name.slice(1)}index.html` } : undefined;
  return isFile(root, `${name}/index.html`) ? { location: `${pathname.replace(/^\/+/, "/")}/` } : undefined;
}

function nearest404(root, pathname) {
  for (let folder = path.posix.dirname(`${pathname}x`); ; folder = path.posix.dirname(folder)) {
    const name = path.posix.join(folder, "404.html");
    if (isFile(root, name)) return name.slice(1);
    if (folder === "/" || folder === ".") return undefined;
  }
}

/// A bucket with Content-Type and Cache-Control on each object, the function before and the policy behind it, and
/// `/404.html` as the custom error page.
export function bucketHost(root, { code, policies }, site) {
  const added = Object.assign({}, ...policies.map((policy) => headersOf(policy).headers));
  return (pathname, query) => {
    const result = call(code, pathname, { query: Object.fromEntries(new URLSearchParams(query)) });
    if (result.statusCode) return { status: result.statusCode, location: result.headers?.location?.value ?? "" };
    const key = decode(result.uri);
    const found = key !== undefined && !key.endsWith("/") && isFile(root, key);
    const file = found ? key.slice(1) : "404.html";
    const type = TYPES[extension(file)] ?? "application/octet-stream";
    const charset = /json|xml|toml/.test(type) ? `${type}; charset=utf-8` : type;
    const cache = found && site.isFingerprinted(file) ? "public, max-age=31536000, immutable" : "public, max-age=0, must-revalidate";
    return { status: found ? 200 : 404, file, headers: new Map(Object.entries({ "content-type": charset, "cache-control": cache, ...added })) };
  };
}

function decode(pathname) {
  try {
    const name = decodeURIComponent(pathname);
    return name.startsWith("/") && !name.includes("\0") && !name.split("/").includes("..") ? name : undefined;
  } catch {
    return undefined;
  }
}

function isFile(root, name) {
  try {
    return statSync(path.join(root, name)).isFile();
  } catch {
    // Nothing there, or a name longer than any file's.
    return false;
  }
}
