"""What archives and catalogues want beside the files of a release: research object, citation, metadata, workflow."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from wsse_vision.config import Config
from wsse_vision.files import sha256, write_bytes, write_text
from wsse_vision.home import HOME, Project
from wsse_vision.release import citation, crate
from wsse_vision.release.facts import Facts
from wsse_vision.versions import SUMS, File, Manifest


def write(folder: Path, project: Project, config: Config, manifest: Manifest, facts: Facts) -> list[str]:
    """Write the files into ``folder``, which holds the release but its ``SHA256SUMS``; return their names.

    The research object comes last: it lists every file that lies in the folder by then.
    """
    workflow = Path(crate.WORKFLOW)
    write_bytes(folder / workflow, (HOME / "Snakefile").read_bytes())
    names = [workflow.as_posix()]
    for rules in sorted((HOME / "rules").glob("*.smk")):
        name = workflow.parent / "rules" / rules.name
        write_bytes(folder / name, rules.read_bytes())
        names.append(name.as_posix())
    write_text(folder / citation.CITATION, citation.cff_text(config, manifest, facts))
    write_text(folder / citation.DATACITE, citation.datacite_text(config, manifest, facts))
    listed = replace(facts, files=tuple(_others(folder, manifest)))
    write_text(folder / crate.NAME, crate.text(project, config, manifest, listed))
    return [*names, citation.CITATION, citation.DATACITE, crate.NAME]


def _others(folder: Path, manifest: Manifest) -> list[File]:
    """Return the files of a release that its manifest does not list, but those that cannot know themselves."""
    known = {file.name for file in manifest.files} | {crate.NAME, SUMS}
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if name not in known:
            content = path.read_bytes()
            found.append(File(name, path.suffix[1:], "", len(content), sha256(content)))
    return found
