// Takes pictures of a built site: every kind of page in each language, light and dark, narrow and wide, and as printed.
//
//     node tests/site/shots.mjs OUT FOLDER [--chromium PATH]
//
// Nothing is held against anything: they are for people. `browser.mjs` is what checks.

import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { chosenPages } from "./pages.mjs";

const WIDTHS = [390, 1440];
const SCHEMES = ["light", "dark"];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { chromium: { type: "string", default: "/usr/bin/chromium" } },
});
if (positionals.length !== 2) throw new Error("usage: shots.mjs OUT FOLDER [--chromium PATH]");
const [root, folder] = positionals.map((given) => path.resolve(given));
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: values.chromium, args: ["--no-sandbox", "--disable-gpu"] });
let count = 0;
for (const file of await chosenPages(root)) {
  const name = file.replaceAll("/", "_").replace(/(_?index)?\.html$/, "") || "front";
  for (const colorScheme of SCHEMES) {
    for (const width of WIDTHS) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      await page.goto(`file://${root}/${file}`, { waitUntil: "networkidle" });
      await page.screenshot({ path: path.join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      if (width === WIDTHS[0] && colorScheme === "light") {
        await writeFile(path.join(folder, `${name}.pdf`), await page.pdf({ format: "A4", preferCSSPageSize: true }));
        count += 1;
      }
      await context.close();
      count += 1;
    }
  }
}
await browser.close();
console.log(`${count} pictures in ${folder}`);
