"""``ro-crate-metadata.json``: a release as a research object, with what it was made from and by what.

RO-Crate 1.2 with the profiles Workflow RO-Crate 1.0, Process Run Crate 0.5 and Workflow Run Crate 0.5. The build is
an action: its instrument the workflow, its objects the sources, hand-written files and settings, its results the
files of the release.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import version as distribution_version
from typing import Any
from urllib.parse import quote

from wsse_vision.config import Config
from wsse_vision.files import json_text, sha256
from wsse_vision.home import Project
from wsse_vision.join.evidence import Evidence, Source
from wsse_vision.release.facts import Facts, day, identifier, licence, media_type, page, publisher, urn
from wsse_vision.versions import File, Manifest

NAME = "ro-crate-metadata.json"
WORKFLOW = "workflow/Snakefile"
"""Where the workflow lies in a release, its rules beside it."""

Entity = dict[str, Any]

_ABOUT = {
    "manifest.json": "What the build says of itself: its files, its identity and what went into it",
    "content.json": "The text and the evidence of the version, for comparing it with others",
    "release.json": "Its entry in the ledger of releases",
    "CITATION.cff": "How to cite the version",
    "datacite.json": "Metadata for registering a DOI",
}

_SPEC = "https://w3id.org/ro/crate/1.2"
_WORKFLOW_CRATE = "https://w3id.org/workflowhub/workflow-ro-crate/1.0"
_BIOSCHEMAS = "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE"
_PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": ("Process Run Crate", "0.5"),
    "https://w3id.org/ro/wfrun/workflow/0.5": ("Workflow Run Crate", "0.5"),
    _WORKFLOW_CRATE: ("Workflow RO-Crate", "1.0"),
}
_SNAKEMAKE = "https://w3id.org/workflowhub/workflow-ro-crate#snakemake"

_STEPS = {
    "sources": "Check what people wrote: names, sidecars, bibliography, codebook, work plan.",
    "ingest": "Bring every document into canonical text with its blocks and their places.",
    "extract": "Find the elements in the texts and code each with one kind and its themes.",
    "review": "Apply the decisions of the editors.",
    "join": "Join elements, workshops, interviews, indicators and votes into one dataset.",
    "publish": "Compose each publication and write it as PDF, HTML and EPUB.",
    "release": "Check consent, page limits and problems; write manifest and checksums.",
}
"""The stages of the workflow and what they do."""


def crate(project: Project, config: Config, manifest: Manifest, facts: Facts) -> Entity:
    """Return the description of a release as JSON-LD.

    Of people and sources it says what the dataset of this build makes public, and nothing else.
    """
    sources = list(_sources(project, manifest))
    results = [_file(file, f"{manifest.editions[file.language].title}: {file.format}") for file in manifest.files]
    others = [_file(file, _about(file.name)) for file in facts.files if file.name != WORKFLOW]
    tools = [_tool(name, version) for name, version in manifest.tools.items()]
    inputs = [*_inputs(manifest.inputs.get("files", {})), *_settings(manifest.inputs.get("settings", {}))]
    organisation = {"@id": config.address or "#publisher", "@type": "Organization", "name": publisher(manifest)}
    if config.address:
        organisation["url"] = config.address
    parts = [*results, _workflow(tools, facts), *others]
    action = {
        "@id": "#build",
        "@type": "CreateAction",
        "name": f"Build {manifest.identity}",
        "description": f"Everything built from the inputs of commit {facts.commit or 'unknown'}; the time of a build "
        "is not recorded, because the same inputs give the same bytes at any time.",
        "instrument": _ref(WORKFLOW),
        "agent": _refer(organisation),
        "object": [_refer(one) for one in (*(s for s in sources if s["@type"] == "CreativeWork"), *inputs)],
        "result": [_refer(one) for one in results],
        "actionStatus": "http://schema.org/CompletedActionStatus",
    }
    graph = [
        _descriptor(), _root(config, manifest, facts, parts, organisation), *parts, action, organisation,
        *_identity(manifest), *_rights(config), *sources, *inputs, *_surroundings(), *tools,
    ]  # fmt: skip
    return {"@context": f"{_SPEC}/context", "@graph": [_compact(entity) for entity in graph]}


def text(project: Project, config: Config, manifest: Manifest, facts: Facts) -> str:
    """Return ``ro-crate-metadata.json``."""
    return json_text(crate(project, config, manifest, facts))


def _descriptor() -> Entity:
    return {
        "@id": NAME,
        "@type": "CreativeWork",
        "about": _ref("./"),
        "conformsTo": _ref(_SPEC),
    }


def _root(config: Config, manifest: Manifest, facts: Facts, parts: list[Entity], organisation: Entity) -> Entity:
    first = next(iter(manifest.editions.values()))
    titles = dict.fromkeys(edition.title for edition in manifest.editions.values())
    found = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{first.title}, version {manifest.version}",
        "alternateName": [title for title in titles if title != first.title],
        "description": first.abstract or first.subtitle or first.title,
        "version": manifest.version,
        "creativeWorkStatus": manifest.state,
        "datePublished": day(manifest, facts),
        "inLanguage": list(manifest.editions),
        "identifier": _ref(identifier(manifest)),
        "url": page(config, manifest),
        "license": _refer(_rights(config)[0]),
        "author": _refer(organisation),
        "publisher": _refer(organisation),
        "conformsTo": [_ref(profile) for profile in _PROFILES],
        "mainEntity": _ref(WORKFLOW),
        "mentions": [_ref("#build")],
        "hasPart": [_refer(part) for part in parts],
        "text": facts.notes,
    }
    return {name: value for name, value in found.items() if value}


def _file(file: File, description: str) -> Entity:
    found: Entity = {
        "@id": quote(file.name),
        "@type": "File",
        "name": file.name,
        "description": description,
        "encodingFormat": media_type(file.name),
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }
    if file.language:
        found["inLanguage"] = file.language
    return found


def _about(name: str) -> str:
    """Return what a file is that comes with every release."""
    if name.startswith("workflow/"):
        return "Rules of the workflow"
    return _ABOUT.get(name, "Part of the release")


def _workflow(tools: list[Entity], facts: Facts) -> Entity:
    found: Entity = {
        "@id": WORKFLOW,
        "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo"],
        "name": "Workflow from sources to publications",
        "description": "How every publication is built from the documents of a project folder.",
        "encodingFormat": "text/x-python",
        "conformsTo": _ref(_BIOSCHEMAS),
        "programmingLanguage": _ref(_SNAKEMAKE),
        "softwareRequirements": [_refer(tool) for tool in tools],
        "step": [_ref(f"#step-{stage}") for stage in _STEPS],
    }
    version = next((tool["version"] for tool in tools if tool["name"] == "wsse-vision"), "")
    found |= {"version": version} if version else {}
    for file in facts.files:
        if file.name == WORKFLOW:
            found |= {"contentSize": str(file.size), "sha256": file.sha256}
    return found


def _tool(name: str, version: str) -> Entity:
    address = f"pkg:pypi/{name}@{version}"  # a package URL (purl): names the package, wherever it is kept
    own = name == "wsse-vision"
    return {
        "@id": urn("tool", name, version) if own else address,
        "@type": "SoftwareApplication",
        "name": name,
        "version": version,
        "url": _ref(WORKFLOW) if own else address,
    }


def _surroundings() -> Iterator[Entity]:
    """Yield what does not depend on the release: profiles, the workflow's language and steps."""
    for address, (name, version) in _PROFILES.items():
        yield {"@id": address, "@type": ["CreativeWork", "Profile"], "name": name, "version": version}
    yield {"@id": _BIOSCHEMAS, "@type": ["CreativeWork", "Profile"], "name": "Bioschemas ComputationalWorkflow"}
    yield {
        "@id": _SNAKEMAKE,
        "@type": "ComputerLanguage",
        "name": "Snakemake",
        "version": distribution_version("snakemake"),
        "url": "https://snakemake.readthedocs.io/",
    }
    for position, (stage, what) in enumerate(_STEPS.items(), start=1):
        yield {
            "@id": f"#step-{stage}",
            "@type": "HowToStep",
            "name": stage,
            "description": what,
            "position": str(position),
        }


