import type { RoomMigration } from '@tributary/event-store';

const pulls: RoomMigration = {
  id: '2026112140-intake-pulls',
  up: `
    -- What the hub fetches for a feed: who is at it, when it is due, and what was wrong the last time.
    CREATE TABLE intake.pulls (
      feed text COLLATE "C" PRIMARY KEY,
      due_at timestamptz NOT NULL,
      -- Of whoever is at work on it; another may take it when the time is over.
      holder uuid,
      held_until timestamptz,
      tried_at timestamptz,
      -- When it last had all there was.
      done_at timestamptz,
      failures int NOT NULL DEFAULT 0,
      failing_since timestamptz,
      problem jsonb
    ) WITH (fillfactor = 70);

    -- Where a pull of pages stands. An address of a page may hold what a source likes: it is sealed.
    CREATE TABLE intake.pull_cursors (
      feed text COLLATE "C" NOT NULL,
      resource text COLLATE "C" NOT NULL,
      -- When the last run began that had all pages.
      complete_to timestamptz,
      -- Of the run in hand.
      began timestamptz,
      next_sealed bytea,
      pages int NOT NULL DEFAULT 0,
      PRIMARY KEY (feed, resource)
    ) WITH (fillfactor = 70);

    GRANT SELECT, INSERT, UPDATE ON intake.pulls, intake.pull_cursors TO tributary_app;
  `,
};

const pulledFiles: RoomMigration = {
  id: '2026112140-intake-pulled-files',
  up: `
    CREATE TABLE intake.pulled_files (
      feed text COLLATE "C" NOT NULL,
      -- Keyed hash of its name, size and time.
      file_ref text COLLATE "C" NOT NULL,
      taken_at timestamptz NOT NULL,
      PRIMARY KEY (feed, file_ref)
    );
    GRANT SELECT, INSERT ON intake.pulled_files TO tributary_app;
  `,
};

export const pullMigrations: readonly RoomMigration[] = [pulls, pulledFiles];
