import type { RoomMigration } from '@tributary/event-store';

/** Which events a consumer could not take, and why: a place in the feed and a code, nothing of the event itself. */
const parked: RoomMigration = {
  id: '2026112181-runtime-parked',
  up: `
    CREATE SCHEMA runtime;
    GRANT USAGE ON SCHEMA runtime TO tributary_app;
    CREATE TABLE runtime.parked (
      consumer text COLLATE "C" NOT NULL,
      slot text COLLATE "C" NOT NULL,
      generation int NOT NULL,
      tx bigint NOT NULL,
      position bigint NOT NULL,
      partition int NOT NULL,
      reason text COLLATE "C" NOT NULL,
      attempts int NOT NULL,
      at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (consumer, slot, generation, tx, position)
    );
    -- How the stream splits children over partitions: places of consumers are worth nothing under another layout.
    CREATE TABLE runtime.layout (one boolean PRIMARY KEY DEFAULT true CHECK (one), layout text COLLATE "C" NOT NULL);
    GRANT SELECT, INSERT, UPDATE, DELETE ON runtime.parked TO tributary_app;
    GRANT SELECT, INSERT, UPDATE ON runtime.layout TO tributary_app;
  `,
};

export const runtimeMigrations: readonly RoomMigration[] = [parked];
