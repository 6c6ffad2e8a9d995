import type { RoomMigration } from '@tributary/event-store';

/** One row: the borough that is being delivered, and how far. Its day is kept, for another day is another borough. */
export const demoMigrations: readonly RoomMigration[] = [
  {
    id: '2026112191-demo-run',
    up: `
      CREATE SCHEMA demo;
      GRANT USAGE ON SCHEMA demo TO tributary_app;
      CREATE TABLE demo.run (
        only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
        seed int NOT NULL,
        today text COLLATE "C" NOT NULL,
        delivered int NOT NULL DEFAULT 0,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz
      );
      GRANT SELECT, INSERT, UPDATE ON demo.run TO tributary_app;
    `,
  },
];
