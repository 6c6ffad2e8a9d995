import type { RoomMigration } from '@tributary/event-store';
import { sandboxMigrations } from '../sandbox/migrations';
import { pullMigrations } from './pull-migrations';

/**
 * Deliveries, their sealed bytes, receipts, parked records, and the items that feeds have stated. No column holds a
 * name, a number or a text of a child: keys and contents are keyed hashes, bytes are sealed by feed and day.
 */
const deliveries: RoomMigration = {
  id: '2026112131-intake-deliveries',
  up: `
    CREATE SCHEMA intake;
    GRANT USAGE ON SCHEMA intake TO tributary_app;

    -- Each running intake takes a number and an advisory lock of that number: a number without lock is a dead intake.
    CREATE SEQUENCE intake.workers AS int CYCLE;
    -- Order of arrival: taken when the last byte is there.
    CREATE SEQUENCE intake.arrivals;

    CREATE TABLE intake.deliveries (
      id uuid PRIMARY KEY,
      seq bigint NOT NULL UNIQUE DEFAULT nextval('intake.arrivals'),
      feed text COLLATE "C" NOT NULL,
      agency text COLLATE "C" NOT NULL,
      media_type text COLLATE "C" NOT NULL,
      received_at timestamptz NOT NULL,
      finished_at timestamptz,
      worker int NOT NULL,
      status text COLLATE "C" NOT NULL
        CHECK (status IN ('arriving', 'received', 'processing', 'done', 'failed')),
      backfill boolean NOT NULL,
      -- Left to the queue of its feed; otherwise whoever took it in is at work on it.
      queued boolean NOT NULL DEFAULT false,
      tries int NOT NULL DEFAULT 0,
      announced boolean NOT NULL DEFAULT false,
      raw_held boolean NOT NULL DEFAULT true,
      delivery_key text COLLATE "C",
      bytes_hash text COLLATE "C",
      size bigint NOT NULL DEFAULT 0,
      -- How many of the parser's results have been dealt with: where to go on after a kill.
      parsed_done bigint NOT NULL DEFAULT 0,
      chunks int NOT NULL DEFAULT 0,
      counts jsonb NOT NULL DEFAULT '{}',
      scope text COLLATE "C",
      position text COLLATE "C",
      problem jsonb
    ) WITH (fillfactor = 70);
    CREATE UNIQUE INDEX deliveries_by_key ON intake.deliveries (feed, delivery_key) WHERE delivery_key IS NOT NULL;
    CREATE INDEX deliveries_by_feed ON intake.deliveries (feed, seq DESC);
    CREATE INDEX deliveries_open ON intake.deliveries (seq) WHERE status IN ('arriving', 'received', 'processing');
    CREATE INDEX deliveries_unannounced ON intake.deliveries (feed, seq) WHERE status = 'done' AND NOT announced;

    CREATE TABLE intake.raw (
      delivery_id uuid NOT NULL,
      seq int NOT NULL,
      sealed bytea NOT NULL,
      PRIMARY KEY (delivery_id, seq)
    );
    ALTER TABLE intake.raw ALTER COLUMN sealed SET STORAGE EXTERNAL;

    CREATE TABLE intake.receipt_chunks (
      delivery_id uuid NOT NULL,
      seq int NOT NULL,
      records jsonb NOT NULL,
      PRIMARY KEY (delivery_id, seq)
    );

    CREATE TABLE intake.parked (
      id uuid PRIMARY KEY,
      delivery_id uuid NOT NULL,
      feed text COLLATE "C" NOT NULL,
      place text COLLATE "C" NOT NULL,
      code text COLLATE "C" NOT NULL,
      message text NOT NULL,
      status text COLLATE "C" NOT NULL CHECK (status IN ('parked', 'redriven')),
      parked_at timestamptz NOT NULL,
      tried_at timestamptz,
      tries int NOT NULL DEFAULT 0,
      sealed bytea
    );
    CREATE INDEX parked_by_feed ON intake.parked (feed, id) WHERE status = 'parked';
    CREATE INDEX parked_by_delivery ON intake.parked (delivery_id);

    GRANT USAGE ON SEQUENCE intake.workers, intake.arrivals TO tributary_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON intake.deliveries, intake.raw, intake.receipt_chunks, intake.parked
      TO tributary_app;
  `,
};

const items: RoomMigration = {
  id: '2026112132-intake-items',
  up: `
    -- Items that stand, to be found by record (a purge) or by collection (a return that no longer names them).
    CREATE TABLE intake.items (
      stream_id text COLLATE "C" NOT NULL,
      item text COLLATE "C" NOT NULL,
      kind text COLLATE "C" NOT NULL,
      scope text COLLATE "C",
      delivery bigint NOT NULL,
      PRIMARY KEY (stream_id, item)
    ) WITH (fillfactor = 80);
    CREATE INDEX items_by_scope ON intake.items (scope, delivery) WHERE scope IS NOT NULL;

    -- Statements accepted although a later one was there already; the same again is then a duplicate.
    CREATE TABLE intake.late (
      stream_id text COLLATE "C" NOT NULL,
      item text COLLATE "C" NOT NULL,
      revision text COLLATE "C" NOT NULL,
      content text COLLATE "C" NOT NULL,
      PRIMARY KEY (stream_id, item, revision, content)
    );
    GRANT SELECT, INSERT, UPDATE, DELETE ON intake.items, intake.late TO tributary_app;
  `,
};

