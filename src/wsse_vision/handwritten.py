"""Files that people write: read, checked against their description, every mistake told with its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from wsse_vision.model import HandwrittenError
from wsse_vision.yamlfile import Place, YamlError, load


class Record(BaseModel):
    """Base of every hand-written record: unknown keys are refused, nothing is converted in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False)


def _real_date(value: Any) -> Any:
    text = str(value)
    parts = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", text)
    try:
        if parts is None:
            raise ValueError
        date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
    except ValueError:
        raise ValueError(f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD") from None
    return text


DateText = Annotated[str, BeforeValidator(_real_date)]
"""A day, month or year that the calendar has."""

AnyRecord = TypeVar("AnyRecord", bound=BaseModel)


def read(path: Path, model: type[AnyRecord], name: str | None = None) -> AnyRecord:
    """Read a YAML file into ``model``; raise ``HandwrittenError`` with every mistake, ``file:line: what``.

    ``name`` is how messages call the file (default: its name). A file that is empty or holds comments only stands for
    a record of defaults.
    """
    name = name or path.name
    try:
        data, lines = load(path)
    except YamlError as error:
        raise HandwrittenError([f"{name}:{error.line}: {error.message}"]) from None
    except OSError as error:
        raise HandwrittenError([f"{name}: cannot be read ({error.strerror})"]) from None
    return check({} if data is None else data, lines, model, name)


def or_default(reader: Callable[[Path], AnyRecord], path: Path, default: AnyRecord) -> AnyRecord:
    """Return what ``reader`` reads, or ``default`` for a file with mistakes (the stage ``sources`` has reported
    them).
    """
    try:
        return reader(path)
    except HandwrittenError:
        return default


def check(data: Any, lines: dict[Place, int], model: type[AnyRecord], name: str) -> AnyRecord:
    """Validate YAML data that was read with its lines, see ``read``."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise HandwrittenError([_mistake(e, lines, model, name) for e in error.errors()]) from None


def _mistake(error: Any, lines: dict[Place, int], model: type[BaseModel], name: str) -> str:
    place: Place = tuple(error["loc"])
    line = _line(place, lines)
    key = ".".join(str(part) for part in place if part != "[key]") or "the file"
    what = _what(error, model, place)
    return f"{name}:{line}: {key}: {what}"


def _line(place: Place, lines: dict[Place, int]) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _what(error: Any, model: type[BaseModel], place: Place) -> str:
    kind, given = error["type"], error["input"]
    if kind == "extra_forbidden":
        return _unknown_key(str(place[-1]), sorted(_fields(model, place[:-1])))
    if kind == "missing":
        return "is missing"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return f"must be a mapping of keys to values, not {given!r:.60}"
    if kind in ("literal_error", "enum"):
        return f"{given!r:.60} is not allowed; allowed: {error['ctx']['expected'].replace(' or ', ', ')}"
    message = str(error["msg"])
    if message.startswith("Value error, "):
        return message.removeprefix("Value error, ")
    return f"{message[0].lower()}{message[1:]}, not {given!r:.60}"


def _unknown_key(key: str, allowed: list[str]) -> str:
    near = difflib.get_close_matches(key, allowed, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"unknown key{hint} (allowed: {', '.join(allowed)})"


def _fields(model: Any, place: Place) -> set[str]:
    """Return the keys allowed at ``place`` below ``model``."""
    models = [model]
    for part in place:
        models = [inner for m in models for inner in _step(m, part)]
    return {f.alias or n for m in models for n, f in m.model_fields.items()}


def _step(model: type[BaseModel], part: str | int) -> list[type[BaseModel]]:
    info = model.model_fields.get(str(part))
    if info is None:
        return [model]  # a key of a mapping or a position in a list: the record below is the same
    return _models(info.annotation)


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) is Literal:
        return []
    return [m for part in get_args(annotation) for m in _models(part)]
