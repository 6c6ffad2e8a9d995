import type { RoomMigration } from '@tributary/event-store';

/** Whose list an assessment stands on, written with its events. What was said in it stands in the events alone. */
export const assessmentMigrations: readonly RoomMigration[] = [
  {
    id: '2026112162-assessment-book',
    up: `
      CREATE SCHEMA assessment;
      GRANT USAGE ON SCHEMA assessment TO tributary_app;
      CREATE TABLE assessment.book (
        assessment_id uuid PRIMARY KEY,
        record_id uuid NOT NULL,
        is_open boolean NOT NULL,
        lead_practitioner text COLLATE "C" NOT NULL,
        lead_role text COLLATE "C" NOT NULL,
        lead_agency text COLLATE "C" NOT NULL,
        -- Agencies that were asked, while the family agrees to them.
        team text[] COLLATE "C" NOT NULL,
        review_by date,
        opened_at timestamptz NOT NULL
      );
      CREATE INDEX book_by_lead ON assessment.book (lead_practitioner, lead_role, lead_agency) WHERE is_open;
      CREATE INDEX book_by_team ON assessment.book USING gin (team) WHERE is_open;
      GRANT SELECT, INSERT, UPDATE ON assessment.book TO tributary_app;
    `,
  },
  {
    id: '2026112198-assessment-open-about',
    up: 'CREATE INDEX book_open_about ON assessment.book (record_id) WHERE is_open',
  },
];