/** How late facts came, counted by group; null where nobody counted yet. */
const lags: RoomMigration = {
  id: '2026112133-intake-lags',
  up: 'ALTER TABLE intake.receipt_chunks ADD COLUMN lags jsonb',
};

/** What a page says of a feed is found without counting its history. */
const activity: RoomMigration = {
  id: '2026112134-intake-activity',
  up: `
    CREATE INDEX deliveries_by_time ON intake.deliveries (feed, received_at DESC);
    CREATE INDEX deliveries_news ON intake.deliveries (feed, received_at DESC) WHERE status = 'done' AND NOT backfill;
    CREATE INDEX deliveries_failed ON intake.deliveries (feed) WHERE status = 'failed';
  `,
};

const mappings: RoomMigration = {
  id: '2026112138-intake-mappings',
  up: `
    -- Never changed: what a version read is explained by it for ever.
    CREATE TABLE intake.mappings (
      feed text COLLATE "C" NOT NULL,
      version int NOT NULL CHECK (version > 0),
      effective_from timestamptz NOT NULL,
      put_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      practitioner text COLLATE "C" NOT NULL,
      role text COLLATE "C" NOT NULL,
      content text NOT NULL,
      PRIMARY KEY (feed, version)
    );
    CREATE INDEX mappings_in_force ON intake.mappings (feed, effective_from DESC, version DESC);
    -- The version by which a delivery is read.
    ALTER TABLE intake.deliveries ADD COLUMN mapping int;

    -- Codes that nobody mapped; their texts are sealed as deliveries are.
    CREATE TABLE intake.unmapped_codes (
      feed text COLLATE "C" NOT NULL,
      own_ref text COLLATE "C" NOT NULL,
      type text COLLATE "C" NOT NULL,
      field text COLLATE "C" NOT NULL,
      sealed bytea NOT NULL,
      times bigint NOT NULL,
      first_seen timestamptz NOT NULL,
      last_seen timestamptz NOT NULL,
      PRIMARY KEY (feed, own_ref)
    ) WITH (fillfactor = 70);
    GRANT SELECT, INSERT ON intake.mappings TO tributary_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON intake.unmapped_codes TO tributary_app;
  `,
};

/** Sending much again at once: how far it has come, and who works on it. */
const redrives: RoomMigration = {
  id: '2026112139-intake-redrives',
  up: `
    CREATE TABLE intake.redrives (
      id uuid PRIMARY KEY,
      feed text COLLATE "C" NOT NULL,
      kind text COLLATE "C" NOT NULL CHECK (kind IN ('parked', 'mapping')),
      state text COLLATE "C" NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'stopped', 'done', 'failed')),
      code text COLLATE "C",
      mapping int,
      started_by text COLLATE "C" NOT NULL,
      started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      touched_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      finished_at timestamptz,
      worker int,
      total bigint NOT NULL,
      done bigint NOT NULL DEFAULT 0,
      accepted bigint NOT NULL DEFAULT 0,
      still_parked bigint NOT NULL DEFAULT 0,
      requeued int NOT NULL DEFAULT 0,
      -- The last parked record or delivery dealt with, and the last that is this run's.
      reached text COLLATE "C",
      until text COLLATE "C",
      position text COLLATE "C",
      problem text COLLATE "C"
    ) WITH (fillfactor = 70);
    CREATE UNIQUE INDEX redrives_one_at_a_time ON intake.redrives (feed) WHERE state = 'running';
    CREATE INDEX redrives_by_feed ON intake.redrives (feed, id DESC);
    CREATE INDEX deliveries_held ON intake.deliveries (feed, seq) WHERE raw_held;
    GRANT SELECT, INSERT, UPDATE ON intake.redrives TO tributary_app;
  `,
};

/** What of parked records stands on the topic that tells of them; null where nothing does. */
const parkedTold: RoomMigration = {
  id: '2026112144-intake-parked-told',
  up: `
    ALTER TABLE intake.parked ADD COLUMN told text COLLATE "C" CHECK (told IN ('parked', 'settled'));
    CREATE INDEX parked_untold ON intake.parked (parked_at, id) WHERE told IS NULL;
    CREATE INDEX settled_untold ON intake.parked (greatest(tried_at, parked_at), id)
      WHERE status = 'redriven' AND told IS DISTINCT FROM 'settled';
  `,
};

export const intakeMigrations: readonly RoomMigration[] = [
  ...[deliveries, items, lags, activity, mappings, redrives],
  ...sandboxMigrations,
  ...pullMigrations,
  parkedTold,
];
