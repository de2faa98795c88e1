// Opens a live preview in Chromium and edits the project under it: what an editor sees while writing.
//
//     node tests/site/preview.mjs PROJECT PROGRAM [--screenshots DIR] [--chromium PATH] [--only WORD]
//
// Works on a copy of the project, with one template more: a field in the masthead, to be typed into. Every check
// waits for what must come, with a limit that only a defect meets, and a page that is blank for a single frame on the
// way fails it. Prints the problems, and last `N passed, N failed`.

import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rename, rm, unlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { LIMIT } from "./patience.mjs";

const DAY = "2026-11-22";
const DEAL = "content/deals/openai-aws";
const ADDRESS = "deals/openai-aws/";
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];

/// A copy of the project, and the program that serves it.
class Preview {
  static async start(from, program, options = []) {
    const root = await mkdtemp(path.join(tmpdir(), "tearsheet-preview-"));
    for (const part of ["tearsheet.toml", "content", "static"]) {
      await cp(path.join(from, part), path.join(root, part), { recursive: true }).catch(() => {});
    }
    const template = await readFile(path.join(from, "themes/ledger/templates/base.html"), "utf8");
    const field = '<input id="field" type="search" aria-label="Search">\n<main id="main"';
    await mkdir(path.join(root, "themes/ledger/templates"), { recursive: true });
    await writeFile(path.join(root, "themes/ledger/templates/base.html"), template.replace('<main id="main"', field));
    await mkdir(path.join(root, "themes/ledger/assets"), { recursive: true });
    await cp(path.join(from, "themes/ledger/assets/ledger.css"), path.join(root, "themes/ledger/assets/ledger.css"));
    const preview = new Preview();
    Object.assign(preview, { root, program, options, port: 0, undos: [] });
    await preview.run();
    return preview;
  }

  async run() {
    const args = ["serve", "--root", this.root, "--port", String(this.port), "--today", DAY, ...this.options];
    this.process = spawn(this.program, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, EDITOR: "code" } });
    this.url = await new Promise((done, fail) => {
      let said = "";
      this.process.stdout.on("data", (data) => {
        said += data;
        const url = /http:\/\/\S+/.exec(said)?.[0];
        if (url) done(url);
      });
      this.process.stderr.on("data", (data) => (said += data));
      this.process.on("exit", () => fail(new Error(`the program ended: ${said}`)));
    });
    this.port = new URL(this.url).port;
  }

  async stop() {
    const ended = new Promise((done) => this.process.once("exit", done));
    this.process.kill();
    await ended;
  }

  async remove() {
    await this.stop();
    await rm(this.root, { recursive: true, force: true });
  }

  file(name) {
    return path.join(this.root, name);
  }

  read(name) {
    return readFile(this.file(name), "utf8");
  }

  /// Saves as most editors do: another file takes the place of this one.
  async save(name, text) {
    await mkdir(path.dirname(this.file(name)), { recursive: true });
    await writeFile(`${this.file(name)}.new~`, text);
    await rename(`${this.file(name)}.new~`, this.file(name));
  }

  async edit(name, change) {
    const before = await this.read(name);
    const after = change(before);
    expect(after !== before, `the edit of ${name} changes nothing`);
    await this.save(name, after);
    const undo = () => this.save(name, before);
    this.undos.push(undo);
    return undo;
  }

  /// As it was before all edits, the last of them first.
  async restore() {
    for (const undo of this.undos.splice(0).reverse()) await undo();
  }
}

function expect(condition, words) {
  if (!condition) throw new Error(words);
}

/// Looks at every frame: a page without its text or without its styles is a flash.
function watchFrames() {
  globalThis.flashes = [];
  const styled = getComputedStyle(document.body).fontFamily;
  const look = () => {
    if (!document.querySelector("main")?.innerText.trim()) globalThis.flashes.push("no text");
    if (getComputedStyle(document.body).fontFamily !== styled) globalThis.flashes.push("no styles");
    requestAnimationFrame(look);
  };
  look();
}

