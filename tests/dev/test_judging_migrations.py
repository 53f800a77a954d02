"""A schema that old code cannot run on is noticed before it is released."""

import pytest

from dev.judging_migrations import problems_of, read

BEGIN, COMMIT = "BEGIN;", "COMMIT;"


@pytest.mark.parametrize(
    "statement",
    [
        'ALTER TABLE "tips_tip" DROP COLUMN "code" CASCADE;',
        'DROP TABLE "tips_tip" CASCADE;',
        'ALTER TABLE "tips_tip" RENAME TO "tips_hint";',
        'ALTER TABLE "tips_tip" RENAME COLUMN "code" TO "word";',
        'ALTER TABLE "tips_tip" ADD COLUMN "shade" integer NOT NULL;',
        'ALTER TABLE "tips_tip" ALTER COLUMN "state" SET NOT NULL;',
        'CREATE INDEX "new" ON "campaigns_signature" ("region");',
    ],
)
def test_one_step_that_breaks_old_code_or_stops_everybody_is_refused(statement):
    assert problems_of([BEGIN, statement, COMMIT])


@pytest.mark.parametrize(
    "statement",
    [
        'CREATE TABLE "tips_new" ("id" bigint NOT NULL PRIMARY KEY);',
        'ALTER TABLE "tips_tip" ADD COLUMN "shade" integer NULL;',
        'ALTER TABLE "tips_tip" ADD COLUMN "shade" integer DEFAULT 0 NOT NULL;',
        'ALTER TABLE "tips_tip" ALTER COLUMN "state" DROP NOT NULL;',
        'CREATE INDEX CONCURRENTLY "new" ON "campaigns_signature" ("region");',
        'CREATE INDEX "new" ON "tips_tip" ("day");',
    ],
)
def test_what_old_code_does_not_notice_passes(statement):
    assert problems_of([statement]) == []


def test_the_list_knows_what_is_old_and_what_is_a_second_step():
    text = "# why\ntips 0003\n\ntips.0007_drop  since 0.4\n"
    assert read(text) == ({"tips.0007_drop": "since 0.4"}, {"tips": 3})
