import type { RoomMigration } from '@tributary/event-store';

export const signInMigrations: readonly RoomMigration[] = [
  {
    id: '2026112191-sign-in-sessions',
    up: `
      CREATE SCHEMA sign_in;
      GRANT USAGE ON SCHEMA sign_in TO tributary_app;
      -- Who is signed in, by a hash of what their browser holds: whoever reads the table can be nobody.
      CREATE TABLE sign_in.sessions (
        id bytea PRIMARY KEY,
        practitioner text NOT NULL,
        role text,
        agency text,
        began timestamptz NOT NULL,
        seen timestamptz NOT NULL,
        CHECK ((role IS NULL) = (agency IS NULL))
      );
      CREATE INDEX ON sign_in.sessions (seen);
      GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in.sessions TO tributary_app;`,
  },
];