def _identity(manifest: Manifest) -> Iterator[Entity]:
    urn_of_version = identifier(manifest)
    yield {"@id": urn_of_version, "@type": "PropertyValue", "name": "URN", "value": urn_of_version}


def _rights(config: Config) -> list[Entity]:
    found = licence(config)
    if found is None:
        return [
            {
                "@id": "#rights",
                "@type": "CreativeWork",
                "name": "No licence stated",
                "description": "Whoever wants to use more of it than the law allows has to ask the publisher.",
            }
        ]
    return [{"@id": found.address, "@type": "CreativeWork", "name": found.spdx or found.address}]


def _sources(project: Project, manifest: Manifest) -> Iterator[Entity]:
    """Yield the sources that the release draws on, and the people that they name, each once."""
    drawn = manifest.inputs.get("sources", {})
    people: dict[str, Entity] = {}
    for source in Evidence(project.outputs / "evidence" / "evidence.sqlite").sources:
        if source.id in drawn and source.state == "used":
            names = _names(source)
            found = {
                "@id": f"#source-{quote(source.id)}",
                "@type": "CreativeWork",
                "name": source.title,
                "additionalType": source.kind,
                "inLanguage": source.language,
                "datePublished": str(source.metadata.get("date") or ""),
                "author": [_ref(_person(name)) for name in names],
                "version": source.key,
            }
            yield {name: value for name, value in found.items() if value}
            people |= {name: {"@id": _person(name), "@type": "Person", "name": name} for name in names}
    yield from people.values()


def _names(source: Source) -> list[str]:
    """Return who wrote or spoke; of those who spoke in public the name that they chose."""
    if source.consent not in (None, "public"):
        return []
    pseudonym = source.metadata.get("pseudonym")
    return [pseudonym] if pseudonym else [str(name) for name in source.metadata.get("authors", [])]


def _person(name: str) -> str:
    return f"#person-{sha256(name)[:12]}"


def _inputs(files: Mapping[str, str]) -> Iterator[Entity]:
    for name, fingerprint in files.items():
        yield {"@id": f"#input-{quote(name)}", "@type": "CreativeWork", "name": name, "version": fingerprint}


def _settings(settings: Mapping[str, Any]) -> Iterator[Entity]:
    for name, value in settings.items():
        if value is not None:
            yield {"@id": f"#setting-{name}", "@type": "PropertyValue", "name": name, "value": value}


def _compact(entity: Entity) -> Entity:
    """Return an entity with lists of one written as that one, as the specification recommends."""
    return {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in entity.items()}


def _ref(address: str) -> Entity:
    return {"@id": address}


def _refer(entity: Entity) -> Entity:
    return _ref(entity["@id"])
