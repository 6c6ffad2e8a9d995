import type { RoomMigration } from '@tributary/event-store';

/** A schema of its own: no statement of the borough's names it, and none of its own names the borough's. */
const sandbox: RoomMigration = {
  id: '2026112139-sandbox',
  up: `
    CREATE SCHEMA sandbox;
    GRANT USAGE ON SCHEMA sandbox TO tributary_app;

    -- What a feed's sandbox remembers of a day; gone with the night.
    CREATE TABLE sandbox.boxes (
      feed text COLLATE "C" PRIMARY KEY,
      day date NOT NULL,
      sealed bytea NOT NULL
    ) WITH (fillfactor = 50);
    CREATE TABLE sandbox.receipts (
      id uuid PRIMARY KEY,
      feed text COLLATE "C" NOT NULL,
      agency text COLLATE "C" NOT NULL,
      day date NOT NULL,
      seq int NOT NULL,
      delivery_key text COLLATE "C",
      bytes_hash text COLLATE "C" NOT NULL,
      sealed bytea NOT NULL,
      UNIQUE (feed, day, seq)
    );
    CREATE UNIQUE INDEX receipts_by_key ON sandbox.receipts (feed, delivery_key) WHERE delivery_key IS NOT NULL;
    GRANT SELECT, INSERT, UPDATE, DELETE ON sandbox.boxes, sandbox.receipts TO tributary_app;
  `,
};

const evidence: RoomMigration = {
  id: '2026112140-sandbox-evidence',
  up: `
    -- What the hub saw of test deliveries, by what it was worth then (basis); it names no child, and stays.
    CREATE TABLE sandbox.evidence (
      feed text COLLATE "C" NOT NULL,
      basis text COLLATE "C" NOT NULL,
      check_id text COLLATE "C" NOT NULL,
      seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      client text COLLATE "C" NOT NULL,
      delivery uuid,
      sample boolean NOT NULL,
      hub text COLLATE "C" NOT NULL,
      catalogue text COLLATE "C" NOT NULL,
      PRIMARY KEY (feed, basis, check_id)
    );
    GRANT SELECT, INSERT, UPDATE ON sandbox.evidence TO tributary_app;
  `,
};

export const sandboxMigrations: readonly RoomMigration[] = [sandbox, evidence];
