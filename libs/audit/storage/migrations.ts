import type { RoomMigration } from '@tributary/event-store';

/** What was replayed, by whom and why; the answer itself is not kept but made again, and its digest compared. */
export const auditMigrations: readonly RoomMigration[] = [
  {
    id: '2026112165-audit-replays',
    up: `
      CREATE SCHEMA audit;
      GRANT USAGE ON SCHEMA audit TO tributary_app;
      CREATE TABLE audit.replays (
        id uuid PRIMARY KEY,
        asked_at timestamptz NOT NULL,
        practitioner text NOT NULL,
        role text NOT NULL,
        agency text NOT NULL,
        purpose text NOT NULL,
        child_id uuid NOT NULL,
        reference jsonb NOT NULL,
        question jsonb NOT NULL,
        position text NOT NULL,
        digest text NOT NULL
      );
      GRANT SELECT, INSERT ON audit.replays TO tributary_app;`,
  },
];
