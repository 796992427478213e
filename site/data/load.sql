-- duckdb foi.duckdb < load.sql
BEGIN;
CREATE TABLE "age_group" (
  "code" VARCHAR NOT NULL,
  "label" VARCHAR NOT NULL,
  "description" VARCHAR NOT NULL,
  "parent" VARCHAR,
  "variants" VARCHAR,
  PRIMARY KEY ("code"),
  CHECK (regexp_full_match("code", '[A-Za-z0-9_]+')),
  FOREIGN KEY ("parent") REFERENCES "age_group" ("code")
);
INSERT INTO "age_group" BY NAME SELECT * FROM (FROM (FROM 'processed/age_group.parquet') EXCEPT ALL FROM "age_group") WHERE ("parent" IS NULL OR "parent" IN (SELECT "code" FROM "age_group"));
COMMENT ON TABLE "age_group" IS 'Codes of the dimension age group. Every dimension has _T (total: all together) and _Z (not applicable: the measure is not broken down by it).';
COMMENT ON COLUMN "age_group"."code" IS 'Code of the category.';
COMMENT ON COLUMN "age_group"."label" IS 'Short name for people.';
COMMENT ON COLUMN "age_group"."description" IS 'What the code means, and what it does not.';
COMMENT ON COLUMN "age_group"."parent" IS 'The code of which this one is a part: a sub-total of the same list. Empty where it is a part of the total itself.';
COMMENT ON COLUMN "age_group"."variants" IS 'Labels that letters print for this code, parted by '' | ''. Case, spaces and punctuation do not count.';
CREATE TABLE "outcome" (
  "code" VARCHAR NOT NULL,
  "label" VARCHAR NOT NULL,
  "description" VARCHAR NOT NULL,
  "refused" BOOLEAN NOT NULL,
  "variants" VARCHAR,
  PRIMARY KEY ("code"),
  CHECK (regexp_full_match("code", '[A-Za-z0-9_]+'))
);
INSERT INTO "outcome" BY NAME FROM (FROM 'processed/outcome.parquet');
COMMENT ON TABLE "outcome" IS 'What became of a question, in the terms of the Cabinet Office''s Freedom of Information statistics.';
COMMENT ON COLUMN "outcome"."code" IS 'Code of the outcome.';
COMMENT ON COLUMN "outcome"."label" IS 'Short name for people.';
COMMENT ON COLUMN "outcome"."description" IS 'What the code means, and what it does not.';
COMMENT ON COLUMN "outcome"."refused" IS 'Whether something that was asked for was refused.';
COMMENT ON COLUMN "outcome"."variants" IS 'Labels that letters print for this code, parted by '' | ''. Case, spaces and punctuation do not count.';
CREATE TABLE "period_type" (
  "code" VARCHAR NOT NULL,
  "label" VARCHAR NOT NULL,
  "description" VARCHAR NOT NULL,
  "whole" BOOLEAN NOT NULL,
  "variants" VARCHAR,
  PRIMARY KEY ("code"),
  CHECK (regexp_full_match("code", '[A-Za-z0-9_]+'))
);
INSERT INTO "period_type" BY NAME FROM (FROM 'processed/period_type.parquet');
COMMENT ON TABLE "period_type" IS 'Kinds of period. Values of different kinds are not compared.';
COMMENT ON COLUMN "period_type"."code" IS 'Code of the period type.';
COMMENT ON COLUMN "period_type"."label" IS 'Short name for people.';
COMMENT ON COLUMN "period_type"."description" IS 'What the code means, and what it does not.';
COMMENT ON COLUMN "period_type"."whole" IS 'Whether a period of this type is a whole standard period.';
COMMENT ON COLUMN "period_type"."variants" IS 'Labels that letters print for this code, parted by '' | ''. Case, spaces and punctuation do not count.';
CREATE TABLE "authority" (
  "code" VARCHAR NOT NULL,
  "label" VARCHAR NOT NULL,
  "description" VARCHAR NOT NULL,
  "slug" VARCHAR NOT NULL,
  "dfe_code" VARCHAR,
  "region" VARCHAR NOT NULL,
  "variants" VARCHAR,
  PRIMARY KEY ("code"),
  UNIQUE ("slug"),
  CHECK (regexp_full_match("code", '[A-Z][0-9]{8}')),
  CHECK (regexp_full_match("slug", '[a-z0-9-]+')),
  CHECK (regexp_full_match("dfe_code", '[0-9]{3}'))
);
INSERT INTO "authority" BY NAME FROM (FROM 'processed/authority.parquet');
COMMENT ON TABLE "authority" IS 'Public authorities and the areas they serve.';
COMMENT ON COLUMN "authority"."code" IS 'Code of the area, from the ONS register of geographic codes (GSS).';
COMMENT ON COLUMN "authority"."label" IS 'Short name for people.';
COMMENT ON COLUMN "authority"."description" IS 'What the code means, and what it does not.';
COMMENT ON COLUMN "authority"."slug" IS 'Name of the authority''s folder in raw/ and first part of its identifiers.';
COMMENT ON COLUMN "authority"."dfe_code" IS 'Local authority code of the Department for Education.';
COMMENT ON COLUMN "authority"."region" IS 'Region of England, or country of the United Kingdom.';
COMMENT ON COLUMN "authority"."variants" IS 'Labels that letters print for this code, parted by '' | ''. Case, spaces and punctuation do not count.';
CREATE TABLE "changes" (
  "change_id" VARCHAR NOT NULL,
  "since" VARCHAR NOT NULL,
  "what" VARCHAR NOT NULL,
  "in_table" VARCHAR NOT NULL,
  "subject" VARCHAR NOT NULL,
  "change" VARCHAR NOT NULL,
  "field" VARCHAR,
  "old" VARCHAR,
  "new" VARCHAR,
  "old_status" VARCHAR,
  "new_status" VARCHAR,
  "reason" VARCHAR,
  PRIMARY KEY ("change_id"),
  CHECK ("what" IN ('table', 'column', 'code', 'letter', 'observation', 'rows')),
  CHECK ("change" IN ('added', 'removed', 'changed'))
);
INSERT INTO "changes" BY NAME FROM (FROM 'processed/changes.parquet');
COMMENT ON TABLE "changes" IS 'One row per thing that is not as the last release with other data has it: an observation, a letter, a code, a column or a table. A number that the present release does not give is told by its status alone, whatever the last release said.';
COMMENT ON COLUMN "changes"."change_id" IS 'Identifier of the change: what changed, and the field.';
COMMENT ON COLUMN "changes"."since" IS 'The release compared with.';
COMMENT ON COLUMN "changes"."what" IS 'What kind of thing changed: a table or column of the package, a code of a list, a letter, an observation, or how many rows another table has.';
COMMENT ON COLUMN "changes"."in_table" IS 'The table that it stands in.';
COMMENT ON COLUMN "changes"."subject" IS 'The identifier of what changed: of an observation or a letter, a code, or the name of a column or table.';
COMMENT ON COLUMN "changes"."change" IS 'Whether it was added, removed or changed.';
COMMENT ON COLUMN "changes"."field" IS 'The field that is another one; empty where the whole is new or gone.';
COMMENT ON COLUMN "changes"."old" IS 'What the field, or the value of a removed observation, was; empty where it may not be told again.';
COMMENT ON COLUMN "changes"."new" IS 'What the field, or the value of an added observation, is; empty where it is not given.';
COMMENT ON COLUMN "changes"."old_status" IS 'The status that the observation had.';
COMMENT ON COLUMN "changes"."new_status" IS 'The status that the observation has.';
COMMENT ON COLUMN "changes"."reason" IS 'Why, as far as it is known.';
CREATE TABLE "provision" (
  "code" VARCHAR NOT NULL,
  "label" VARCHAR NOT NULL,
  "description" VARCHAR NOT NULL,
  "regime" VARCHAR NOT NULL,
  "test" VARCHAR NOT NULL,
  "variants" VARCHAR,
  PRIMARY KEY ("code"),
  CHECK (regexp_full_match("code", '(FOIA|FOISA|EIR) [0-9]+[A-Z]?(\([0-9a-z]+\))*')),
  CHECK ("regime" IN ('FOIA', 'FOISA', 'EIR')),
  CHECK ("test" IN ('absolute', 'qualified', 'mixed', 'procedural'))
);
INSERT INTO "provision" BY NAME FROM (FROM 'processed/provision.parquet');
COMMENT ON TABLE "provision" IS 'Sections of the Freedom of Information Act 2000 and of the Freedom of Information (Scotland) Act 2002, and regulations of the Environmental Information Regulations 2004, under which a request can be refused.';
COMMENT ON COLUMN "provision"."code" IS 'Code of the provision.';
COMMENT ON COLUMN "provision"."label" IS 'Short name for people.';
COMMENT ON COLUMN "provision"."description" IS 'What the code means, and what it does not.';
COMMENT ON COLUMN "provision"."regime" IS 'The law.';
COMMENT ON COLUMN "provision"."test" IS 'Absolute: refused without weighing the public interest. Qualified: only where the public interest in refusing outweighs that in disclosing. Cost or procedure: not an exemption by content.';
COMMENT ON COLUMN "provision"."variants" IS 'Labels that letters print for this code, parted by '' | ''. Case, spaces and punctuation do not count.';
CREATE TABLE "exploitation_context" (
  "code" VARCHAR NOT NULL,
  "label" VARCHAR NOT NULL,
  "description" VARCHAR NOT NULL,
  "parent" VARCHAR,
  "variants" VARCHAR,
  PRIMARY KEY ("code"),
  CHECK (regexp_full_match("code", '[A-Za-z0-9_]+')),
  FOREIGN KEY ("parent") REFERENCES "exploitation_context" ("code")
);
INSERT INTO "exploitation_context" BY NAME SELECT * FROM (FROM (FROM 'processed/exploitation_context.parquet') EXCEPT ALL FROM "exploitation_context") WHERE ("parent" IS NULL OR "parent" IN (SELECT "code" FROM "exploitation_context"));
COMMENT ON TABLE "exploitation_context" IS 'Codes of the dimension exploitation context. Every dimension has _T (total: all together) and _Z (not applicable: the measure is not broken down by it).';
COMMENT ON COLUMN "exploitation_context"."code" IS 'Code of the category.';
COMMENT ON COLUMN "exploitation_context"."label" IS 'Short name for people.';
COMMENT ON COLUMN "exploitation_context"."description" IS 'What the code means, and what it does not.';
COMMENT ON COLUMN "exploitation_context"."parent" IS 'The code of which this one is a part: a sub-total of the same list. Empty where it is a part of the total itself.';
COMMENT ON COLUMN "exploitation_context"."variants" IS 'Labels that letters print for this code, parted by '' | ''. Case, spaces and punctuation do not count.';
CREATE TABLE "exploitation_marker" (
  "code" VARCHAR NOT NULL,
  "label" VARCHAR NOT NULL,
  "description" VARCHAR NOT NULL,
  "parent" VARCHAR,
  "variants" VARCHAR,
  PRIMARY KEY ("code"),
  CHECK (regexp_full_match("code", '[A-Za-z0-9_]+')),
  FOREIGN KEY ("parent") REFERENCES "exploitation_marker" ("code")
);
INSERT INTO "exploitation_marker" BY NAME SELECT * FROM (FROM (FROM 'processed/exploitation_marker.parquet') EXCEPT ALL FROM "exploitation_marker") WHERE ("parent" IS NULL OR "parent" IN (SELECT "code" FROM "exploitation_marker"));
COMMENT ON TABLE "exploitation_marker" IS 'Codes of the dimension exploitation marker. Every dimension has _T (total: all together) and _Z (not applicable: the measure is not broken down by it).';
COMMENT ON COLUMN "exploitation_marker"."code" IS 'Code of the category.';
COMMENT ON COLUMN "exploitation_marker"."label" IS 'Short name for people.';
COMMENT ON COLUMN "exploitation_marker"."description" IS 'What the code means, and what it does not.';
COMMENT ON COLUMN "exploitation_marker"."parent" IS 'The code of which this one is a part: a sub-total of the same list. Empty where it is a part of the total itself.';
COMMENT ON COLUMN "exploitation_marker"."variants" IS 'Labels that letters print for this code, parted by '' | ''. Case, spaces and punctuation do not count.';
CREATE TABLE "exploitation_type" (
  "code" VARCHAR NOT NULL,
  "label" VARCHAR NOT NULL,
  "description" VARCHAR NOT NULL,
  "parent" VARCHAR,
  "variants" VARCHAR,
  PRIMARY KEY ("code"),
  CHECK (regexp_full_match("code", '[A-Za-z0-9_]+')),
  FOREIGN KEY ("parent") REFERENCES "exploitation_type" ("code")
);
INSERT INTO "exploitation_type" BY NAME SELECT * FROM (FROM (FROM 'processed/exploitation_type.parquet') EXCEPT ALL FROM "exploitation_type") WHERE ("parent" IS NULL OR "parent" IN (SELECT "code" FROM "exploitation_type"));
COMMENT ON TABLE "exploitation_type" IS 'Codes of the dimension exploitation type. Every dimension has _T (total: all together) and _Z (not applicable: the measure is not broken down by it).';
COMMENT ON COLUMN "exploitation_type"."code" IS 'Code of the category.';
COMMENT ON COLUMN "exploitation_type"."label" IS 'Short name for people.';
COMMENT ON COLUMN "exploitation_type"."description" IS 'What the code means, and what it does not.';
COMMENT ON COLUMN "exploitation_type"."parent" IS 'The code of which this one is a part: a sub-total of the same list. Empty where it is a part of the total itself.';
COMMENT ON COLUMN "exploitation_type"."variants" IS 'Labels that letters print for this code, parted by '' | ''. Case, spaces and punctuation do not count.';
CREATE TABLE "obs_status" (
  "code" VARCHAR NOT NULL,
  "label" VARCHAR NOT NULL,
  "description" VARCHAR NOT NULL,
  "has_value" BOOLEAN NOT NULL,
  "in_print" BOOLEAN NOT NULL,
  "protected" BOOLEAN NOT NULL,
  "sdmx_obs_status" VARCHAR NOT NULL,
  "sdmx_conf_status" VARCHAR,
  "shorthand" VARCHAR,
  "variants" VARCHAR,
  PRIMARY KEY ("code"),
  CHECK (regexp_full_match("code", '[A-Za-z0-9_]+')),
  CHECK (regexp_full_match("sdmx_obs_status", '[A-Z]')),
  CHECK (regexp_full_match("sdmx_conf_status", '[A-Z]')),
  CHECK (regexp_full_match("shorthand", '\[[a-z]+\]'))
);
INSERT INTO "obs_status" BY NAME FROM (FROM 'processed/obs_status.parquet');
COMMENT ON TABLE "obs_status" IS 'Whether a value is reported, and if not, why.';
COMMENT ON COLUMN "obs_status"."code" IS 'Code of the status.';
COMMENT ON COLUMN "obs_status"."label" IS 'Short name for people.';
COMMENT ON COLUMN "obs_status"."description" IS 'What the code means, and what it does not.';
COMMENT ON COLUMN "obs_status"."has_value" IS 'Whether an observation with this status has a value.';
COMMENT ON COLUMN "obs_status"."in_print" IS 'Whether something must stand in the letter for the value: a number, a word or a mark.';
COMMENT ON COLUMN "obs_status"."protected" IS 'Whether the value is kept back or missing, so that nobody should be able to work it out from the others.';
COMMENT ON COLUMN "obs_status"."sdmx_obs_status" IS 'Code in the SDMX cross-domain code list CL_OBS_STATUS.';
COMMENT ON COLUMN "obs_status"."sdmx_conf_status" IS 'Code in the SDMX cross-domain code list CL_CONF_STATUS; empty where none fits.';
COMMENT ON COLUMN "obs_status"."shorthand" IS 'Shorthand of UK official statistics for tables, and of this package where those have none: [wh] withheld, [nh] not held, [lim] given within limits. Empty where the value itself is shown.';
COMMENT ON COLUMN "obs_status"."variants" IS 'Labels that letters print for this code, parted by '' | ''. Case, spaces and punctuation do not count.';
CREATE TABLE "harm_type" (
  "code" VARCHAR NOT NULL,
  "label" VARCHAR NOT NULL,
  "description" VARCHAR NOT NULL,
  "parent" VARCHAR,
  "variants" VARCHAR,
  PRIMARY KEY ("code"),
  CHECK (regexp_full_match("code", '[A-Za-z0-9_]+')),
  FOREIGN KEY ("parent") REFERENCES "harm_type" ("code")
);
INSERT INTO "harm_type" BY NAME SELECT * FROM (FROM (FROM 'processed/harm_type.parquet') EXCEPT ALL FROM "harm_type") WHERE ("parent" IS NULL OR "parent" IN (SELECT "code" FROM "harm_type"));
COMMENT ON TABLE "harm_type" IS 'Codes of the dimension harm type. Every dimension has _T (total: all together) and _Z (not applicable: the measure is not broken down by it).';
COMMENT ON COLUMN "harm_type"."code" IS 'Code of the category.';
COMMENT ON COLUMN "harm_type"."label" IS 'Short name for people.';
COMMENT ON COLUMN "harm_type"."description" IS 'What the code means, and what it does not.';
COMMENT ON COLUMN "harm_type"."parent" IS 'The code of which this one is a part: a sub-total of the same list. Empty where it is a part of the total itself.';
COMMENT ON COLUMN "harm_type"."variants" IS 'Labels that letters print for this code, parted by '' | ''. Case, spaces and punctuation do not count.';
CREATE TABLE "reuse_terms" (
  "code" VARCHAR NOT NULL,
  "label" VARCHAR NOT NULL,
  "description" VARCHAR NOT NULL,
  "open" BOOLEAN NOT NULL,
  "phrases" VARCHAR,
  PRIMARY KEY ("code"),
  CHECK (regexp_full_match("code", '[A-Za-z0-9_]+'))
);
INSERT INTO "reuse_terms" BY NAME FROM (FROM 'processed/reuse_terms.parquet');
COMMENT ON TABLE "reuse_terms" IS 'Terms under which a letter lets its information be used again.';
COMMENT ON COLUMN "reuse_terms"."code" IS 'Code of the terms.';
COMMENT ON COLUMN "reuse_terms"."label" IS 'Short name for people.';
COMMENT ON COLUMN "reuse_terms"."description" IS 'What the code means, and what it does not.';
COMMENT ON COLUMN "reuse_terms"."open" IS 'Whether the terms meet the Open Definition.';
COMMENT ON COLUMN "reuse_terms"."phrases" IS 'Words by which the terms are recognised in a letter, parted by '' | '': all must occur. Case, spaces and punctuation do not count.';
CREATE TABLE "unit" (
  "code" VARCHAR NOT NULL,
  "label" VARCHAR NOT NULL,
  "description" VARCHAR NOT NULL,
  "counted" BOOLEAN NOT NULL,
  "symbol" VARCHAR,
  "variants" VARCHAR,
  PRIMARY KEY ("code"),
  CHECK (regexp_full_match("code", '[A-Za-z0-9_]+'))
);
INSERT INTO "unit" BY NAME FROM (FROM 'processed/unit.parquet');
COMMENT ON TABLE "unit" IS 'Units of values.';
COMMENT ON COLUMN "unit"."code" IS 'Code of the unit.';
COMMENT ON COLUMN "unit"."label" IS 'Short name for people.';
COMMENT ON COLUMN "unit"."description" IS 'What the code means, and what it does not.';
COMMENT ON COLUMN "unit"."counted" IS 'Whether values count people, things or events: whole numbers, none below zero, which a letter may hide where they are small.';
COMMENT ON COLUMN "unit"."symbol" IS 'What is set before a value in print; empty where nothing is.';
COMMENT ON COLUMN "unit"."variants" IS 'Labels that letters print for this code, parted by '' | ''. Case, spaces and punctuation do not count.';
CREATE TABLE "organised_crime_link" (
  "code" VARCHAR NOT NULL,
  "label" VARCHAR NOT NULL,
  "description" VARCHAR NOT NULL,
  "parent" VARCHAR,
  "variants" VARCHAR,
  PRIMARY KEY ("code"),
  CHECK (regexp_full_match("code", '[A-Za-z0-9_]+')),
  FOREIGN KEY ("parent") REFERENCES "organised_crime_link" ("code")
);
INSERT INTO "organised_crime_link" BY NAME SELECT * FROM (FROM (FROM 'processed/organised_crime_link.parquet') EXCEPT ALL FROM "organised_crime_link") WHERE ("parent" IS NULL OR "parent" IN (SELECT "code" FROM "organised_crime_link"));
COMMENT ON TABLE "organised_crime_link" IS 'Codes of the dimension organised crime link. Every dimension has _T (total: all together) and _Z (not applicable: the measure is not broken down by it).';
COMMENT ON COLUMN "organised_crime_link"."code" IS 'Code of the category.';
COMMENT ON COLUMN "organised_crime_link"."label" IS 'Short name for people.';
COMMENT ON COLUMN "organised_crime_link"."description" IS 'What the code means, and what it does not.';
COMMENT ON COLUMN "organised_crime_link"."parent" IS 'The code of which this one is a part: a sub-total of the same list. Empty where it is a part of the total itself.';
COMMENT ON COLUMN "organised_crime_link"."variants" IS 'Labels that letters print for this code, parted by '' | ''. Case, spaces and punctuation do not count.';
CREATE TABLE "risk_marker" (
  "code" VARCHAR NOT NULL,
  "label" VARCHAR NOT NULL,
  "description" VARCHAR NOT NULL,
  "parent" VARCHAR,
  "variants" VARCHAR,
  PRIMARY KEY ("code"),
  CHECK (regexp_full_match("code", '[A-Za-z0-9_]+')),
  FOREIGN KEY ("parent") REFERENCES "risk_marker" ("code")
);
INSERT INTO "risk_marker" BY NAME SELECT * FROM (FROM (FROM 'processed/risk_marker.parquet') EXCEPT ALL FROM "risk_marker") WHERE ("parent" IS NULL OR "parent" IN (SELECT "code" FROM "risk_marker"));
COMMENT ON TABLE "risk_marker" IS 'Codes of the dimension risk marker. Every dimension has _T (total: all together) and _Z (not applicable: the measure is not broken down by it).';
COMMENT ON COLUMN "risk_marker"."code" IS 'Code of the category.';
COMMENT ON COLUMN "risk_marker"."label" IS 'Short name for people.';
COMMENT ON COLUMN "risk_marker"."description" IS 'What the code means, and what it does not.';
COMMENT ON COLUMN "risk_marker"."parent" IS 'The code of which this one is a part: a sub-total of the same list. Empty where it is a part of the total itself.';
COMMENT ON COLUMN "risk_marker"."variants" IS 'Labels that letters print for this code, parted by '' | ''. Case, spaces and punctuation do not count.';
CREATE TABLE "sex" (
  "code" VARCHAR NOT NULL,
  "label" VARCHAR NOT NULL,
  "description" VARCHAR NOT NULL,
  "parent" VARCHAR,
  "variants" VARCHAR,
  PRIMARY KEY ("code"),
  CHECK (regexp_full_match("code", '[A-Za-z0-9_]+')),
  FOREIGN KEY ("parent") REFERENCES "sex" ("code")
);
INSERT INTO "sex" BY NAME SELECT * FROM (FROM (FROM 'processed/sex.parquet') EXCEPT ALL FROM "sex") WHERE ("parent" IS NULL OR "parent" IN (SELECT "code" FROM "sex"));
COMMENT ON TABLE "sex" IS 'Codes of the dimension sex. Every dimension has _T (total: all together) and _Z (not applicable: the measure is not broken down by it).';
COMMENT ON COLUMN "sex"."code" IS 'Code of the category.';
COMMENT ON COLUMN "sex"."label" IS 'Short name for people.';
COMMENT ON COLUMN "sex"."description" IS 'What the code means, and what it does not.';
COMMENT ON COLUMN "sex"."parent" IS 'The code of which this one is a part: a sub-total of the same list. Empty where it is a part of the total itself.';
COMMENT ON COLUMN "sex"."variants" IS 'Labels that letters print for this code, parted by '' | ''. Case, spaces and punctuation do not count.';
CREATE TABLE "system_field" (
  "code" VARCHAR NOT NULL,
  "label" VARCHAR NOT NULL,
  "description" VARCHAR NOT NULL,
  "parent" VARCHAR,
  "variants" VARCHAR,
  PRIMARY KEY ("code"),
  CHECK (regexp_full_match("code", '[A-Za-z0-9_]+')),
  FOREIGN KEY ("parent") REFERENCES "system_field" ("code")
);
INSERT INTO "system_field" BY NAME SELECT * FROM (FROM (FROM 'processed/system_field.parquet') EXCEPT ALL FROM "system_field") WHERE ("parent" IS NULL OR "parent" IN (SELECT "code" FROM "system_field"));
COMMENT ON TABLE "system_field" IS 'Codes of the dimension system field. Every dimension has _T (total: all together) and _Z (not applicable: the measure is not broken down by it).';
COMMENT ON COLUMN "system_field"."code" IS 'Code of the category.';
COMMENT ON COLUMN "system_field"."label" IS 'Short name for people.';
COMMENT ON COLUMN "system_field"."description" IS 'What the code means, and what it does not.';
COMMENT ON COLUMN "system_field"."parent" IS 'The code of which this one is a part: a sub-total of the same list. Empty where it is a part of the total itself.';
COMMENT ON COLUMN "system_field"."variants" IS 'Labels that letters print for this code, parted by '' | ''. Case, spaces and punctuation do not count.';
CREATE TABLE "letters" (
  "letter_id" VARCHAR NOT NULL,
  "authority" VARCHAR NOT NULL,
  "reference" VARCHAR NOT NULL,
  "letter_date" DATE NOT NULL,
  "request_received" DATE,
  "subject" VARCHAR,
  "regime" VARCHAR NOT NULL,
  "source_url" VARCHAR,
  "fetched" DATE,
  "source_file" VARCHAR NOT NULL,
  "media_type" VARCHAR NOT NULL,
  "sha256" VARCHAR,
  "bytes" BIGINT,
  "reuse_terms" VARCHAR NOT NULL,
  PRIMARY KEY ("letter_id"),
  UNIQUE ("source_file"),
  UNIQUE ("sha256"),
  CHECK (regexp_full_match("letter_id", '[a-z0-9-]+/[A-Za-z0-9._-]+')),
  CHECK ("letter_date" >= DATE '2005-01-01'),
  CHECK ("regime" IN ('FOIA', 'FOISA', 'EIR')),
  CHECK (regexp_full_match("source_url", 'https?://.+')),
  CHECK (regexp_full_match("sha256", '[0-9a-f]{64}')),
  CHECK ("bytes" >= 1),
  CHECK (request_received <= letter_date),
  CHECK (fetched >= letter_date),
  CHECK ((sha256 IS NULL) = (bytes IS NULL)),
  FOREIGN KEY ("authority") REFERENCES "authority" ("code"),
  FOREIGN KEY ("reuse_terms") REFERENCES "reuse_terms" ("code")
);
INSERT INTO "letters" BY NAME FROM (FROM 'processed/letters.parquet');
COMMENT ON TABLE "letters" IS 'One row per letter: who answered, when, under which law and on what terms its text may be used again.';
COMMENT ON COLUMN "letters"."letter_id" IS 'Identifier of the letter: the authority''s folder and the authority''s own reference.';
COMMENT ON COLUMN "letters"."authority" IS 'The public authority that answered, by its GSS code.';
COMMENT ON COLUMN "letters"."reference" IS 'The authority''s own reference for the request, as printed.';
COMMENT ON COLUMN "letters"."letter_date" IS 'The date that the letter bears.';
COMMENT ON COLUMN "letters"."request_received" IS 'The day on which the letter says that the authority received the request; empty where it does not say. The days from it to the date of the letter are the response time.';
COMMENT ON COLUMN "letters"."subject" IS 'What the letter says the request is about.';
COMMENT ON COLUMN "letters"."regime" IS 'The law the request was answered under: the Freedom of Information Act 2000 (FOIA), the Freedom of Information (Scotland) Act 2002 (FOISA) or the Environmental Information Regulations 2004 (EIR).';
COMMENT ON COLUMN "letters"."source_url" IS 'Where the letter was published: its page in a disclosure log or on a site of requests; empty where that is not known, or where the SHA-256 is.';
COMMENT ON COLUMN "letters"."fetched" IS 'The day on which the letter was taken from there.';
COMMENT ON COLUMN "letters"."source_file" IS 'Path in the repository of the letter as received, byte for byte.';
COMMENT ON COLUMN "letters"."media_type" IS 'Form of the source file, as an IANA media type.';
COMMENT ON COLUMN "letters"."sha256" IS 'SHA-256 of the source file, in hexadecimal; empty where the disclosure policy has hidden a figure of the letter.';
COMMENT ON COLUMN "letters"."bytes" IS 'Size of the source file in bytes; empty where the SHA-256 is.';
COMMENT ON COLUMN "letters"."reuse_terms" IS 'The terms under which the letter lets its information be used again.';
CREATE TABLE "measure" (
  "code" VARCHAR NOT NULL,
  "label" VARCHAR NOT NULL,
  "description" VARCHAR NOT NULL,
  "universe" VARCHAR NOT NULL,
  "unit" VARCHAR NOT NULL,
  "kind" VARCHAR NOT NULL,
  "dimensions" VARCHAR,
  "additive" VARCHAR,
  "part_of" VARCHAR,
  "variants" VARCHAR,
  PRIMARY KEY ("code"),
  CHECK (regexp_full_match("code", '[A-Za-z0-9_]+')),
  CHECK ("kind" IN ('outturn', 'plan', 'state')),
  FOREIGN KEY ("unit") REFERENCES "unit" ("code"),
  FOREIGN KEY ("part_of") REFERENCES "measure" ("code")
);
INSERT INTO "measure" BY NAME SELECT * FROM (FROM (FROM 'processed/measure.parquet') EXCEPT ALL FROM "measure") WHERE ("part_of" IS NULL OR "part_of" IN (SELECT "code" FROM "measure"));
INSERT INTO "measure" BY NAME SELECT * FROM (FROM (FROM 'processed/measure.parquet') EXCEPT ALL FROM "measure") WHERE ("part_of" IS NULL OR "part_of" IN (SELECT "code" FROM "measure"));
INSERT INTO "measure" BY NAME SELECT * FROM (FROM (FROM 'processed/measure.parquet') EXCEPT ALL FROM "measure") WHERE ("part_of" IS NULL OR "part_of" IN (SELECT "code" FROM "measure"));
COMMENT ON TABLE "measure" IS 'What a value measures: definition, unit, universe, and how values add up.';
COMMENT ON COLUMN "measure"."code" IS 'Code of the measure.';
COMMENT ON COLUMN "measure"."label" IS 'Short name for people.';
COMMENT ON COLUMN "measure"."description" IS 'What the code means, and what it does not.';
COMMENT ON COLUMN "measure"."universe" IS 'The people, events or money that are counted.';
COMMENT ON COLUMN "measure"."unit" IS 'Unit of the values.';
COMMENT ON COLUMN "measure"."kind" IS 'Whether values say what happened (outturn), what was planned (plan), or how something stands (state).';
COMMENT ON COLUMN "measure"."dimensions" IS 'Dimensions that values of this measure can be broken down by; parted by '' | ''. Any other dimension is _Z.';
COMMENT ON COLUMN "measure"."additive" IS 'Dimensions along which the parts are exclusive and complete, so that they add up to the total; parted by '' | ''. Along any other dimension parts may overlap and are never summed.';
COMMENT ON COLUMN "measure"."part_of" IS 'The measure that this one can never exceed for the same area and period; empty where there is none.';
COMMENT ON COLUMN "measure"."variants" IS 'Labels that letters print for this code, parted by '' | ''. Case, spaces and punctuation do not count.';
CREATE TABLE "checks" (
  "check_id" VARCHAR NOT NULL,
  "expectation" VARCHAR NOT NULL,
  "severity" VARCHAR NOT NULL,
  "letter_id" VARCHAR,
  "subject" VARCHAR NOT NULL,
  "outcome" VARCHAR NOT NULL,
  "expected" VARCHAR,
  "found" VARCHAR,
  "detail" VARCHAR,
  PRIMARY KEY ("check_id"),
  CHECK ("severity" IN ('error', 'warning')),
  CHECK ("outcome" IN ('pass', 'fail', 'unverifiable', 'not_applicable')),
  FOREIGN KEY ("letter_id") REFERENCES "letters" ("letter_id")
);
INSERT INTO "checks" BY NAME FROM (FROM 'processed/checks.parquet');
COMMENT ON TABLE "checks" IS 'One row per rule and subject on which it was evaluated. Nothing is published unless every rule of severity error holds.';
COMMENT ON COLUMN "checks"."check_id" IS 'Identifier of the check: the expectation and the subject.';
COMMENT ON COLUMN "checks"."expectation" IS 'Name of the rule: that of its file in expectations/, or schema and the constraint it is derived from.';
COMMENT ON COLUMN "checks"."severity" IS 'What happens when the rule fails: an error stops the build, a warning is published.';
COMMENT ON COLUMN "checks"."letter_id" IS 'The letter that the subject belongs to; empty for rules about whole tables.';
COMMENT ON COLUMN "checks"."subject" IS 'What the rule was evaluated on: an observation, a figure, a question, a table or a field.';
COMMENT ON COLUMN "checks"."outcome" IS 'Whether the rule holds, fails, cannot be verified because the letter states no bound, or has nothing to say about the subject.';
COMMENT ON COLUMN "checks"."expected" IS 'What the rule expects of the subject.';
COMMENT ON COLUMN "checks"."found" IS 'What was found.';
COMMENT ON COLUMN "checks"."detail" IS 'The check as a sentence, with the arithmetic and the place in the letter.';
CREATE TABLE "questions" (
  "question_id" VARCHAR NOT NULL,
  "letter_id" VARCHAR NOT NULL,
  "position" BIGINT NOT NULL,
  "number" VARCHAR,
  "parent_id" VARCHAR,
  "text" VARCHAR NOT NULL,
  PRIMARY KEY ("question_id"),
  UNIQUE ("letter_id", "position"),
  CHECK ("position" >= 1),
  FOREIGN KEY ("letter_id") REFERENCES "letters" ("letter_id"),
  FOREIGN KEY ("parent_id") REFERENCES "questions" ("question_id")
);
INSERT INTO "questions" BY NAME SELECT * FROM (FROM (FROM 'processed/questions.parquet') EXCEPT ALL FROM "questions") WHERE ("parent_id" IS NULL OR "parent_id" IN (SELECT "question_id" FROM "questions"));
COMMENT ON TABLE "questions" IS 'One row per question, or sub-question with an answer of its own, that a letter quotes from the request.';
COMMENT ON COLUMN "questions"."question_id" IS 'Identifier of the question: the letter, then q and the question''s number; q alone where the letter does not number it.';
COMMENT ON COLUMN "questions"."letter_id" IS 'The letter that quotes and answers the question.';
COMMENT ON COLUMN "questions"."position" IS 'Place of the question in the letter, from 1.';
COMMENT ON COLUMN "questions"."number" IS 'Number of the question as the letter prints it, without dots and brackets; empty where it prints none.';
COMMENT ON COLUMN "questions"."parent_id" IS 'The question of which this is a part; empty for a whole question.';
COMMENT ON COLUMN "questions"."text" IS 'The question as the letter quotes it.';
CREATE TABLE "answers" (
  "question_id" VARCHAR NOT NULL,
  "outcome" VARCHAR NOT NULL,
  "refers_to" VARCHAR,
  "text" VARCHAR NOT NULL,
  "span_start" BIGINT NOT NULL,
  "span_end" BIGINT NOT NULL,
  PRIMARY KEY ("question_id"),
  CHECK ("span_start" >= 0),
  CHECK ("span_end" >= 0),
  CHECK (span_end > span_start),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("question_id"),
  FOREIGN KEY ("refers_to") REFERENCES "questions" ("question_id"),
  FOREIGN KEY ("outcome") REFERENCES "outcome" ("code")
);
INSERT INTO "answers" BY NAME FROM (FROM 'processed/answers.parquet');
COMMENT ON TABLE "answers" IS 'One row per question: what became of it, and the answer''s words.';
COMMENT ON COLUMN "answers"."question_id" IS 'The question that is answered.';
COMMENT ON COLUMN "answers"."outcome" IS 'What became of the question. Where the letter only refers to another answer, the outcome of that answer.';
COMMENT ON COLUMN "answers"."refers_to" IS 'The question whose answer this one refers to; empty where it refers to none.';
COMMENT ON COLUMN "answers"."text" IS 'The answer as printed, names and contact details masked.';
COMMENT ON COLUMN "answers"."span_start" IS 'Where the answer starts in the letter''s text, in characters (Unicode code points) from 0.';
COMMENT ON COLUMN "answers"."span_end" IS 'Where the answer ends in the letter''s text: the character after its last.';
CREATE TABLE "asked" (
  "asked_id" VARCHAR NOT NULL,
  "question_id" VARCHAR NOT NULL,
  "period_start" DATE NOT NULL,
  "period_end" DATE NOT NULL,
  "period_type" VARCHAR NOT NULL,
  "text" VARCHAR NOT NULL,
  "span_start" BIGINT NOT NULL,
  "span_end" BIGINT NOT NULL,
  "line" BIGINT NOT NULL,
  "note" VARCHAR,
  PRIMARY KEY ("asked_id"),
  CHECK ("span_start" >= 0),
  CHECK ("span_end" >= 0),
  CHECK ("line" >= 1),
  CHECK (span_end > span_start),
  CHECK (period_end >= period_start),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("question_id"),
  FOREIGN KEY ("period_type") REFERENCES "period_type" ("code")
);
INSERT INTO "asked" BY NAME FROM (FROM 'processed/asked.parquet');
COMMENT ON TABLE "asked" IS 'One row per period that a question asks for, as the reading finds it in the request. What became of it stands in the observations of the question: a value, a refusal, or a reason why there is none.';
COMMENT ON COLUMN "asked"."asked_id" IS 'Identifier: the question, then the first and the last day.';
COMMENT ON COLUMN "asked"."question_id" IS 'The question that asks for it.';
COMMENT ON COLUMN "asked"."period_start" IS 'First day of the period asked for.';
COMMENT ON COLUMN "asked"."period_end" IS 'Last day of the period asked for.';
COMMENT ON COLUMN "asked"."period_type" IS 'The kind of period.';
COMMENT ON COLUMN "asked"."text" IS 'The words of the request that name the period, as printed.';
COMMENT ON COLUMN "asked"."span_start" IS 'Where these words start in the letter''s text, in characters from 0.';
COMMENT ON COLUMN "asked"."span_end" IS 'Where these words end in the letter''s text: the character after the last.';
COMMENT ON COLUMN "asked"."line" IS 'Line of the letter''s text on which these words start, from 1.';
COMMENT ON COLUMN "asked"."note" IS 'How the reading understands the words, where they leave it open.';
CREATE TABLE "exemptions_cited" (
  "question_id" VARCHAR NOT NULL,
  "regime" VARCHAR NOT NULL,
  "provision" VARCHAR NOT NULL,
  "section" VARCHAR NOT NULL,
  "span_start" BIGINT NOT NULL,
  "span_end" BIGINT NOT NULL,
  PRIMARY KEY ("question_id", "regime", "provision", "span_start"),
  CHECK ("regime" IN ('FOIA', 'FOISA', 'EIR')),
  CHECK (regexp_full_match("provision", '[0-9]+[A-Z]?(\([0-9a-z]+\))*')),
  CHECK ("span_start" >= 0),
  CHECK ("span_end" >= 0),
  CHECK (span_end > span_start),
  FOREIGN KEY ("question_id") REFERENCES "answers" ("question_id"),
  FOREIGN KEY ("section") REFERENCES "provision" ("code")
);
INSERT INTO "exemptions_cited" BY NAME FROM (FROM 'processed/exemptions_cited.parquet');
COMMENT ON TABLE "exemptions_cited" IS 'One row per place where an answer cites the provision under which something is refused.';
COMMENT ON COLUMN "exemptions_cited"."question_id" IS 'The question whose answer cites the provision.';
COMMENT ON COLUMN "exemptions_cited"."regime" IS 'The law that is cited.';
COMMENT ON COLUMN "exemptions_cited"."provision" IS 'The provision as cited: section or regulation, subsection, paragraph.';
COMMENT ON COLUMN "exemptions_cited"."section" IS 'The provision in the code list that covers the one cited: itself, or the section that holds it.';
COMMENT ON COLUMN "exemptions_cited"."span_start" IS 'Where the citation starts in the letter''s text, in characters from 0.';
COMMENT ON COLUMN "exemptions_cited"."span_end" IS 'Where the citation ends in the letter''s text: the character after its last.';
CREATE TABLE "tables" (
  "table_id" VARCHAR NOT NULL,
  "question_id" VARCHAR NOT NULL,
  "position" BIGINT NOT NULL,
  "caption" VARCHAR,
  "layout" VARCHAR NOT NULL,
  "n_rows" BIGINT NOT NULL,
  "n_columns" BIGINT NOT NULL,
  "span_start" BIGINT NOT NULL,
  "span_end" BIGINT NOT NULL,
  PRIMARY KEY ("table_id"),
  CHECK ("position" >= 1),
  CHECK ("n_rows" >= 1),
  CHECK ("n_columns" >= 1),
  CHECK ("span_start" >= 0),
  CHECK ("span_end" >= 0),
  CHECK (span_end > span_start),
  FOREIGN KEY ("question_id") REFERENCES "answers" ("question_id")
);
INSERT INTO "tables" BY NAME FROM (FROM 'processed/tables.parquet');
COMMENT ON TABLE "tables" IS 'One row per table that is printed in an answer.';
COMMENT ON COLUMN "tables"."table_id" IS 'Identifier of the table: the letter, then t and its place in the letter.';
COMMENT ON COLUMN "tables"."question_id" IS 'The question in whose answer the table is printed.';
COMMENT ON COLUMN "tables"."position" IS 'Place of the table in the letter, from 1.';
COMMENT ON COLUMN "tables"."caption" IS 'The caption that is printed with the table; empty where there is none.';
COMMENT ON COLUMN "tables"."layout" IS 'How the table is set in the letter, by the name of the layout that read it.';
COMMENT ON COLUMN "tables"."n_rows" IS 'Number of rows below the headings.';
COMMENT ON COLUMN "tables"."n_columns" IS 'Number of columns, that of the row labels included.';
COMMENT ON COLUMN "tables"."span_start" IS 'Where the table starts in the letter''s text, in characters from 0.';
COMMENT ON COLUMN "tables"."span_end" IS 'Where the table ends in the letter''s text: the character after its last.';
CREATE TABLE "figures" (
  "figure_id" VARCHAR NOT NULL,
  "letter_id" VARCHAR NOT NULL,
  "question_id" VARCHAR,
  "table_id" VARCHAR,
  "row_number" BIGINT,
  "column_number" BIGINT,
  "row_label" VARCHAR,
  "column_label" VARCHAR,
  "kind" VARCHAR NOT NULL,
  "text" VARCHAR NOT NULL,
  "value" DOUBLE,
  "unit" VARCHAR,
  "scale" DOUBLE NOT NULL,
  "period" VARCHAR,
  "status" VARCHAR,
  "span_start" BIGINT NOT NULL,
  "span_end" BIGINT NOT NULL,
  "line" BIGINT NOT NULL,
  "read_by" VARCHAR NOT NULL,
  "use" VARCHAR NOT NULL,
  "reason" VARCHAR,
  "doubt" VARCHAR,
  PRIMARY KEY ("figure_id"),
  UNIQUE ("letter_id", "span_start"),
  CHECK ("row_number" >= 1),
  CHECK ("column_number" >= 1),
  CHECK ("kind" IN ('table', 'list', 'prose')),
  CHECK ("unit" IN ('GBP', 'percent')),
  CHECK ("scale" >= 1),
  CHECK ("span_start" >= 0),
  CHECK ("span_end" >= 0),
  CHECK ("line" >= 1),
  CHECK ("read_by" IN ('text', 'ocr')),
  CHECK ("use" IN ('observation', 'context', 'unread')),
  CHECK (span_end > span_start),
  CHECK ((table_id IS NULL) = (row_number IS NULL) AND (table_id IS NULL) = (column_number IS NULL)),
  CHECK ("use" = 'observation' OR reason IS NOT NULL),
  FOREIGN KEY ("letter_id") REFERENCES "letters" ("letter_id"),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("question_id"),
  FOREIGN KEY ("table_id") REFERENCES "tables" ("table_id"),
  FOREIGN KEY ("status") REFERENCES "obs_status" ("code")
);
INSERT INTO "figures" BY NAME FROM (FROM 'processed/figures.parquet');
COMMENT ON TABLE "figures" IS 'One row per figure or other number of a letter, and what became of it: data that an observation codes, or context with the reason why it is not data. Together they account for every number of the whole letter, from the letterhead to the signature, each once.';
COMMENT ON COLUMN "figures"."figure_id" IS 'Identifier of the figure: the letter, then c and the place of its first character. It never changes, since a letter never does.';
COMMENT ON COLUMN "figures"."letter_id" IS 'The letter that prints the figure.';
COMMENT ON COLUMN "figures"."question_id" IS 'The question in whose answer the figure stands; empty outside the answers, as in the letterhead or the request.';
COMMENT ON COLUMN "figures"."table_id" IS 'The table in which the figure stands; empty outside tables.';
COMMENT ON COLUMN "figures"."row_number" IS 'Row of the table, from 1 below the headings.';
COMMENT ON COLUMN "figures"."column_number" IS 'Column of the table, from 1 at the row labels.';
COMMENT ON COLUMN "figures"."row_label" IS 'Label of the row, or of the list item, as printed.';
COMMENT ON COLUMN "figures"."column_label" IS 'Heading of the column as printed.';
COMMENT ON COLUMN "figures"."kind" IS 'Whether the figure stands in a table, in a list or in a sentence.';
COMMENT ON COLUMN "figures"."text" IS 'The figure as printed.';
COMMENT ON COLUMN "figures"."value" IS 'The number that is printed, times its scale; empty where a mark or bounds stand in its place, and for context.';
COMMENT ON COLUMN "figures"."unit" IS 'Unit that is printed with the figure: pounds sterling or percent; empty for counts and others.';
COMMENT ON COLUMN "figures"."scale" IS 'By how much a heading says that the number is to be multiplied: 1,000 below ''£000''. The value is in full, the text as printed; 1 where no heading says anything.';
COMMENT ON COLUMN "figures"."period" IS 'The period that the letter ties to the figure, as printed: in its row or column, its sentence or its answer, or in the question as the letter itself repeats it above the answer.';
COMMENT ON COLUMN "figures"."status" IS 'Whether a number is printed, or what stands in its place; empty for context.';
COMMENT ON COLUMN "figures"."span_start" IS 'Where the figure starts in the letter''s text, in characters from 0.';
COMMENT ON COLUMN "figures"."span_end" IS 'Where the figure ends in the letter''s text: the character after its last.';
COMMENT ON COLUMN "figures"."line" IS 'Line of the letter''s text on which the figure starts, from 1.';
COMMENT ON COLUMN "figures"."read_by" IS 'How the characters were read: those of the letter''s own text, or recognised in a picture of them (OCR), which can take one character for another.';
COMMENT ON COLUMN "figures"."use" IS 'Whether an observation codes the figure, it is context, or nobody has read it yet.';
COMMENT ON COLUMN "figures"."reason" IS 'Why the figure is context, or unread; empty for an observation.';
COMMENT ON COLUMN "figures"."doubt" IS 'Why the program was not sure how to read the figure; empty where it was. A person has compared each of these with the letter before the data were published.';
CREATE TABLE "corrections" (
  "letter_id" VARCHAR NOT NULL,
  "figure_id" VARCHAR NOT NULL,
  "printed" VARCHAR NOT NULL,
  "corrected" DOUBLE NOT NULL,
  "reason" VARCHAR NOT NULL,
  "evidence" VARCHAR NOT NULL,
  PRIMARY KEY ("figure_id"),
  FOREIGN KEY ("letter_id") REFERENCES "letters" ("letter_id"),
  FOREIGN KEY ("figure_id") REFERENCES "figures" ("figure_id")
);
INSERT INTO "corrections" BY NAME FROM (FROM 'processed/corrections.parquet');
COMMENT ON TABLE "corrections" IS 'One row per correction of a letter''s own error. The printed value stays in the figures; none has been needed where the table is empty.';
COMMENT ON COLUMN "corrections"."letter_id" IS 'The letter that has the error.';
COMMENT ON COLUMN "corrections"."figure_id" IS 'The figure that is wrong.';
COMMENT ON COLUMN "corrections"."printed" IS 'The figure as printed.';
COMMENT ON COLUMN "corrections"."corrected" IS 'The value that replaces it in the observations.';
COMMENT ON COLUMN "corrections"."reason" IS 'Why the printed value is held to be an error.';
COMMENT ON COLUMN "corrections"."evidence" IS 'Where the corrected value comes from.';
CREATE TABLE "observations" (
  "observation_id" VARCHAR NOT NULL,
  "figure_id" VARCHAR,
  "letter_id" VARCHAR NOT NULL,
  "question_id" VARCHAR NOT NULL,
  "table_id" VARCHAR,
  "measure" VARCHAR NOT NULL,
  "age_group" VARCHAR NOT NULL,
  "exploitation_context" VARCHAR NOT NULL,
  "exploitation_marker" VARCHAR NOT NULL,
  "exploitation_type" VARCHAR NOT NULL,
  "harm_type" VARCHAR NOT NULL,
  "organised_crime_link" VARCHAR NOT NULL,
  "risk_marker" VARCHAR NOT NULL,
  "sex" VARCHAR NOT NULL,
  "system_field" VARCHAR NOT NULL,
  "ref_area" VARCHAR NOT NULL,
  "period_start" DATE NOT NULL,
  "period_end" DATE NOT NULL,
  "period_type" VARCHAR NOT NULL,
  "value" DOUBLE,
  "value_lower" DOUBLE,
  "value_upper" DOUBLE,
  "obs_status" VARCHAR NOT NULL,
  "value_text" VARCHAR,
  "provision" VARCHAR,
  "note" VARCHAR,
  PRIMARY KEY ("observation_id"),
  CHECK ((value IS NOT NULL) = (obs_status IN ('reported', 'zero_by_word', 'approximate'))),
  CHECK (figure_id IS NOT NULL OR obs_status NOT IN ('reported', 'zero_by_word', 'approximate', 'bounded', 'suppressed', 'suppressed_secondary')),
  CHECK (value_lower IS NULL OR value_upper IS NULL OR value_lower <= value_upper),
  CHECK (value IS NULL OR obs_status = 'approximate' OR (value_lower = value AND value_upper = value)),
  CHECK (period_end >= period_start),
  FOREIGN KEY ("figure_id") REFERENCES "figures" ("figure_id"),
  FOREIGN KEY ("letter_id") REFERENCES "letters" ("letter_id"),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("question_id"),
  FOREIGN KEY ("table_id") REFERENCES "tables" ("table_id"),
  FOREIGN KEY ("measure") REFERENCES "measure" ("code"),
  FOREIGN KEY ("ref_area") REFERENCES "authority" ("code"),
  FOREIGN KEY ("period_type") REFERENCES "period_type" ("code"),
  FOREIGN KEY ("obs_status") REFERENCES "obs_status" ("code"),
  FOREIGN KEY ("provision") REFERENCES "provision" ("code"),
  FOREIGN KEY ("age_group") REFERENCES "age_group" ("code"),
  FOREIGN KEY ("exploitation_context") REFERENCES "exploitation_context" ("code"),
  FOREIGN KEY ("exploitation_marker") REFERENCES "exploitation_marker" ("code"),
  FOREIGN KEY ("exploitation_type") REFERENCES "exploitation_type" ("code"),
  FOREIGN KEY ("harm_type") REFERENCES "harm_type" ("code"),
  FOREIGN KEY ("organised_crime_link") REFERENCES "organised_crime_link" ("code"),
  FOREIGN KEY ("risk_marker") REFERENCES "risk_marker" ("code"),
  FOREIGN KEY ("sex") REFERENCES "sex" ("code"),
  FOREIGN KEY ("system_field") REFERENCES "system_field" ("code")
);
INSERT INTO "observations" BY NAME FROM (FROM 'processed/observations.parquet');
COMMENT ON TABLE "observations" IS 'One row per coded value: what was disclosed, and what was asked and suppressed, withheld or not held. The dimensions not used by a measure are _Z; totals are _T.';
COMMENT ON COLUMN "observations"."observation_id" IS 'Identifier of the observation: the question, then the measure, the codes that apply and the period.';
COMMENT ON COLUMN "observations"."figure_id" IS 'The figure in the letter that this observation codes; empty for what was withheld or is not held.';
COMMENT ON COLUMN "observations"."letter_id" IS 'The letter.';
COMMENT ON COLUMN "observations"."question_id" IS 'The question that asked for it.';
COMMENT ON COLUMN "observations"."table_id" IS 'The table in which it is printed; empty outside tables.';
COMMENT ON COLUMN "observations"."measure" IS 'What is measured.';
COMMENT ON COLUMN "observations"."age_group" IS 'Age group: _T is all together, _Z that the measure is not broken down by it.';
COMMENT ON COLUMN "observations"."exploitation_context" IS 'Exploitation context: _T is all together, _Z that the measure is not broken down by it.';
COMMENT ON COLUMN "observations"."exploitation_marker" IS 'Exploitation marker: _T is all together, _Z that the measure is not broken down by it.';
COMMENT ON COLUMN "observations"."exploitation_type" IS 'Exploitation type: _T is all together, _Z that the measure is not broken down by it.';
COMMENT ON COLUMN "observations"."harm_type" IS 'Harm type: _T is all together, _Z that the measure is not broken down by it.';
COMMENT ON COLUMN "observations"."organised_crime_link" IS 'Organised crime link: _T is all together, _Z that the measure is not broken down by it.';
COMMENT ON COLUMN "observations"."risk_marker" IS 'Risk marker: _T is all together, _Z that the measure is not broken down by it.';
COMMENT ON COLUMN "observations"."sex" IS 'Sex: _T is all together, _Z that the measure is not broken down by it.';
COMMENT ON COLUMN "observations"."system_field" IS 'System field: _T is all together, _Z that the measure is not broken down by it.';
COMMENT ON COLUMN "observations"."ref_area" IS 'The area that the value is about, by its GSS code.';
COMMENT ON COLUMN "observations"."period_start" IS 'First day of the period that the value is about.';
COMMENT ON COLUMN "observations"."period_end" IS 'Last day of the period that the value is about; the same as the first for a point in time.';
COMMENT ON COLUMN "observations"."period_type" IS 'The kind of period.';
COMMENT ON COLUMN "observations"."value" IS 'The value, in the unit of the measure; empty exactly where the status explains why.';
COMMENT ON COLUMN "observations"."value_lower" IS 'The least that the value can be by what the letter itself states; the value where it is reported.';
COMMENT ON COLUMN "observations"."value_upper" IS 'The most that the value can be by what the letter itself states; the value where it is reported; empty where the letter states none.';
COMMENT ON COLUMN "observations"."obs_status" IS 'Whether the value is reported, and if not, why.';
COMMENT ON COLUMN "observations"."value_text" IS 'The value as the letter prints it; empty where it prints none.';
COMMENT ON COLUMN "observations"."provision" IS 'The provision under which the value was suppressed or withheld, where the letter cites one for it, in its answer or in the answer it refers to.';
COMMENT ON COLUMN "observations"."note" IS 'What the letter or the reading adds to this value.';
COMMIT;
