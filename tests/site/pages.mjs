// Chooses the pages to open: of each kind one, the heaviest, in each language.
//
// A kind is told from the path: `deals/x/` and `deals/y/` are one kind, so are `2025/11/` and `2024/07/`.
// Left out are redirects, and 404.html: it is shown at any address, so its links start at the host's root
// and lead nowhere from disk.

import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";

/// Paths of pages below `root`, sorted.
export async function chosenPages(root) {
  const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith(".html") && path.basename(file) !== "404.html");
  const languages = await languageFolders(root, files);
  const chosen = new Map();
  for (const file of files.sort()) {
    if (await isRedirect(path.join(root, file))) continue;
    const { size } = await stat(path.join(root, file));
    const kind = kindOf(file, languages);
    if (size > (chosen.get(kind)?.size ?? -1)) chosen.set(kind, { file, size });
  }
  return [...chosen.values()].map(({ file }) => file).sort();
}

/// Folders that hold a front page in another language than the root's.
async function languageFolders(root, files) {
  const front = await readFile(path.join(root, "index.html"), "utf8");
  const own = langOf(front);
  const folders = [];
  for (const file of files.filter((f) => /^[a-z]{2,3}(-[A-Za-z0-9]+)*\/index\.html$/.test(f))) {
    if (langOf(await readFile(path.join(root, file), "utf8")) !== own) folders.push(path.dirname(file));
  }
  return folders;
}

function langOf(html) {
  return /<html[^>]*\slang="?([^"\s>]+)/.exec(html)?.[1];
}

function kindOf(file, languages) {
  const parts = file.split("/");
  const language = languages.includes(parts[0]) ? parts.shift() : "";
  const kind = parts.map((part, depth) => (/^\d+$/.test(part) ? "n" : depth === 0 ? part : part === "index.html" ? part : "x"));
  return `${language}/${kind.join("/")}`;
}

async function isRedirect(file) {
  return /<meta[^>]*http-equiv="?refresh/i.test(await readFile(file, "utf8"));
}
