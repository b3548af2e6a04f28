"""The house is in order: lint, types, locks, one direction for data, nothing too long to read."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from wsse_vision import fingerprint

REPOSITORY = Path(__file__).resolve().parents[1]
PACKAGE = REPOSITORY / "src" / "wsse_vision"
MODULES = sorted(PACKAGE.rglob("*.py"))
RULES = sorted((REPOSITORY / "rules").glob("*.smk"))
ORDER = ("sources", "ingest", "extract", "review", "join", "publish", "release", "site")
"""The stages; each may import those before it."""

ENTRANCES = {
    "sources": ("sources.stage",),
    "ingest": ("ingest.stage",),
    "extract": ("extract.stage",),
    "review": ("review.stage",),
    "exchange": ("exchange.stage",),
    "join": ("join.stage",),
    "compose": ("publish.compose",),
    "render": ("publish.render",),
    "release": ("release.stage",),
    "site": ("site.stage", "site.evidence"),
}
"""The modules that the commands of a stage call."""


def clean(*command: str) -> str:
    """Run a tool over the repository; return what it complains about."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_ruff_has_nothing_to_say() -> None:
    assert clean("ruff", "check", "--quiet", "--output-format=concise", "src", "tests", "tools", "benchmarks") == ""


def test_types_hold_strictly() -> None:
    assert clean("mypy", "--strict", "src") == ""


def test_snakemake_has_nothing_to_say_about_the_workflow() -> None:
    assert clean("snakemake", "--lint") == ""


LOCKS = ("requirements.txt", "requirements-cluster.txt", "requirements-test.txt", "requirements-learn.txt")


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_with_its_hashes(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert len(lines) > 10
    assert [line for line in lines if not re.match(r"[A-Za-z0-9._\[\]-]+==\S+", line)] == []
    assert [line.split()[0] for line in lines if not re.search(r"--hash=sha256:[0-9a-f]{64}(\s|$)", line)] == []


def pins(name: str) -> dict[str, str]:
    """Return the versions that a lock file pins, by package."""
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", text, re.MULTILINE))


def test_what_tests_need_does_not_change_what_the_program_runs_on() -> None:
    program, cluster, tests = (pins(f"requirements{name}.txt") for name in ("", "-cluster", "-test"))
    for added in (cluster, tests):
        assert {name: added.get(name) for name in program} == program
    assert {name: tests.get(name, version) for name, version in cluster.items()} == cluster


@cache
def imports_of(path: Path) -> frozenset[str]:
    """Return the modules of the package that a module imports, also within functions (``sources.scan``)."""
    return frozenset(name for name in _imported(ast.parse(path.read_text(encoding="utf-8"))) if name)


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (
                alias.name.removeprefix("wsse_vision").lstrip(".")
                for alias in node.names
                if alias.name.startswith("wsse_vision")
            )
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            if node.module == "wsse_vision" or (node.module or "").startswith("wsse_vision."):
                base = (node.module or "").removeprefix("wsse_vision").lstrip(".")
                for alias in node.names:
                    inner = f"{base}.{alias.name}" if base else alias.name
                    yield inner if _path_of(inner) else base


def _path_of(module: str) -> Path | None:
    path = PACKAGE / Path(*module.split("."))
    return next((p for p in (path.with_suffix(".py"), path / "__init__.py") if p.is_file()), None)


def folder_of(module: str) -> str:
    """Return the stage folder of a module, or nothing for one at the top of the package."""
    first = module.split(".", maxsplit=1)[0]
    return first if (PACKAGE / first).is_dir() else ""


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_data_flows_one_way(path: Path) -> None:
    stage = folder_of(path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", "."))
    wanted = {folder_of(module) for module in imports_of(path)} - {"", stage}
    if stage in ORDER:
        assert wanted <= set(ORDER[: ORDER.index(stage)]), f"{stage} imports a later stage"
        assert not {"cli", "workflow"} & imports_of(path), "a stage knows nothing of who calls it"
    elif stage == "exchange":
        assert wanted <= set(ORDER[: ORDER.index("publish")]), "exchange imports a later stage"
    elif path.stem not in ("cli", "cli_review", "cli_exchange", "cli_release", "workflow", "__main__", "reference"):
        assert wanted == set(), "what all stages share knows none of them"


def test_every_folder_has_its_place_in_the_order() -> None:
    folders = {p.name for p in PACKAGE.iterdir() if (p / "__init__.py").is_file()}
    assert folders <= {*ORDER, "exchange"}


@pytest.mark.parametrize("stage", fingerprint.STAGE_PARTS)
def test_a_stage_is_run_again_when_any_module_it_imports_has_changed(stage: str) -> None:
    seen: set[str] = set()
    todo = list(ENTRANCES[stage])
    while todo:
        module = todo.pop()
        path = _path_of(module)
        if module not in seen and path is not None:
            seen.add(module)
            todo += imports_of(path)
    needed = {folder_of(module) for module in seen} - {""}
    assert needed <= set(fingerprint.STAGE_PARTS[stage]), f"code of {stage} that its fingerprint does not see"


def test_every_stage_of_the_workflow_has_a_fingerprint() -> None:
    assert set(ENTRANCES) == set(fingerprint.STAGE_PARTS) == set(fingerprint.STAGE_TOOLS)
    used = {name for path in RULES for name in re.findall(r"of_stage\(\"(\w+)\"\)", path.read_text(encoding="utf-8"))}
    assert used == set(fingerprint.STAGE_PARTS)


@pytest.mark.parametrize("path", RULES, ids=lambda p: p.stem)
def test_rules_call_the_command_line_and_nothing_else(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"^\s+(run|script|notebook|wrapper):", text, re.MULTILINE)
    blocks = re.split(r"^(?=(?:rule|checkpoint) )", text, flags=re.MULTILINE)[1:]
    assert all(
        re.search(rf"^    {key}:", block, re.MULTILINE)
        for block in blocks
        for key in ("output", "params", "log", "shell")
    )


def test_the_rules_all_share_less_than_a_hundred_lines() -> None:
    assert len((REPOSITORY / "rules" / "common.smk").read_text(encoding="utf-8").splitlines()) < 100


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_can_be_read_in_a_sitting_and_a_function_on_a_screen(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > 60] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_nothing_in_the_package_asks_the_clock_or_chance(path: Path) -> None:
    """The same sources give the same bytes: only the summary of a run, which is printed, may compare times."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    modules = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    modules |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert not names & {"now", "today", "utcnow", "uuid4", "uuid1", "getrandbits", "urandom"}
    assert "random" not in modules and "secrets" not in modules


def test_untrusted_yaml_and_archives_are_read_safely() -> None:
    """No module reads YAML with anything but the safe loader, evaluates text, or hands a command to a shell."""
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"yaml\.(unsafe_load|full_load|load)\(|\beval\(|\bexec\(|shell=True|pickle\.load|os\.system\(|extractall\(",
            text,
        ), path.name


def test_every_package_that_is_imported_is_a_declared_dependency() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[\[<>=]", line)[0].lower().replace("-", "_") for line in project["dependencies"]}
    providers = packages_distributions()
    for path in (REPOSITORY / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level and node.module:
                names.append(node.module)
            for top in {name.split(".")[0] for name in names} - {"wsse_vision"} - sys.stdlib_module_names:
                owners = {name.lower().replace("-", "_") for name in providers.get(top, [top])}
                assert owners & (declared | {"markupsafe", "pydantic_core"}), f"{path.name} imports {top}"
