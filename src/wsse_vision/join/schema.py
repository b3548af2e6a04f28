"""The tables of ``outputs/evidence/evidence.sqlite``, the joined dataset.

Nothing of an interview that is ``internal`` is in it, except the counts of the table ``balance``; interviews
under anonymity appear under a public id and without what could identify them.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

TABLES = """
CREATE TABLE sources (
  id TEXT PRIMARY KEY,          -- public id, also the citation key
  kind TEXT NOT NULL,           -- notebook, findhorn, workshop, interview, forum
  state TEXT NOT NULL,          -- used, or the code of the problem for which it was set aside
  reason TEXT NOT NULL,         -- why it was set aside, else empty
  title TEXT NOT NULL,
  language TEXT NOT NULL,
  status TEXT,                  -- specimen, draft, final
  consent TEXT,                 -- interviews: public or anonymous
  workshop INTEGER, role TEXT,  -- workshop documents: number, and preparatory or report
  key TEXT NOT NULL,            -- hash over the file and what is said about it
  metadata TEXT NOT NULL,       -- JSON: whatever else is known and may be published
  elements INTEGER NOT NULL
) STRICT;
CREATE TABLE elements (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL REFERENCES sources (id),
  seq INTEGER NOT NULL,         -- position among the elements of its source
  kind TEXT NOT NULL,
  quote TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, -- code points in the canonical text
  prefix TEXT NOT NULL, suffix TEXT NOT NULL,
  section TEXT NOT NULL,        -- JSON: path of headings
  page INTEGER,
  language TEXT NOT NULL,
  label TEXT,
  question TEXT,                -- interviews: id of the question that it answers
  score REAL NOT NULL,
  rank REAL NOT NULL,           -- what comes first when not everything can be shown
  because TEXT NOT NULL,        -- JSON: the cues and terms that decided
  paragraph TEXT NOT NULL,      -- the block that it stands in, whole
  place INTEGER NOT NULL,       -- where in the paragraph it begins, in code points
  status TEXT NOT NULL,         -- accepted or unreviewed; what was rejected is not here
  key INTEGER NOT NULL,         -- 1 for what reviewers marked as key
  decision TEXT NOT NULL,       -- JSON: by, on, note, found (how the decision found it), translation
  said TEXT NOT NULL            -- group of elements that say the same; the id of one of them
) STRICT;
CREATE TABLE element_themes (
  element TEXT NOT NULL REFERENCES elements (id), theme TEXT NOT NULL, place INTEGER NOT NULL,
  PRIMARY KEY (element, theme)
) STRICT, WITHOUT ROWID;
CREATE TABLE defines (            -- definitions only: which themes' names stand where the defined word stands
  element TEXT NOT NULL REFERENCES elements (id), theme TEXT NOT NULL,
  place INTEGER NOT NULL,       -- 0 where the theme itself is named, 1 where a term of it is
  PRIMARY KEY (element, theme)
) STRICT, WITHOUT ROWID;
CREATE TABLE findings (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES sources (id), workshop INTEGER NOT NULL,
  role TEXT NOT NULL,           -- agreements, disagreements, questions, proposals, synthesis
  quote TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, page INTEGER, language TEXT NOT NULL
) STRICT;
CREATE TABLE finding_themes (
  finding INTEGER NOT NULL REFERENCES findings (id), theme TEXT NOT NULL, PRIMARY KEY (finding, theme)
) STRICT, WITHOUT ROWID;
CREATE TABLE votes (
  label TEXT NOT NULL, evaluation TEXT NOT NULL,
  agree INTEGER NOT NULL, half INTEGER NOT NULL, disagree INTEGER NOT NULL, unknown INTEGER NOT NULL,
  share REAL NOT NULL,          -- agreement and half of half agreement over all votes
  low REAL NOT NULL,            -- bounds between which the share lies with a confidence of 95 %: few votes, wide
  high REAL NOT NULL,           -- bounds; proposals are ranked by the lower one
  element TEXT,                 -- the proposal that was voted on, where it is among the elements
  PRIMARY KEY (label, evaluation)
) STRICT, WITHOUT ROWID;
CREATE TABLE indicators (
  id TEXT PRIMARY KEY, seq INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, unit TEXT NOT NULL,
  how TEXT NOT NULL, collected_by TEXT NOT NULL
) STRICT;
CREATE TABLE indicator_themes (
  indicator TEXT NOT NULL REFERENCES indicators (id), theme TEXT NOT NULL, PRIMARY KEY (indicator, theme)
) STRICT, WITHOUT ROWID;
CREATE TABLE themes (
  id TEXT PRIMARY KEY, seq INTEGER NOT NULL, label TEXT NOT NULL, scope TEXT NOT NULL, -- label: JSON by language
  elements INTEGER NOT NULL, sources INTEGER NOT NULL, languages INTEGER NOT NULL, x REAL NOT NULL, y REAL NOT NULL
) STRICT;
CREATE TABLE links (
  a TEXT NOT NULL, b TEXT NOT NULL, -- themes, a before b in the codebook
  elements INTEGER NOT NULL, sources INTEGER NOT NULL, PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE TABLE balance (
  consent TEXT NOT NULL, region TEXT NOT NULL, gender TEXT NOT NULL, interviews INTEGER NOT NULL,
  PRIMARY KEY (consent, region, gender)
) STRICT, WITHOUT ROWID;
"""

INDEXES = """
CREATE INDEX element_of_source ON elements (source, seq, label);
CREATE INDEX element_in_short ON elements (id, source, kind, status, said, rank);
CREATE INDEX element_by_kind ON elements (kind, source);
CREATE INDEX element_by_label ON elements (label) WHERE label IS NOT NULL;
CREATE INDEX element_by_question ON elements (question) WHERE question IS NOT NULL;
CREATE INDEX element_of_group ON elements (said);
CREATE INDEX theme_of_element ON element_themes (theme, element, place);
CREATE INDEX kind_of_source ON sources (id, kind);
"""


def create(path: Path) -> sqlite3.Connection:
    """Create the dataset at ``path``, which must not exist; the caller commits and closes."""
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES)
    return connection


def finish(connection: sqlite3.Connection) -> None:
    """Add the indexes and close; the same rows give the same bytes."""
    connection.commit()
    connection.executescript(INDEXES + "VACUUM;")
    connection.close()
