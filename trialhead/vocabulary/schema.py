"""The tables of the place list."""

#: Raised with every change of the tables; a file of another version is not read.
VERSION = 1

#: A town's number is its rank by population. ``survey`` and ``state`` live while building only.
TABLES = """
CREATE TABLE country (code TEXT PRIMARY KEY, name TEXT NOT NULL, population INTEGER NOT NULL)
    WITHOUT ROWID;
CREATE TABLE region (id INTEGER PRIMARY KEY, country TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE town (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, region INTEGER,
    latitude REAL NOT NULL, longitude REAL NOT NULL, population INTEGER
);
CREATE TABLE name (
    key TEXT, town INTEGER, weight INTEGER NOT NULL, own INTEGER NOT NULL,
    PRIMARY KEY (key, town)
) WITHOUT ROWID;
CREATE TABLE postcode (
    key TEXT, country TEXT, latitude REAL NOT NULL, longitude REAL NOT NULL,
    written TEXT, place TEXT NOT NULL, region INTEGER, PRIMARY KEY (key, country)
) WITHOUT ROWID;
CREATE TABLE qualifier (key TEXT NOT NULL, country TEXT NOT NULL, region INTEGER);
CREATE TEMP TABLE survey (
    key TEXT, country TEXT, latitude REAL, longitude REAL, accuracy REAL, written TEXT, place TEXT,
    state TEXT
);
CREATE TEMP TABLE state (country TEXT, name TEXT, region INTEGER, PRIMARY KEY (country, name));
"""

#: One row for a code in a country: the middle of its most accurate positions.
AGGREGATE = """
INSERT INTO postcode
SELECT key, survey.country, round(avg(latitude), 5), round(avg(longitude), 5),
       min(written), min(place), min(region)
FROM (SELECT *, max(accuracy) OVER (PARTITION BY key, country) AS best FROM survey) AS survey
LEFT JOIN state ON state.country = survey.country AND state.name = survey.state
WHERE accuracy = best AND key <> ''
GROUP BY key, survey.country;
DROP TABLE survey;
DROP TABLE state;
"""

INDEXES = "CREATE INDEX qualifier_key ON qualifier (key);"
