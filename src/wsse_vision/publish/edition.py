"""What every edition says of itself before its text: state, version, date, and that it was built from specimens."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_NAMESPACE = uuid.UUID("6f1f2f53-0f6e-5a0c-9a56-6b6f0f8c7e11")


def identifier(meta: dict[str, Any]) -> str:
    """Return the identifier of an edition: the same for the same publication, language and version."""
    name = "/".join(str(meta[key]) for key in ("project", "slug", "language", "version"))
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}"


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


def facts(meta: dict[str, Any], _: Callable[[str], str]) -> Facts:
    """Return the facts of a composed publication."""
    return Facts(
        state=_("Draft") if meta["state"] == "draft" else _("Final version"),
        version=_("Version {version}").format(version=meta["version"]),
        date=meta["date"] or "",
        notice=_("Built from specimen sources: the texts quoted here were written to show the method.")
        if meta["specimens"]
        else "",
    )
