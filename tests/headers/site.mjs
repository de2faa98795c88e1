// A built site, as its files say it is: addresses, kinds, redirects. What the servers must send is derived from here.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/// Files for servers, not for readers.
const CONTROL = new Set(["_headers", "_redirects"]);

/// Media types by extension, and whether the type needs a charset. More than one type may be right.
export const TYPES = {
  html: { types: ["text/html"], charset: true },
  css: { types: ["text/css"], charset: true },
  js: { types: ["text/javascript", "application/javascript"], charset: true },
  mjs: { types: ["text/javascript", "application/javascript"], charset: true },
  json: { types: ["application/json", "application/feed+json"], charset: true },
  xml: { types: ["application/xml", "text/xml", "application/atom+xml", "application/rss+xml"], charset: true },
  csv: { types: ["text/csv"], charset: true },
  txt: { types: ["text/plain"], charset: true },
  toml: { types: ["text/plain", "application/toml"], charset: true },
  svg: { types: ["image/svg+xml"], charset: true },
  woff2: { types: ["font/woff2"], charset: false },
  png: { types: ["image/png"], charset: false },
  pdf: { types: ["application/pdf"], charset: false },
};

export class Site {
  /// `plain` names files that only look fingerprinted.
  static async read(dir, { plain = [] } = {}) {
    const site = new Site();
    const entries = await readdir(dir, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.relative(dir, path.join(entry.parentPath ?? entry.path, entry.name)));
    site.dir = dir;
    site.plain = new Set(plain);
    site.control = files.filter((file) => CONTROL.has(file));
    site.files = files.filter((file) => !CONTROL.has(file) && isPublic(file)).sort();
    site.html = new Map();
    for (const file of site.files.filter((f) => f.endsWith(".html"))) site.html.set(file, await readFile(path.join(dir, file), "utf8"));
    return site;
  }

  bytes(file) {
    return readFile(path.join(this.dir, file));
  }

  /// Pages that readers stay on: no redirect, no 404.
  get pages() {
    return [...this.html.keys()].filter((file) => !this.target(file) && path.basename(file) !== "404.html");
  }

  /// Redirect pages and where they lead, as files.
  get redirects() {
    return [...this.html.keys()].map((file) => [file, this.target(file)]).filter(([, to]) => to);
  }

  /// Where a redirect page leads, as a file of the site.
  target(file) {
    const tag = /<meta[^>]*http-equiv="?refresh[^>]*>/i.exec(this.html.get(file) ?? "")?.[0];
    const to = tag && /url=['"]?([^'">\s]+)/i.exec(tag)?.[1];
    if (!to) return undefined;
    const url = new URL(to, `https://site.invalid/${file}`);
    return decodeURIComponent(url.pathname).slice(1).replace(/(^|\/)$/, "$1index.html");
  }

  /// Whether the name of a file changes with its bytes.
  isFingerprinted(file) {
    return !this.plain.has(file) && /\.[0-9a-f]{8}(\.[a-z0-9]+)?$/.test(path.posix.basename(file));
  }
}

function isPublic(file) {
  const hidden = file.split(path.sep).filter((part) => part.startsWith("."));
  return hidden.length === 0 || file.startsWith(`.well-known${path.sep}`);
}

/// The address of a file: `deals/index.html` → `/deals/`.
export function address(file) {
  const encoded = `/${file.split(path.sep).map(encodeURIComponent).join("/")}`;
  return encoded.replace(/\/index\.html$/, "/");
}

export function extension(file) {
  return path.posix.extname(file).slice(1).toLowerCase();
}
