import { RoomMigration } from '../migrate';

/** Schemas, and what the app role may do in them. */
const foundations: RoomMigration = {
  id: '2026112101-store-foundations',
  up: `
    CREATE SCHEMA store;
    CREATE SCHEMA read_a;
    CREATE SCHEMA read_b;
    GRANT USAGE ON SCHEMA store, read_a, read_b TO tributary_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA read_a GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO tributary_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA read_b GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO tributary_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA read_a GRANT USAGE, SELECT ON SEQUENCES TO tributary_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA read_b GRANT USAGE, SELECT ON SEQUENCES TO tributary_app;
    GRANT SELECT ON public.migrations TO tributary_app;
  `,
};

/**
 * The log. Its columns are the whole clear part of an event (access.md 14). The primary key is the feed's order, so
 * reading on and appending share one index; fixed-width columns first, bodies out of line only when large, and never
 * compressed: sealed bytes don't shrink.
 */
const log: RoomMigration = {
  id: '2026112102-store-log',
  up: `
    CREATE TABLE store.meta (
      one boolean PRIMARY KEY DEFAULT true CHECK (one),
      -- Raised by restore: transaction ids belong to a server.
      generation int NOT NULL
    );
    INSERT INTO store.meta (generation) VALUES (1);

    CREATE TABLE store.events (
      tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
      position bigint GENERATED ALWAYS AS IDENTITY,
      generation int NOT NULL,
      version int NOT NULL CHECK (version > 0),
      stream_token uuid NOT NULL,
      child_token uuid,
      key_id uuid NOT NULL,
      hash bytea NOT NULL CHECK (octet_length(hash) = 32),
      body bytea NOT NULL,
      PRIMARY KEY (generation, tx, position),
      CONSTRAINT events_stream_version UNIQUE (stream_token, version)
    );
    ALTER TABLE store.events ALTER COLUMN body SET STORAGE EXTERNAL;

    CREATE FUNCTION store.refuse_change() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'events are never changed or removed; erase their key instead'; END $$;
    CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON store.events
      FOR EACH STATEMENT EXECUTE FUNCTION store.refuse_change();

    -- The end of each stream, so that an append need not look for it. known_from in milliseconds since 1970.
    CREATE TABLE store.stream_heads (
      stream_token uuid CONSTRAINT stream_heads_stream PRIMARY KEY,
      child_id uuid,
      known_from bigint NOT NULL,
      tx xid8 NOT NULL,
      generation int NOT NULL,
      version int NOT NULL,
      hash bytea NOT NULL
    ) WITH (fillfactor = 80);

    -- What each item of a source last said, as keyed hashes.
    CREATE TABLE store.items (
      stream_token uuid NOT NULL,
      item text COLLATE "C" NOT NULL,
      content text COLLATE "C" NOT NULL,
      revision text COLLATE "C",
      scope text COLLATE "C",
      delivery text COLLATE "C",
      retracted boolean NOT NULL,
      PRIMARY KEY (stream_token, item)
    ) WITH (fillfactor = 80);
    CREATE INDEX items_by_scope ON store.items (scope, delivery) WHERE scope IS NOT NULL;

    GRANT SELECT ON store.meta TO tributary_app;
    GRANT SELECT, INSERT ON store.events TO tributary_app;
    GRANT SELECT, INSERT, UPDATE ON store.stream_heads, store.items TO tributary_app;
  `,
};

/** Rows beside the log: where consumers stand, clocks, erasures under way, the notary's signatures. */
const beside: RoomMigration = {
  id: '2026112103-store-beside',
  up: `
    CREATE TABLE store.projections (
      name text COLLATE "C" PRIMARY KEY,
      slot text COLLATE "C" NOT NULL,
      version int NOT NULL,
      status text COLLATE "C" NOT NULL
    );
    CREATE TABLE store.checkpoints (
      name text COLLATE "C" NOT NULL,
      slot text COLLATE "C" NOT NULL,
      partition int NOT NULL,
      generation int NOT NULL DEFAULT 0,
      tx bigint NOT NULL DEFAULT 0,
      position bigint NOT NULL DEFAULT 0,
      PRIMARY KEY (name, slot, partition)
    ) WITH (fillfactor = 50);
    CREATE TABLE store.timers (
      id text COLLATE "C" PRIMARY KEY,
      due_at timestamptz NOT NULL,
      stream_id text COLLATE "C" NOT NULL,
      child_token uuid,
      kind text COLLATE "C" NOT NULL
    );
    CREATE INDEX timers_by_due ON store.timers (due_at, id);
    -- Committed before a key goes, so that an erasure cut short is found and finished.
    CREATE TABLE store.erasures (
      id uuid PRIMARY KEY,
      stream_token uuid NOT NULL,
      key_ids uuid[] NOT NULL,
      leaf int,
      children uuid[] NOT NULL,
      ground text NOT NULL,
      done boolean NOT NULL DEFAULT false
    );
    CREATE INDEX erasures_open ON store.erasures (id) WHERE NOT done;
    CREATE TABLE store.notary (
      seq bigint PRIMARY KEY,
      from_generation int NOT NULL, from_tx bigint NOT NULL, from_position bigint NOT NULL,
      to_generation int NOT NULL, to_tx bigint NOT NULL, to_position bigint NOT NULL,
      count bigint NOT NULL,
      root bytea NOT NULL,
      previous bytea NOT NULL,
      at timestamptz NOT NULL,
      public_key_id text NOT NULL,
      signature bytea NOT NULL
    );
    GRANT SELECT, INSERT, UPDATE, DELETE ON store.projections, store.checkpoints, store.timers TO tributary_app;
    GRANT SELECT, INSERT, UPDATE ON store.erasures TO tributary_app;
    GRANT SELECT, INSERT ON store.notary TO tributary_app;
  `,
};

/** Several events of a stream go together, each under its own key. */
const erasedTogether: RoomMigration = {
  id: '2026112180-store-erased-together',
  up: `
    ALTER TABLE store.erasures ADD COLUMN leaves int[];
    UPDATE store.erasures SET leaves = array_fill(leaf, ARRAY[cardinality(key_ids)]) WHERE leaf IS NOT NULL;
    ALTER TABLE store.erasures DROP COLUMN leaf;
  `,
};

export const storeMigrations: readonly RoomMigration[] = [foundations, log, beside, erasedTogether];
