"""Sidecars: the optional ``<id>.yaml`` beside a document that says what the document does not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from wsse_vision import handwritten
from wsse_vision.handwritten import DateText, Record
from wsse_vision.model import Consent, HandwrittenError
from wsse_vision.yamlfile import YamlError, load


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_text(value: Any) -> Any:
    return str(value) if value is not None and not isinstance(value, str | list | dict) else value


Text = Annotated[str, BeforeValidator(_as_text)]
Texts = Annotated[list[str], BeforeValidator(_as_list)]


class Sidecar(Record):
    """What a sidecar may say."""

    title: Text | None = Field(None, description="Title.")
    subtitle: Text | None = Field(None, description="Subtitle.")
    authors: Texts | None = Field(None, description="Authors as they are to be named; for several, a list.")
    date: DateText | None = Field(None, description="`YYYY`, `YYYY-MM` or `YYYY-MM-DD`.")
    language: Text | None = Field(None, description="Main language: en, fr, es, pt or another language code.")
    status: Literal["specimen", "draft", "final"] | None = Field(
        None, description="`specimen`: written to stand in for a real document; shown wherever it is used."
    )
    abstract: Text | None = Field(None, description="A few sentences on what it says.")
    themes: Texts = Field([], description="Ids of the themes it is about.")
    cites: Texts = Field([], description="Keys of `references.bib` that it cites.")
    stands_for: Text | None = Field(None, description="Key of the real document that a specimen stands for.")
    url: Text | None = Field(None, description="Where it can be found.")
    publisher: Text | None = Field(None, description="Who published it.")
    rights: Text | None = Field(None, description="Licence or other terms.")
    note: Text | None = Field(None, description="For the maintainers; not published.")
    workshop_number: int | None = Field(None, ge=1, description="Notebooks: number of its workshop in the workgroup.")
    forum_number: int | None = Field(None, ge=1, description="Notebooks: number of its text in the evaluation forum.")
    workshop: int | None = Field(None, ge=1, le=4, description="Workshop documents: which of the workshops 1 to 4.")
    role: Literal["preparatory", "report"] | None = Field(None, description="Workshop documents: what it is.")
    consent: Consent | None = Field(None, description="Interviews: `public`, `anonymous` or `internal`.")
    pseudonym: Text | None = Field(None, description="Interviews: the name shown when consent is `public`.")
    region: Text | None = Field(None, description="Interviews: part of the world.")
    gender: Text | None = Field(None, description="Interviews: woman, man, group or as the person says.")
    trade: Text | None = Field(None, description="Interviews: what the person does.")
    organisation_type: Text | None = Field(None, description="Interviews: kind of organisation, in general words.")
    name: Texts | None = Field(None, description="Interviews: name of the person; never published.")
    organisation: Texts | None = Field(None, description="Interviews: organisation; withheld unless public.")
    place: Texts | None = Field(None, description="Interviews: village or town; withheld unless public.")
    country: Texts | None = Field(None, description="Interviews: country; withheld unless public.")
    age: Text | None = Field(None, description="Interviews: age; withheld unless public.")
    email: Texts | None = Field(None, description="Interviews: never published.")
    phone: Texts | None = Field(None, description="Interviews: never published.")
    address: Texts | None = Field(None, description="Interviews: never published.")
    interviewer: Texts | None = Field(None, description="Interviews: who asked; withheld unless public.")


IDENTIFYING = (
    "name",
    "email",
    "phone",
    "address",
    "organisation",
    "place",
    "country",
    "interviewer",
    "authors",
)
"""Fields whose values are taken out of the text of an interview that is not public."""


def read_sidecar(path: Path, shown: str) -> tuple[Sidecar, list[str], list[str]]:
    """Return a sidecar, its mistakes (``file:line: what``) and the values of keys that were refused.

    A key with a mistake is left out and everything else still counts, so that one slip does not lose the
    rest; the refused values are returned because they may identify somebody.
    """
    try:
        data, lines = load(path)
    except YamlError as error:
        return Sidecar(), [f"{shown}:{error.line}: {error.message}; nothing of this sidecar was used"], []
    if data is None:
        return Sidecar(), [], []
    if not isinstance(data, dict):
        return (
            Sidecar(),
            [f"{shown}:1: must be a mapping of keys to values; nothing of this sidecar was used"],
            [],
        )
    data = {str(key): value for key, value in data.items() if value is not None}
    try:
        return handwritten.check(data, lines, Sidecar, shown), [], []
    except HandwrittenError as error:
        mistakes = error.mistakes
    refused = _refused(data)
    kept = {key: value for key, value in data.items() if key not in refused}
    values = [text for key in sorted(refused) for text in _texts(data[key])]
    return Sidecar.model_validate(kept), mistakes, values


def _refused(data: dict[str, Any]) -> set[str]:
    try:
        Sidecar.model_validate(data)
    except ValidationError as error:
        return {str(e["loc"][0]) for e in error.errors() if e["loc"]}
    return set()


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    text = str(value)
    return [text] if re.search(r"\w{3}", text) else []
