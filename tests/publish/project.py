"""Projects: made by `tearsheet init`, edited from edition to edition, published, and built elsewhere to compare."""

import shutil
import struct
import zlib
from pathlib import Path

from crawl import BASE_URL
from kit import Result, World, environment, run, tree
from spy import Spy, quiet

TODAY = "2026-12-01"


def png(colour: tuple[int, int, int]) -> bytes:
    """A small picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\0" + bytes(colour) * 16) * 16
    head = struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def word(number: int) -> str:
    """A number in letters, so that no text holds a figure."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return "q" + letters[number // 676 % 26] + letters[number // 26 % 26] + letters[number % 26]


DEAL = """+++
dek = "{dek} {edition}."
+++

{text} {{{{ term }}}}, {{{{ value }}}}.[^northlight-release:2] [[{power}]], [[hall-{name}]], [{terms}](terms.txt).

![{terms}](chart.png)
"""
HALL = """title  = "Quillon Labs rents a hall of {title}"
status = {{ is = "signed", on = "2026-11-21", source = "northlight-release:3", quote = "rents a hall" }}
topics = ["power"]

[[leg]]
tenant   = "quillon"
landlord = "works-{name}"
term     = {{ is = "7 years", source = "northlight-release:3", quote = "for seven years" }}
online   = {{ is = "2027-03-01", source = "northlight-release:3", quote = "from 1 March 2027" }}
"""


