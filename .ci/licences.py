"""Write docs/licences.md from the locked packages, or with --check say whether it is out of date.

Python packages by pip-licenses, which reads what they declare; npm's from package-lock.json. It is
run in the environment of requirements-dev.lock, and needs no network.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
# A pin of a lock: its name, and its condition if it is for some systems or Pythons alone.
LOCKED = re.compile(r"^([\w.-]+)(?:\[[\w,.-]+\])?==[^\s;]+( ; [^\\]+)?", re.M)
TEXT = """# Licences of what the register depends on

Made by `make licences`; do not edit. The register itself is under the [MIT licence](../LICENSE).

## Python packages of the site

What `requirements.lock` installs, with the licence each package declares.

{python}

Not in the table, because only some systems or versions of Python need it: {elsewhere}.

## npm packages of the stylesheet

GOV.UK Frontend is built into the stylesheet and the scripts that readers are sent; the others build
it, and optional ones are for some systems alone.

{npm}

## Tools

What `requirements-dev.txt` adds is run on the code by those who change it, and no part of it is in
the site. `pip-licenses`, run in the development environment, prints those licences.
"""


def python_packages() -> tuple[str, str]:
    """A Markdown table of the site's packages, and the names that the table leaves out."""
    names = [match[1] for match in LOCKED.finditer((ROOT / "requirements.lock").read_text())]
    conditional = {
        match[1]
        for match in LOCKED.finditer((ROOT / "requirements-dev.lock").read_text())
        if match[2]
    }
    everywhere = [name for name in names if name not in conditional]
    command = [
        *(sys.executable, "-m", "piplicenses", "--format=markdown", "--from=mixed"),
        *("--packages", *everywhere),
    ]
    table = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    if table.count("\n") != len(everywhere) + 1:
        raise SystemExit("Not every locked package is installed. Run: make lint")
    return table, ", ".join(name for name in names if name in conditional) or "none"


def npm_packages() -> str:
    """A Markdown table of everything in package-lock.json but this project itself."""
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    rows = [
        f"| {path.removeprefix('node_modules/')} | {package['version']} | {package['license']} |"
        for path, package in packages.items()
        if path
    ]
    return "\n".join(["| Name | Version | License |", "|---|---|---|", *rows])


def main(arguments: list[str]) -> int:
    """Return 1 if --check finds the page out of date, else 0."""
    python, elsewhere = python_packages()
    page = TEXT.format(python=python, elsewhere=elsewhere, npm=npm_packages())
    if "--check" not in arguments:
        PAGE.write_text(page)
    elif not PAGE.exists() or PAGE.read_text() != page:
        print("docs/licences.md is out of date. Run: make licences")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
