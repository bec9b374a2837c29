"""One archive with Keng, every wheel it needs and the files of deploy/: installs with no network.

`python tools/make_bundle.py [-o FOLDER]`. Made with the network, on a machine of the same kind and
with the same Python as the one that it is for: the wheels of `uv.lock`, by their hashes. Inside are
SHA256SUMS over every file, a list of the parts (sbom.cdx.json), `install.sh` for one machine and
`deploy/install-server.sh` for a province's server.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

from make_sbom import bill_of, written

ROOT = Path(__file__).resolve().parents[1]
UV = ROOT / ".tools" / "bin" / "uv"
SUMS = "SHA256SUMS"
_PAPERS = ("README.md", "SECURITY.md", "CHANGELOG.md", "LICENSE", "NOTICE")


def main() -> int:
    """Make the archive and tell its place, size and digest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dist", metavar="FOLDER")
    output: Path = parser.parse_args().output
    output.mkdir(parents=True, exist_ok=True)
    name = bundle_name()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / name
        folder.mkdir()
        fill(folder)
        archive = output / f"{name}.tar.gz"
        pack(folder, archive)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    print(f"{archive}: {archive.stat().st_size / 1e6:.1f} MB, sha256 {digest}")
    return 0


def bundle_name() -> str:
    """Version, Python and machine in the name: what it can be installed on."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    major, minor = sys.version_info[:2]
    return f"keng-{project['version']}-py{major}{minor}-{platform.machine()}"


def fill(folder: Path) -> None:
    """Everything that is in the archive."""
    requirements = folder / "requirements.txt"
    exported = [str(UV), "export", "--frozen", "--no-dev", "--no-emit-project", "--quiet"]
    _run([*exported, "--format", "requirements-txt", "-o", str(requirements)])
    wheels = folder / "wheels"
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    choice = ["--require-hashes", "--only-binary", ":all:", "-r", str(requirements)]
    _run([*download, *choice, "-d", str(wheels)])
    _run([str(UV), "build", "--wheel", "--quiet", "--out-dir", str(wheels)])
    (wheels / ".gitignore").unlink(missing_ok=True)
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(ROOT / "deploy", folder / "deploy")
    (folder / "deploy" / "install.sh").rename(folder / "install.sh")
    for paper in _PAPERS:
        shutil.copyfile(ROOT / paper, folder / paper)
    (folder / "PYTHON").write_text("{}.{}\n".format(*sys.version_info[:2]), encoding="utf-8")
    (folder / "sbom.cdx.json").write_text(written(bill_of(ROOT / "uv.lock")), encoding="utf-8")
    (folder / SUMS).write_text(sums(folder), encoding="utf-8")


def sums(folder: Path) -> str:
    """One line for each file, as `sha256sum --check` reads it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}\n"
        for path in files
    )


def pack(folder: Path, archive: Path) -> None:
    """The folder as .tar.gz, with nobody's name in it."""

    def nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        return member

    with tarfile.open(archive, "w:gz") as made:
        made.add(folder, arcname=folder.name, filter=nobodys)


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 - our own tools


if __name__ == "__main__":
    sys.exit(main())