async function open(browser, preview, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 700 } });
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT);
  if (options.clock) await page.clock.install();
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(preview.url) && !request.url().startsWith("data:")) problems.push(`asks for ${request.url()}`);
  });
  await page.goto(preview.url + address);
  await page.waitForSelector("tearsheet-preview .toggle");
  await page.evaluate(watchFrames);
  page.finish = async () => {
    const flashes = await page.evaluate(() => globalThis.flashes ?? []);
    expect(!flashes.length, `${flashes.length} frames: ${[...new Set(flashes)]}`);
    expect(!problems.length, problems.join("; "));
    await context.close();
  };
  return page;
}

function shows(page, words) {
  return page.waitForFunction((text) => document.body.innerText.includes(text), words);
}

/// Waits until the page has heard of these problems, whether or not it shows them. Looks by our clock, not by its own.
async function listed(page, words) {
  const list = page.locator("tearsheet-preview #problems");
  for (const begun = Date.now(); !(await list.textContent()).includes(words); await sleep(20)) {
    expect(Date.now() - begun < LIMIT, `the page never hears of ${words}`);
  }
}

const checks = {
  async "an edit moves nothing that is read"({ browser, preview }) {
    const page = await open(browser, preview, ADDRESS);
    await page.evaluate(() => {
      const details = [...document.querySelectorAll("details:not([open])")].at(-1);
      details.open = true;
      details.id ||= "";
      globalThis.opened = details;
    });
    await page.focus("#field");
    await page.keyboard.type("half a wo");
    await page.evaluate(() => document.querySelector("#field").setSelectionRange(2, 5));
    await page.evaluate(() => scrollTo(0, 420));
    const before = await page.evaluate(() => scrollY);
    expect(before > 300, `scrolled to ${before} only`);
    const undo = await preview.edit(`${DEAL}.md`, (text) => `${text}\nUn paragraphe de plus, à la fin.\n`);
    await shows(page, "Un paragraphe de plus");
    const after = await page.evaluate(() => {
      const field = document.querySelector("#field");
      return {
        scroll: scrollY,
        open: globalThis.opened.isConnected && globalThis.opened.open,
        focus: document.activeElement === field,
        value: field.value,
        selection: [field.selectionStart, field.selectionEnd].join(),
      };
    });
    expect(Math.abs(after.scroll - before) <= 1, `scrolled from ${before} to ${after.scroll}`);
    expect(after.open, "the details are closed");
    expect(after.focus, "the field has lost the focus");
    expect(after.value === "half a wo" && after.selection === "2,5", `the field has ${JSON.stringify(after)}`);
    await undo();
    await page.waitForFunction(() => !document.body.innerText.includes("Un paragraphe de plus"));
    await page.finish();
  },

  async "a paragraph above keeps what is read in its place"({ browser, preview }) {
    const page = await open(browser, preview, ADDRESS);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    const top = () => page.evaluate(() => document.querySelector("footer").getBoundingClientRect().top);
    const before = await top();
    const undo = await preview.edit(`${DEAL}.md`, (text) => text.replace(/(\+\+\+[^]*?\+\+\+\n)/, "$1\nTout en haut, sans chiffre.\n"));
    await shows(page, "Tout en haut, sans chiffre.");
    const after = await top();
    expect(Math.abs(after - before) <= 2, `what is read moved from ${before} to ${after}`);
    await undo();
    await page.finish();
  },

  async "a mistake shows a notice, and the page stays"({ browser, preview, screenshots }) {
    const page = await open(browser, preview, ADDRESS);
    const title = await page.innerText("h1");
    const undo = await preview.edit(`${DEAL}.toml`, (text) => `${text}\n"<img src=x onerror=alert(1)>" = 1\nx = [\n`);
    const notice = page.locator("tearsheet-preview button.problems");
    await notice.waitFor();
    expect(/^\d+ errors?/.test(await notice.innerText()), `the notice says ${await notice.innerText()}`);
    expect((await page.innerText("h1")) === title, "the page has lost its title");
    await notice.click();
    const list = page.locator("tearsheet-preview #problems");
    await list.waitFor();
    const text = await list.innerText();
    expect(text.includes("<img src=x onerror=alert(1)>"), "the text of the file is not shown as text");
    expect((await list.locator("img").count()) === 0, "the text of the file became an element");
    expect(text.includes(`This page shows the last valid content of ${DEAL}.toml`), `no word on what is held back: ${text}`);
    const link = await list.locator("a").first().getAttribute("href");
    expect(/^vscode:\/\/file\/.*openai-aws\.toml:\d+:\d+$/.test(link), `the link is ${link}`);
    await shoot(page, screenshots, "notice-light");
    await page.emulateMedia({ colorScheme: "dark" });
    await shoot(page, screenshots, "notice-dark");
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "hidden" });
    expect(await page.evaluate(() => document.querySelector("tearsheet-preview").shadowRoot.activeElement?.matches(".problems")), "Escape does not lead back to the button");
    await undo();
    await notice.waitFor({ state: "hidden" });
    await page.finish();
  },

  async "a mistake of a moment shows nothing"({ browser, preview }) {
    const page = await open(browser, preview, ADDRESS, { clock: true });
    await page.evaluate(() => {
      const button = document.querySelector("tearsheet-preview").shadowRoot.querySelector(".problems");
      globalThis.appeared = 0;
      new MutationObserver(() => (globalThis.appeared += button.hidden ? 0 : 1)).observe(button, { attributes: true });
    });
    // The page's own time stands still but for what is said here, so that the mistake lasts for a moment of it however
    // long the machine needs: shorter than the patience of the notice.
    await page.clock.pauseAt(Date.now() + 60_000);
    const undo = await preview.edit(`${DEAL}.toml`, (text) => `${text}\nx = [\n`);
    await listed(page, "error[toml]");
    await page.clock.runFor(100);
    await undo();
    await listed(page, "No problems");
    await page.clock.runFor(10_000);
    expect((await page.evaluate(() => globalThis.appeared)) === 0, "the notice flickers");
    await page.clock.resume();
    await page.finish();
  },

  async "a template, a style sheet and a message change the page"({ browser, preview }) {
    const page = await open(browser, preview, ADDRESS);
    const sheets = () => page.evaluate(() => document.querySelectorAll("link[rel=stylesheet]").length);
    const before = await sheets();
    const first = await preview.edit("themes/ledger/assets/ledger.css", (css) => `${css}\nh1 { letter-spacing: 3px; }\n`);
    await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).letterSpacing === "3px");
    expect((await sheets()) === before, "the old style sheet is still there");
    await first();
    const second = await preview.edit("themes/ledger/templates/base.html", (html) => html.replace("</main>", "<p>From the template</p></main>"));
    await shows(page, "From the template");
    await second();
    const third = await preview.edit("themes/ledger/templates/base.html", (html) => html.replace("</main>", "{{ nothing.at.all }}</main>"));
    await page.locator("tearsheet-preview button.problems").waitFor();
    expect(await page.locator("main h1").isVisible(), "the page is gone with its template");
    await third();
    await page.locator("tearsheet-preview button.problems").waitFor({ state: "hidden" });
    await page.finish();
  },

  async "the preview is there again after a restart"({ browser, preview }) {
    const page = await open(browser, preview, ADDRESS);
    await preview.stop();
    const undo = await preview.edit(`${DEAL}.md`, (text) => `${text}\nÉcrit pendant la pause.\n`);
    await preview.run();
    await shows(page, "Écrit pendant la pause.");
    await undo();
    await page.finish();
  },

  async "the panel says what the page is made from"({ browser, preview, screenshots, axe }) {
    const page = await open(browser, preview, ADDRESS);
    const toggle = page.locator("tearsheet-preview button.toggle");
    await toggle.focus();
    await page.keyboard.press("Enter");
    const panel = page.locator("tearsheet-preview #panel");
    await panel.waitFor();
    const text = await panel.innerText();
    for (const words of [`${DEAL}.toml`, `${DEAL}.md`, "templates/deal.html", "single source"]) {
      expect(text.includes(words), `no ${words} in the panel: ${text}`);
    }
    await shoot(page, screenshots, "panel-light");
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await accessible(page, axe);
    }
    await shoot(page, screenshots, "panel-dark");
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
    for (const [name, width] of [["Phone width", 390], ["Print view", 794]]) {
      await toggle.click();
      await panel.getByRole("button", { name }).click();
      const frame = page.locator("tearsheet-preview dialog iframe");
      await frame.waitFor();
      const inside = await (await frame.elementHandle()).contentFrame();
      await inside.waitForSelector("h1");
      const isWide = inside.waitForFunction((width) => innerWidth === width, width);
      await isWide.catch(async () => expect(false, `${name} is ${await inside.evaluate(() => innerWidth)} px wide`));
      expect((await inside.locator("tearsheet-preview").count()) === 0, "the frame has a panel of its own");
      await shoot(page, screenshots, `view-${width}`);
      await page.keyboard.press("Escape");
      await frame.waitFor({ state: "detached" });
      await page.keyboard.press("Escape");
      await panel.waitFor({ state: "hidden" });
    }
    await page.finish();
  },

  async "follow goes to the page whose file was saved"({ browser, following: preview }) {
    const page = await open(browser, preview, "");
    const undo = await preview.edit("content/companies/nvidia.en.md", (text) => `${text}\nA line more.\n`);
    await page.waitForURL("**/en/companies/nvidia/");
    await shows(page, "A line more.");
    await preview.save("content/pages/toute-neuve.md", '+++\ntitle = "Une page toute neuve"\n+++\n\nPas encore grand-chose.\n');
    await page.waitForURL("**/toute-neuve/");
    await shows(page, "Pas encore grand-chose.");
    await page.waitForSelector("tearsheet-preview .toggle");
    await unlink(preview.file("content/pages/toute-neuve.md"));
    await page.locator("tearsheet-preview button.problems", { hasText: "this page is gone" }).waitFor();
    await shows(page, "Pas encore grand-chose.");
    await undo();
    await page.finish();
  },

  async "where there is nothing to show, the problems are shown until there is"({ browser, preview }) {
    const undo = await preview.edit("tearsheet.toml", (text) => `${text}\n[\n`);
    await preview.stop();
    await preview.run();
    const context = await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(LIMIT);
    await page.goto(preview.url + ADDRESS);
    await shows(page, "error[toml]");
    await undo();
    await page.waitForSelector("main h1");
    await shows(page, "AWS");
    await context.close();
  },
};

