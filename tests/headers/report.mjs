// Counts checks and prints them. A check is a name and the list of what it found; an empty list is a pass.

const SHOWN = 12;

export class Report {
  constructor({ quiet = false } = {}) {
    Object.assign(this, { quiet, passed: 0, failed: [], notes: [] });
  }

  /// Prints and counts one check. `looked` is how many things it looked at: a check that saw nothing fails.
  add(name, problems, looked = 1) {
    const found = looked === 0 ? ["found nothing to look at"] : problems;
    if (found.length) this.failed.push(name);
    else this.passed += 1;
    if (this.quiet) return;
    console.log(`${found.length ? "FAIL" : "ok  "} ${name}${looked > 1 ? ` (${looked})` : ""}`);
    for (const problem of found.slice(0, SHOWN)) console.log(`       ${problem}`);
    if (found.length > SHOWN) console.log(`       … and ${found.length - SHOWN} more`);
  }

  /// Runs a check that returns `[problems, looked]`; what it throws is a problem.
  async run(name, check) {
    const [problems, looked] = await check().catch((error) => [[`stopped: ${error.stack ?? error}`], 1]);
    this.add(name, problems, looked);
  }

  /// What is worth knowing and no failure.
  note(text) {
    if (this.notes.includes(text)) return;
    this.notes.push(text);
    if (!this.quiet) console.log(`note ${text}`);
  }

  /// The closing line, and the exit status that goes with it.
  close() {
    console.log(`${this.passed} passed, ${this.failed.length} failed`);
    return this.failed.length ? 1 : 0;
  }
}
