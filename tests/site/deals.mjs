// Opens the tables of all deals and of all companies of a built site in Chromium, from disk, and uses them as a reader with
// programs does: sorts by their heads, combines filters, follows an address with filters. Every other kind of page is
// `browser.mjs`'s.
//
//     node tests/site/deals.mjs OUT [--chromium PATH]

import path from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { isOfFontAhead } from "./disk.mjs";
import { LIMIT } from "./patience.mjs";

/// What a page shows: which deals, the numbers of its filters, the column that it is sorted by.
function shown() {
  const bodies = [...document.querySelectorAll("table.deals tbody")].filter((body) => !body.hidden);
  const row = (link) => [link.dataset.v, Number(link.querySelector("span:last-child").textContent)];
  return {
    titles: bodies.map((body) => body.querySelector("th a").textContent),
    facets: bodies.map((body) => body.dataset.f),
    counts: Object.fromEntries([...document.querySelectorAll(".narrow [data-v]")].map(row)),
    sorted: [...document.querySelectorAll("th[aria-sort]")].map((head) => `${head.classList[0]} ${head.ariaSort}`),
    sums: !document.querySelector("table.deals tfoot")?.hidden,
  };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { chromium: { type: "string", default: "/usr/bin/chromium" } },
});
const pageOf = (list) => `file://${path.resolve(positionals[0])}/${list}/index.html`;
const address = pageOf("deals");
const browser = await chromium.launch({ executablePath: values.chromium, args: ["--no-sandbox"], timeout: LIMIT });
const page = await browser.newPage();
page.setDefaultTimeout(LIMIT);
const problems = [];
page.on("console", (message) => isOfFontAhead(message) || problems.push(`console: ${message.text()}`));
page.on("pageerror", (error) => problems.push(`script error: ${error.message}`));
const check = (what, holds) => problems.push(...(holds ? [] : [what]));
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

await page.goto(address);
const first = await page.evaluate(shown);
check("there are several deals, and filters", first.titles.length > 1 && Object.keys(first.counts).length > 2);

// Sorted in place as the page of that order is, groups with their parts.
const orders = [
  ["deals", "amount", "by-amount"],
  ["deals", "deal", "by-name"],
  ["companies", "company", "by-name"],
  ["companies", "pays", "by-pays"],
  ["companies", "receives", "by-receives"],
  ["companies", "date", "by-date"],
];
for (const [list, head, folder] of orders) {
  await page.goto(pageOf(`${list}/${folder}`));
  const expected = await page.evaluate(shown);
  await page.goto(pageOf(list));
  await page.click(`th.${head} :is(a, button)`);
  const found = await page.evaluate(shown);
  check(`${list}, ${head}: ${found.titles} is not ${expected.titles}`, same(found.titles, expected.titles));
  check(`${list}, ${head}: the head says so: ${found.sorted}`, same(found.sorted, expected.sorted));
  await page.click(`th.${head} :is(a, button)`);
  const turned = await page.evaluate(shown);
  check(`${list}, ${head}: a second time turns it round`, !same(turned.sorted, found.sorted) && !same(turned.titles, found.titles));
}

// Each filter leaves as many as it says; two of them those that have both, and each row counts within the other.
await page.goto(address);
const names = Object.keys(first.counts).filter((name) => name);
for (const name of names) {
  await page.click(`.narrow [data-v="${name}"]`);
  const one = await page.evaluate(shown);
  check(`${name}: ${one.titles.length} are left of ${first.counts[name]}`, one.titles.length === first.counts[name]);
  check(`${name}: all left have it`, one.facets.every((facets) => facets.split(" ").includes(name)));
  check(`${name}: no sum of other deals is under it`, !one.sums);
  const other = names.find((second) => second.split("-")[0] !== name.split("-")[0] && one.counts[second] > 0);
  if (other) {
    await page.click(`.narrow [data-v="${other}"]`);
    const both = await page.evaluate(shown);
    check(`${name} and ${other}: ${both.titles.length} are left of ${one.counts[other]}`, both.titles.length === one.counts[other]);
    const link = page.url();
    await page.goto("about:blank");
    await page.goto(link);
    check(`${link} shows the same`, same((await page.evaluate(shown)).titles, both.titles));
  }
  await page.goto("about:blank");
  await page.goto(address);
}
await browser.close();
for (const problem of problems) console.log(`FAIL ${problem}`);
console.log(`${names.length} passed, ${problems.length} failed`);
process.exitCode = problems.length ? 1 : 0;
