"""What every edition says of itself before its text: state, version, date, and that it was built from specimens."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wsse_vision.publish.language import N_, Translate

_NAMESPACE = uuid.UUID("6f1f2f53-0f6e-5a0c-9a56-6b6f0f8c7e11")


STATES = {"draft": N_("Draft"), "final": N_("Final version")}
"""What the state of a publication is called on its cover."""

SPECIMENS = N_("Built from specimen sources: the texts quoted here were written to show the method.")
"""The notice on the cover of a publication that draws on specimens."""


def identifier(meta: dict[str, Any]) -> str:
    """Return the identifier of an edition: the same for the same publication, language and version."""
    name = "/".join(str(meta[key]) for key in ("project", "slug", "language", "version"))
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}"


def on_the_web(meta: dict[str, Any]) -> Callable[[str], str]:
    """Return what gives the address of a page of the readers' site on the web: nothing where the site has none.

    A book or a PDF is read away from the site, so that a relative address would lead nowhere.
    """
    address = meta.get("address", "")
    return lambda page: f"{address}{page}" if address else ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Lines in the language of the edition; ``notice`` is empty where no source is a specimen."""

    state: str
    version: str
    date: str
    notice: str

    @property
    def line(self) -> str:
        """State, version and date in one line."""
        return " · ".join(part for part in (self.state, self.version, self.date) if part)


def facts(meta: dict[str, Any], _: Translate) -> Facts:
    """Return the facts of a composed publication."""
    return Facts(
        state=_(STATES[meta["state"]]),
        version=f"{_('Version')} {meta['version']}",
        date=meta["day"],
        notice=_(SPECIMENS) if meta["specimens"] else "",
    )
