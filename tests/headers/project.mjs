// Projects with `[headers]`, to be built: copies, with what the checks need to see in them.

import { execFile } from "node:child_process";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { PATIENCE } from "./patience.mjs";

const run = promisify(execFile);
const PARTS = ["tearsheet.toml", "content", "static", "themes", "clippings"];
const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=", "base64");
/// Files under `static/`, of which those with a hash in the name only look fingerprinted.
export const PLAIN = ["sheet.deadbeef.css", "assets/mine.deadbeef.svg", "archive.20251103.csv"];
const STATIC = {
  ".well-known/security.txt": "Contact: mailto:editor@example.org\n",
  "sheet.deadbeef.css": "p { color: red }\n",
  "assets/mine.deadbeef.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="red"/></svg>\n',
  "archive.20251103.csv": "a,b\n1,2\n",
  "note été.txt": "été\n",
  "paper.pdf": "%PDF-1.4\n",
  "pixel.png": PIXEL,
};

/// Runs the program; never throws on its exit status.
export async function tearsheet(program, args, cwd) {
  const options = { cwd, timeout: PATIENCE, maxBuffer: 1 << 26, env: { ...process.env, NO_COLOR: "1" } };
  const { code = 0, stdout, stderr } = await run(program, args, options).catch((error) => ({ code: error.code ?? 1, stdout: error.stdout ?? "", stderr: error.stderr || String(error) }));
  return { code, stdout, stderr };
}

/// Copies a project, without what a build makes.
export async function copyProject(from, to) {
  await mkdir(to, { recursive: true });
  for (const part of PARTS) await cp(path.join(from, part), path.join(to, part), { recursive: true }).catch((error) => { if (error.code !== "ENOENT") throw error; });
}

/// Adds `[headers]`, or another text, at the end of the settings.
export async function settings(project, text = '\n[headers]\nsecurity = "strict"\n') {
  const file = path.join(project, "tearsheet.toml");
  const was = await readFile(file, "utf8");
  if (/^\[headers/m.test(was)) throw new Error(`${file} has [headers] already`);
  await writeFile(file, `${was}${text}`);
}

/// Adds static files and renames: `was` for one company and one deal. Returns the old ids.
export async function furnish(project) {
  for (const [name, bytes] of Object.entries(STATIC)) await put(project, path.join("static", name), bytes);
  return [await rename(project, "companies", ["a-former-name"]), await rename(project, "deals", ["a-former-deal"])].flat();
}

/// Gives a sheet without `was` these former ids.
export async function rename(project, kind, ids) {
  for (const name of (await readdir(path.join(project, "content", kind))).filter((n) => n.endsWith(".toml")).sort()) {
    const file = path.join(project, "content", kind, name);
    const text = await readFile(file, "utf8");
    if (/^\s*(was|draft|publish_on)\s*=/m.test(text)) continue;
    await writeFile(file, `was = ${JSON.stringify(ids)}\n${text}`);
    return ids;
  }
  throw new Error(`no sheet in content/${kind} can be renamed`);
}

export async function put(project, name, bytes) {
  await mkdir(path.dirname(path.join(project, name)), { recursive: true });
  await writeFile(path.join(project, name), bytes);
}
