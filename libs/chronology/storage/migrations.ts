import type { RoomMigration } from '@tributary/event-store';
import { SLOTS } from './slots';

/**
 * Rows hold ids, types, times, agencies and references; what was said is opened from its source event when shown.
 * `revision` compares byte by byte, as the folds do.
 */
const tablesIn = (slot: string): string => `
  CREATE TABLE ${slot}.chronology (
    child_id uuid NOT NULL,
    began timestamptz NOT NULL,
    event_id uuid NOT NULL,
    record_id uuid NOT NULL,
    version integer NOT NULL,
    item text NOT NULL,
    revision text COLLATE "C",
    type text NOT NULL,
    occurred text NOT NULL,
    recorded_at timestamptz,
    received_at timestamptz NOT NULL,
    known_from timestamptz NOT NULL,
    agency text NOT NULL,
    feed text NOT NULL,
    data_class text NOT NULL,
    release text,
    PRIMARY KEY (child_id, began, event_id)
  );
  CREATE TABLE ${slot}.status (
    child_id uuid NOT NULL,
    record_id uuid NOT NULL,
    item text NOT NULL,
    version integer NOT NULL,
    revision text COLLATE "C",
    event_id uuid NOT NULL,
    kind text,
    step text,
    subject text,
    worker text,
    from_day text,
    to_day text,
    agency text NOT NULL,
    feed text NOT NULL,
    data_class text NOT NULL,
    release text,
    recorded_at timestamptz,
    received_at timestamptz NOT NULL,
    known_from timestamptz NOT NULL,
    PRIMARY KEY (child_id, record_id, item)
  );
  CREATE TABLE ${slot}.involvement (
    child_id uuid NOT NULL,
    record_id uuid NOT NULL,
    agency text NOT NULL,
    feed text NOT NULL,
    sector text NOT NULL,
    first_known timestamptz NOT NULL,
    last_known timestamptz NOT NULL,
    PRIMARY KEY (child_id, record_id, feed, sector)
  );
  GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ${slot}.chronology, ${slot}.status, ${slot}.involvement
    TO tributary_app;`;

export const migrations: readonly RoomMigration[] = [
  { id: '2026112161-chronology-read-models', up: SLOTS.map(tablesIn).join('\n') },
];
