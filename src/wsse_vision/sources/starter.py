"""A new project folder that builds at once: ``wsse-vision init FOLDER``."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from wsse_vision.home import HOME


class StarterError(Exception):
    """The folder cannot become a project; the message says why."""


def make_project(folder: Path, say: Callable[[str], None]) -> None:
    """Copy the starter project (``templates/starter/``) and the codebook into ``folder``.

    Nothing is overwritten: a folder that holds any of the files already is refused as it is.
    """
    starter = HOME / "templates" / "starter"
    files = {path.relative_to(starter): path for path in sorted(starter.rglob("*")) if path.is_file()}
    files[Path("sources/codebook.yaml")] = HOME / "sources" / "codebook.yaml"
    taken = [name.as_posix() for name in sorted(files) if (folder / name).exists()]
    if folder.exists() and not folder.is_dir():
        raise StarterError(f"{folder} is a file; name a folder")
    if taken:
        raise StarterError(f"{folder} has {taken[0]} already; name an empty or new folder")
    for name, path in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
    say(f"made {folder} with {len(files)} files")
    say(f"next: snakemake -s {HOME / 'Snakefile'} -d {folder}, then open {folder / 'outputs' / 'index.html'}")
