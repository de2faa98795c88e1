"""Counts checks and prints them."""

SHOWN = 12


class Report:
    """A check is a name and the list of what it found; an empty list is a pass."""

    def __init__(self, quiet: bool = False):
        self.quiet = quiet
        self.passed = 0
        self.failed: list[str] = []
        self.notes: list[str] = []

    def add(self, name: str, problems: list[str], looked: int = 1) -> None:
        """A check that looked at nothing has failed."""
        found = list(problems) if looked else ["found nothing to look at"]
        if found:
            self.failed.append(name)
        else:
            self.passed += 1
        if self.quiet:
            return
        print(f"{'FAIL' if found else 'ok  '} {name}", flush=True)
        for problem in found[:SHOWN]:
            print("       " + problem.rstrip().replace("\n", "\n         "))
        if len(found) > SHOWN:
            print(f"       … and {len(found) - SHOWN} more")

    def note(self, text: str) -> None:
        """What is worth knowing and no failure."""
        if text not in self.notes:
            self.notes.append(text)
            if not self.quiet:
                print(f"note {text}")

    def close(self) -> int:
        print(f"{self.passed} passed, {len(self.failed)} failed")
        return 1 if self.failed else 0
