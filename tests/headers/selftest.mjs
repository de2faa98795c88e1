// Proves that the checks can fail, and that they pass over a small site without fault.
//
//     node tests/headers/selftest.mjs [--chromium PATH] [--only WORD]
//
// `fixture/` holds what `tearsheet headers` could print for it. Each row of FAULTS breaks one thing in the site or in
// what is printed, and names the check that must find it. Prints the faults that went unseen, and last `N passed, N failed`.

import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { parseArgs } from "node:util";
import { ARGUMENTS } from "./browse.mjs";
import { PATIENCE } from "./patience.mjs";
import { Report } from "./report.mjs";
import { Site } from "./site.mjs";
import { checkSite, readPrinted, withWorkspace } from "./suite.mjs";

const HERE = import.meta.dirname;
const { chromium } = createRequire(path.join(HERE, "../site/package.json"))("playwright-core");
const FONT = path.join(HERE, "../../themes/ledger/assets/fonts/inter.woff2");
const PLAIN = ["sheet.deadbeef.css"];
const ALL = ["nginx", "caddy", "cloudflare", "netlify", "cloudfront"];

const frame = (depth, title, body, head = "") => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<link rel="stylesheet" href="${"../".repeat(depth)}assets/site.1a2b3c4d.css"><link rel="icon" href="${"../".repeat(depth)}assets/icon.0badcafe.svg">${head}
<script type="application/ld+json">{"@type":"WebPage"}</script></head><body><h1>${title}</h1>${body}</body></html>
`;
const FILES = {
  "index.html": frame(0, "Front", '<p><a href="deals/">Deals</a> <a href="data/deals.csv" download>Table</a></p><svg width="9" height="9"><rect width="9" height="9" fill="red"/></svg>'),
  "deals/index.html": frame(1, "Deals", '<p><a href="one/">One</a></p>'),
  "deals/one/index.html": frame(2, "One", "<p>38 billion</p>"),
  "companies/new/index.html": frame(2, "New", "<p>A company</p>"),
  "companies/old/index.html": '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Moved</title><meta http-equiv="refresh" content="0; url=../new/index.html"></head><body><p>Moved</p></body></html>\n',
  "404.html": frame(0, "Not here", "<p>Nothing</p>").replaceAll('="assets/', '="/assets/').replace(/<script.*<\/script>/, ""),
  "data/deals.csv": "deal,value\none,38\n",
  "data/deals.json": '{"deals":[]}\n',
  "content.toml": "a = 1\n",
  "feed.xml": '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"/>\n',
  "feed.json": '{"version":"https://jsonfeed.org/version/1.1"}\n',
  "robots.txt": "User-agent: *\n",
  ".well-known/security.txt": "Contact: mailto:a@example.org\n",
  "sheet.deadbeef.css": "p{color:red}\n",
  "assets/site.1a2b3c4d.css": "@font-face{font-family:Inter;src:url(fonts/inter.5e6f7a8b.woff2)}body{font-family:Inter}\n",
  "assets/icon.0badcafe.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>\n',
  "assets/fonts/inter-OFL.txt": "Licence\n",
};

/// Where, what is replaced, by what, and the check that must find it: [place, old, new, check]. A place is a file of the
/// site, or one of nginx, caddy, cloudfront.
const FAULTS = [
  ["index.html", "<h1>", "<script>document.title='x'</script><h1>", "nginx: chromium"],
  ["index.html", "<h1>", '<h1 onclick="x()">', "caddy: chromium"],
  ["index.html", "<h1>", '<h1 style="color:red">', "cloudflare: chromium"],
  ["404.html", "<h1>", "<style>p{}</style><h1>", "cloudfront: chromium"],
  ["index.html", "<h1>", '<img src="https://cdn.example/x.png" alt=""><h1>', "nginx: chromium"],
  ["index.html", "<h1>", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""><h1>', "nginx: chromium"],
  ["index.html", "<h1>", '<img src="none.png" alt=""><h1>', "nginx: chromium"],
  ["index.html", "<h1>", '<iframe src="deals/" title="x"></iframe><h1>', "nginx: chromium"],
  ["index.html", '{"@type"', "{@type", "nginx: chromium"],
  ["assets/site.1a2b3c4d.css", "url(fonts/", "url(https://cdn.example/", "nginx: chromium"],
  ["companies/old/index.html", "../new/index.html", "../none/index.html", "nginx: redirects"],
  ["nginx", "style-src 'self'", "style-src 'self' 'unsafe-inline'", "nginx: security"],
  ["nginx", "default-src 'none'", "default-src 'self'", "nginx: security"],
  ["nginx", "; frame-ancestors 'none'", "", "nginx: security"],
  ["nginx", "nosniff always", "nosniff", "nginx: security"],
  ["nginx", "add_header Permissions-Policy", "# add_header Permissions-Policy", "nginx: security"],
  ["nginx", "geolocation=()", "geolocation=*", "nginx: security"],
  ["nginx", "strict-origin-when-cross-origin", "unsafe-url", "nginx: security"],
  ["nginx", "index index.html;", "index index.html; location /data/ { add_header X-A b; }", "nginx: security"],
  ["nginx", '"max-age=31536000"', '"max-age=300"', "nginx: hsts"],
  ["nginx", '"max-age=31536000"', '""', "nginx: graded"],
  ["nginx", "^/assets/(site", "^/(sheet\\.deadbeef\\.css|assets/site", "nginx: cache"],
  ["nginx", "^/assets/(", "^/assets/(fonts/inter-OFL.txt|", "nginx: cache"],
  ["nginx", "|fonts/inter\\.5e6f7a8b\\.woff2", "", "nginx: cache"],
  ["caddy", '\theader Cache-Control "public, max-age=0, must-revalidate"\n\trewrite', "\theader Cache-Control immutable\n\trewrite", "caddy: notFound"],
  ["caddy", '\theader Content-Type "text/html; charset=utf-8"\n', "", "caddy: notFound"],
  ["caddy", "\tX-Content-Type-Options nosniff\n", "\tX-Content-Type-Options nosniff\n\t-Server\n", "caddy: security"],
  ["nginx", "add_header Cache-Control $tearsheet_cache always;", "add_header Cache-Control $tearsheet_cache always; expires 1h;", "nginx: cache"],
  ["nginx", "index index.html;", "index index.html; location = /404.html { return 404 no; }", "nginx: notFound"],
  ["nginx", "index index.html;", "index index.html; location / { try_files $uri $uri/index.html /index.html; }", "nginx: notFound"],
  ["nginx", "charset utf-8;", "", "nginx: types"],
  ["nginx", "text/csv csv", "text/plain csv", "nginx: types"],
  ["nginx", "index index.html;", "index index.html; etag off;", "nginx: revalidation"],
  ["nginx", "index index.html;", "index index.html; autoindex on;", "nginx: folders"],
  ["nginx", "location = /companies/old/ { return 301 /companies/new/$is_args$args; }", "location = /companies/old/ { return 302 /companies/new/; }", "nginx: redirects"],
  ["nginx", "index index.html;", "index index.html; location ~ ^/(?<rest>/.*)$ { return 301 /$rest; } merge_slashes off;", "nginx: odd"],
  ["nginx", "index index.html;", "index index.html; nonsense on;", "nginx: starts"],
  ["nginx", "index index.html;", "index index.html; open_file_cache max=9 inactive=1h; open_file_cache_valid 1h;", "nginx: turned"],
  ["caddy", "encode gzip", 'encode gzip\nrespond / "old"', "caddy: turned"],
  ["caddy", "\tX-Content-Type-Options nosniff\n", "", "caddy: security"],
  ["caddy", "header @others Cache-Control", "header @others X-Cache-Control", "caddy: cache"],
  ["caddy", "header @json Content-Type", "header @json X-Type", "caddy: types"],
  ["caddy", "encode gzip", "encode gzip\ntry_files {path} {path}/ /index.html", "caddy: notFound"],
  ["caddy", "encode gzip", "encode gzip\nfile_server browse", "caddy: folders"],
  ["_headers", "default-src 'none'", "default-src 'none' data:", "cloudflare: security"],
  ["_headers", "  ! Cache-Control\n", "", "cloudflare: cache"],
  ["_headers", "/assets/site.1a2b3c4d.css\n", "/assets/*\n", "netlify: cache"],
  ["_headers", "/assets/site.1a2b3c4d.css\n", "/*/site.*.css\n", "cloudflare: _headers is well-formed and within limits"],
  ["_headers", "nosniff", `nosniff\n  X-Long: ${"x".repeat(2001)}`, "cloudflare: _headers is well-formed and within limits"],
  ["_headers", "/*\n", `${Array.from({ length: 100 }, (_, n) => `/n${n}\n  X-N: ${n}\n`).join("")}/*\n`, "cloudflare: _headers is well-formed and within limits"],
  ["_headers", "Referrer-Policy:", "Set-Cookie:", "cloudflare: _headers is well-formed and within limits"],
  ["_headers", "/*\n", "/deals/*\n", "netlify: security"],
  ["_redirects", "/companies/old/ /companies/new/ 301", "/companies/old/ /companies/none/ 301", "cloudflare: _redirects is well-formed and within limits"],
  ["_redirects", "/companies/old/ ", "/deals/ ", "cloudflare: _redirects is well-formed and within limits"],
  ["_redirects", "new/ 301", "new/ 301!", "cloudflare: _redirects is well-formed and within limits"],
  ["_redirects", "/companies/old/ /companies/new/", "/companies/old/ //evil.example/", "cloudflare: _redirects is well-formed and within limits"],
  ["_redirects", "/companies/old/ ", `${Array.from({ length: 2000 }, (_, n) => `/o${n}/ /deals/ 301\n`).join("")}/companies/old/ `, "cloudflare: _redirects is well-formed and within limits"],
  ["_redirects", "301", "302", "cloudflare: redirects"],
  ["cloudfront", "uri + 'index.html'", "uri", "cloudfront: function"],
  ["cloudfront", "uri.replace(/^[\\/\\\\]+/, '')", "uri.slice(1)", "cloudfront: function"],
  ["cloudfront", "at + query(request.querystring)", "at", "cloudfront: function"],
  ["cloudfront", "!/\\.[A-Za-z0-9]+$/.test(uri)", "true", "cloudfront: function"],
  ["cloudfront", "function handler", "function handled", "cloudfront: function and policy are read"],
  ["cloudfront", '"Quantity": 3', '"Quantity": 2', "cloudfront: policy"],
  ["cloudfront", '"Header": "Permissions-Policy"', '"Header": "Referrer-Policy"', "cloudfront: policy"],
  ["cloudfront", "31536000", "0", "cloudfront: policy"],
];

async function withSite(edit, use) {
  await withWorkspace(async (work) => {
    const dir = path.join(work, "site");
    const printed = await readPrinted(path.join(HERE, "fixture"));
    const files = { ...FILES, _headers: await readFile(path.join(HERE, "fixture/_headers"), "utf8"), _redirects: await readFile(path.join(HERE, "fixture/_redirects"), "utf8") };
    if (edit) {
      const [place, old, now] = edit;
      const from = place in printed ? printed : files;
      if (!from[place].includes(old)) throw new Error(`${place} does not hold \`${old}\``);
      from[place] = from[place].replaceAll(old, () => now);
    }
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
      await writeFile(path.join(dir, file), text);
    }
    await cp(FONT, path.join(dir, "assets/fonts/inter.5e6f7a8b.woff2"), { recursive: true });
    await use(await Site.read(dir, { plain: PLAIN }), printed);
  });
}

/// Whether the named check fails; others may fail as well.
async function finds(fault, browser) {
  const [place, , , check] = fault;
  const server = check.split(":")[0];
  const report = new Report({ quiet: true });
  await withSite(fault, (site, printed) => checkSite(report, { label: "self-test", site, printed, files: [...site.html.keys()], browser, only: [server] }));
  return report.failed.includes(`self-test, ${check}`) ? [] : [`not found: ${check}: ${place}: \`${fault[1].slice(0, 60).trim()}\` → \`${fault[2].slice(0, 60).trim()}\`; failed: ${report.failed.join("; ") || "nothing"}`];
}

async function main() {
  const { values } = parseArgs({ options: { chromium: { type: "string", default: "/usr/bin/chromium" }, only: { type: "string", default: "" } } });
  const report = new Report();
  const browser = await chromium.launch({ executablePath: values.chromium, args: ARGUMENTS, timeout: PATIENCE });
  try {
    await withSite(undefined, (site, printed) => checkSite(report, { label: "without fault", site, printed, files: [...site.html.keys()], browser, only: ALL }));
    for (const fault of FAULTS.filter((row) => row.join(" ").includes(values.only))) {
      await report.run(`finds ${fault[0]}: ${JSON.stringify(fault[2].slice(0, 50) || "nothing")} instead of ${JSON.stringify(fault[1].slice(0, 40))}`, async () => [await finds(fault, fault[3].endsWith("chromium") ? browser : undefined), 1]);
    }
  } finally {
    await browser.close();
  }
  return report.close();
}

process.exitCode = await main();
