import type { RoomMigration } from '@tributary/event-store';

/** Versions of the directory, sealed whole: names and numbers of practitioners are personal data. Never changed. */
export const directoryMigrations: readonly RoomMigration[] = [
  {
    id: '2026112141-directory-versions',
    up: `
      CREATE SCHEMA directory;
      GRANT USAGE ON SCHEMA directory TO tributary_app;
      CREATE TABLE directory.versions (
        version int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        in_force_from timestamptz NOT NULL DEFAULT clock_timestamp(),
        content_hash text COLLATE "C" NOT NULL,
        sealed bytea NOT NULL
      );
      CREATE INDEX directory_by_time ON directory.versions (in_force_from);
      GRANT SELECT, INSERT ON directory.versions TO tributary_app;
    `,
  },
  {
    // A file that says again what it said must not undo what was imported since.
    id: '2026112142-directory-origin',
    up: `
      ALTER TABLE directory.versions
        ADD COLUMN origin text COLLATE "C" NOT NULL DEFAULT 'file' CHECK (origin IN ('file', 'import'));
    `,
  },
  {
    // What a feed's manager declared stands against a file that was written before.
    id: '2026112143-directory-standings',
    up: `
      ALTER TABLE directory.versions DROP CONSTRAINT versions_origin_check,
        ADD CONSTRAINT versions_origin_check CHECK (origin IN ('file', 'import', 'declared'));
      CREATE TABLE directory.feed_standings (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        feed text COLLATE "C" NOT NULL,
        declared_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- Null: it is being connected again.
        live_since date
      );
      CREATE INDEX feed_standings_by_feed ON directory.feed_standings (feed, id DESC);
      GRANT SELECT, INSERT ON directory.feed_standings TO tributary_app;
    `,
  },
];
