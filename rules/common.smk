"""What all rules share: the plan of this project folder and the way to call the program."""

import threading
import time
from pathlib import Path

from snakemake.exceptions import WorkflowError

from wsse_vision import fingerprint
from wsse_vision.model import HandwrittenError
from wsse_vision.versions import LedgerError
from wsse_vision.workflow import Plan

STARTED = time.time()

try:
    plan = Plan(Path.cwd(), config)
except HandwrittenError as error:
    raise WorkflowError("\n".join(error.mistakes)) from None
except LedgerError as error:
    raise WorkflowError(str(error)) from None

# Jobs find the program that this workflow belongs to, and the settings of `snakemake --config`.
shell.prefix(plan.shell_prefix)

wildcard_constraints:
    batch=r"\d+",
    slug=r"[a-z0-9-]+",
    version=r"\d+(\.\d+)+",
    language="en|fr|es|pt",

def documents_of_batch(wildcards):
    """A hash over the documents of a batch and their sidecars."""
    return plan.state(int(wildcards.batch))

def composed(wildcards):
    """The composed publication, known once composing has told which ones changed."""
    checkpoints.compose.get()
    return f".build/composed/{wildcards.slug}.{wildcards.language}.json"

def release_of(wildcards):
    """The release of the version that is being built, if there is one."""
    return plan.release_of(wildcards.slug)

def composed_manifest(wildcards):
    """What was composed, known once composing is done."""
    return checkpoints.compose.get().output

onstart:
    obstacle = plan.hold()
    if obstacle:
        raise WorkflowError(obstacle)

def end(how=""):
    """Say what was done, and let Snakemake end: the timers by which it would look for more to do keep it for a second."""
    shell(f"wsse-vision summary --since {STARTED} {how}")
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.cancel()

onsuccess:
    end()

onerror:
    end("--failed")