async function shoot(page, folder, name) {
  if (!folder) return;
  // For what fades in. Nothing is read off a picture.
  await page.waitForTimeout(250);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

async function accessible(page, axe) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run({ include: [["tearsheet-preview"]] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(" ")}: ${nodes[0].failureSummary}`);
  });
  expect(!found.length, `axe: ${found.join("; ")}`);
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      screenshots: { type: "string" },
      chromium: { type: "string", default: "/usr/bin/chromium" },
      only: { type: "string", default: "" },
    },
  });
  if (positionals.length !== 2) throw new Error("usage: preview.mjs PROJECT PROGRAM [--screenshots DIR] [--chromium PATH]");
  const [project, program] = positionals.map((place) => path.resolve(place));
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  if (values.screenshots) await mkdir(values.screenshots, { recursive: true });
  const browser = await chromium.launch({ executablePath: values.chromium, args: ARGUMENTS, timeout: LIMIT });
  const preview = await Preview.start(project, program);
  const following = await Preview.start(project, program, ["--follow"]);
  let [passed, failed] = [0, 0];
  try {
    for (const [name, check] of Object.entries(checks).filter(([name]) => name.includes(values.only))) {
      try {
        await check({ browser, preview, following, screenshots: values.screenshots, axe });
        passed += 1;
        console.log(`ok   ${name}`);
      } catch (error) {
        failed += 1;
        console.log(`FAIL ${name}\n       ${error.message.replaceAll("\n", "\n       ")}`);
        console.log(`FAIL ${name}\n       ${error.message.replaceAll("\n", "\n       ")}`);
      } finally {
        await Promise.all([preview.restore(), following.restore()]);
      }
    }
  } finally {
    await browser.close();
    await Promise.all([preview.remove(), following.remove()]);
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed ? 1 : 0;
}

process.exitCode = await main();