class Project:
    """A site in a git repository, made by `tearsheet init`, in two languages, that can be edited and published."""

    def __init__(self, world: World, root: Path, home: Path, spy: Spy | None = None, **variables: str):
        self.world, self.root, self.home, self.spy, self.variables = world, root, home, spy, variables
        # The settings without `[publish]`, the style sheet as it came, and all that the program has said.
        self.base = self.css = ""
        self.said: list[str] = []

    @classmethod
    def make(cls, world: World, folder: Path, spy: Spy | None = None, tables: str = "", **variables: str) -> "Project":
        project = cls(world, folder / "site", folder / "home", spy, **variables)
        quiet(str(world.binary), "init", str(project.root), env=project.env)
        text = project.read("tearsheet.toml").replace("https://example.org/", BASE_URL)
        project.base = text.replace('["en"]', '["en", "fr"]')
        project.write("static/crlf.txt", b"one\r\ntwo\r\n")
        project.write("static/.well-known/security.txt", "Contact: mailto:ada@editors.example\n")
        project.write("README", "notes for editors\n")
        quiet(str(world.binary), "theme", "eject", "assets/ledger.css", "--root", str(project.root), env=project.env)
        project.css = project.read("themes/ledger/assets/ledger.css")
        project.git("init", "--quiet", "-b", "main")
        project.tables(tables)
        project.edition(0)
        project.commit("first")
        return project

    @property
    def env(self) -> dict[str, str]:
        return environment(self.home, self.spy, **self.variables)

    def copy(self, folder: Path, spy: Spy | None = None, **variables: str) -> "Project":
        """The same project elsewhere, with its records and its repository."""
        shutil.copytree(self.root, folder / "site", symlinks=True)
        return self._like(folder, spy, variables)

    def clone(self, folder: Path, spy: Spy | None = None, **variables: str) -> "Project":
        """A clone, as a colleague has it: without records."""
        folder.mkdir(parents=True, exist_ok=True)
        quiet("git", "clone", "--quiet", str(self.root), str(folder / "site"), env=environment(folder / "home"))
        return self._like(folder, spy, variables)

    def _like(self, folder: Path, spy: Spy | None, variables: dict) -> "Project":
        other = Project(self.world, folder / "site", folder / "home", spy, **(self.variables | variables))
        other.base, other.css = self.base, self.css
        return other

    # Files

    def read(self, path: str) -> str:
        return (self.root / path).read_text()

    def write(self, path: str, content: str | bytes) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(content.encode() if isinstance(content, str) else content)

    def remove(self, *paths: str) -> None:
        for path in paths:
            for found in self.root.glob(path):
                shutil.rmtree(found) if found.is_dir() else found.unlink()

    def tables(self, text: str) -> None:
        """Writes the settings again, with these tables at their end."""
        self.write("tearsheet.toml", f"{self.base}\n{text}")

    def git(self, *arguments: str, check: bool = True) -> str:
        return quiet("git", *arguments, cwd=self.root, env=environment(self.home), check=check).strip()

    def commit(self, message: str) -> str:
        """Commits all there is; the commit."""
        self.git("add", "-A")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    # Editions of the site

    def edition(self, number: int) -> None:
        """The site's edition: words, a picture, the style sheet; a deal and a company go and others come; one moves."""
        name, power = word(number), ("northlight-power", "northlight-grid")[number % 2]
        self._words(name, power, number)
        self.write("content/deals/quillon-cloud/chart.png", png((number % 256, 80, number // 256 % 256)))
        self.write("content/deals/quillon-cloud/terms.txt", f"terms of {name}\n")
        self.write("themes/ledger/assets/ledger.css", f"{self.css}\n.edition-{name}{{color:#123456}}\n")
        self.remove("content/deals/hall-*.toml", "content/companies/works-*.toml")
        title = f"Works {name.upper()}"
        self.write(f"content/deals/hall-{name}.toml", HALL.format(name=name, title=title))
        self.write(f"content/companies/works-{name}.toml", f'name = "{title}"\nkind = "energy"\n')
        other = ("northlight-power", "northlight-grid")[(number + 1) % 2]
        for suffix in (".toml", ".md"):
            if (self.root / f"content/deals/{other}{suffix}").exists():
                (self.root / f"content/deals/{other}{suffix}").rename(self.root / f"content/deals/{power}{suffix}")
        sheet = "".join(
            line for line in self.read(f"content/deals/{power}.toml").splitlines(True) if not line.startswith("was")
        )
        was = f'was = ["{other}"]\n' if number else ""
        self.write(f"content/deals/{power}.toml", was + sheet)

    def _words(self, name: str, power: str, number: int) -> None:
        words = {"edition": word(number).upper(), "name": name, "power": power}
        english = {
            "dek": "Computing, edition",
            "text": "Quillon Labs rents computers from Northlight Cloud:",
            "terms": "the terms",
        }
        french = {
            "dek": "Du calcul, édition",
            "text": "Quillon Labs loue du calcul à Northlight Cloud :",
            "terms": "les termes",
        }
        self.write("content/deals/quillon-cloud.md", DEAL.format(**words, **english))
        self.write("content/deals/quillon-cloud.fr.md", DEAL.format(**words, **french))

    def words(self, number: int) -> None:
        """A small edit: no page comes or goes."""
        halls = sorted((self.root / "content/deals").glob("hall-*.toml"))
        power = next(
            p for p in ("northlight-power", "northlight-grid") if (self.root / f"content/deals/{p}.toml").exists()
        )
        self._words(halls[0].stem.removeprefix("hall-"), power, number)

    def shrink(self) -> None:
        """Takes most of the site away, one deal is left."""
        self.remove("content/deals/hall-*", "content/deals/northlight-*", "content/companies/works-*")
        self.remove("content/sources/wire-halyard.toml", "content/deals/quillon-cloud.fr.md")
        self.write("content/deals/quillon-cloud.md", "Quillon Labs rents computers.[^northlight-release:2]\n")

    # Runs

    def run(self, *arguments: str, **options) -> Result:
        result = run([self.world.binary, *arguments], self.env, self.root, **options)
        self.said.append(result.text)
        return result

    def publish(self, *arguments: str, yes: bool = True, **options) -> Result:
        """Runs `publish`, and checks what must be true of every run."""
        result = self.run(*self.arguments(*arguments, yes=yes), **options)
        known = result.status in {0, 1, 2, 3} and "panicked" not in result.text
        self.world.report.check("every run ends with a status of the contract", known, f"{arguments}: {result}")
        return result

    def arguments(self, *arguments: str, yes: bool = True) -> list[str]:
        return ["publish", *arguments, "--today", TODAY, *(["--yes"] if yes else [])]

    def built(self) -> dict[str, bytes]:
        """What the site is at present, built elsewhere from nothing."""
        twin = self.world.folder("twin")
        for part in ("tearsheet.toml", "content", "static", "themes", "locales"):
            if (self.root / part).is_dir():
                shutil.copytree(self.root / part, twin / part)
            elif (self.root / part).exists():
                shutil.copy(self.root / part, twin / part)
        command = [self.world.binary, "build", "--root", twin, "--deny-warnings", "--today", TODAY]
        result = run(command, environment(twin / "home"), twin)
        if result.status != 0:
            raise RuntimeError(f"the site of the test does not build: {result}")
        files = tree(twin / "public")
        shutil.rmtree(twin)
        return files
