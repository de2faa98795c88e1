"""Sheets with mistakes, for pull requests: more than GitHub shows, and one that tries to be a command."""

from pathlib import Path

OLD, NEW = 4, 14
DEAL = """title = "{title}"
status = {{ is = "announced", on = "2025-11-20", source = "wire-halyard:6" }}
topics = ["power"]

[[leg]]
tenant = {tenant}
landlord = "halyard-grid"
capacity = {{ is = "at least 40 MW", of = "site", source = "wire-halyard:6" }}
"""
SOURCE = """title = "{title}"
publisher = "Wire"
url = "https://example.org/{title}"
kind = "press"
lang = "en"
published = 2025-11-01
"""
POISON = '"""\n::warning::injected\n##[error]injected\nno|body <img src=x onerror=y> `x` %0A::error::boom\n"""'
INJECTED = ["warning::injected", "error]injected", "error::boom"]


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def spoil(project: Path) -> set[str]:
    """Old mistakes are there already; new ones come in: errors and warnings, more than GitHub shows."""
    files = []
    for n in range(NEW):
        files.append(f"content/deals/zzz-new-{n:02}.toml")
        write(project / files[-1], DEAL.format(title=f"New | <b>{n}</b>", tenant=f'"nobody-{n}"'))
        files.append(f"content/sources/zzz-unused-{n:02}.toml")
        write(project / files[-1], SOURCE.format(title=f"unused-{n}"))
    files.append("content/deals/zzz-poison.toml")
    write(project / files[-1], DEAL.format(title="Poison", tenant=POISON))
    return set(files)


def age(project: Path) -> None:
    """Mistakes that are in the default branch, in files that come first by name."""
    for n in range(OLD):
        write(project / f"content/deals/aaa-old-{n}.toml", DEAL.format(title=f"Old {n}", tenant=f'"nobody-old-{n}"'))
        write(project / f"content/sources/aaa-unused-{n}.toml", SOURCE.format(title=f"old-{n}"))
