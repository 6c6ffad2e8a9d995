import type { RoomMigration } from '@tributary/event-store';
import { STATEMENT_DDL } from './columns';
import { SLOTS } from '@tributary/runtime';
import { STEP_DDL } from './status.projection';

/**
 * Rows hold ids, types, times, agencies and references; what was said is opened from its source event when shown.
 * `revision` compares byte by byte, as the folds do.
 */
const tablesIn = (slot: string): string => `
  CREATE TABLE ${slot}.chronology (${STATEMENT_DDL},
    PRIMARY KEY (child_id, began, event_id)
  );
  CREATE TABLE ${slot}.status (${STATEMENT_DDL},${STEP_DDL},
    PRIMARY KEY (child_id, record_id, item)
  );
  CREATE TABLE ${slot}.involvement (
    child_id uuid NOT NULL,
    record_id uuid NOT NULL,
    agency text NOT NULL,
    feed text NOT NULL,
    sector text NOT NULL,
    data_class text NOT NULL,
    first_known timestamptz NOT NULL,
    last_known timestamptz NOT NULL,
    PRIMARY KEY (child_id, record_id, feed, sector, data_class)
  );
  CREATE TABLE ${slot}.feed_deliveries (
    agency text NOT NULL,
    feed text NOT NULL,
    known_from timestamptz NOT NULL,
    event_id uuid NOT NULL,
    PRIMARY KEY (feed, agency, known_from, event_id)
  );
  GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE
    ON ${slot}.chronology, ${slot}.status, ${slot}.involvement, ${slot}.feed_deliveries TO tributary_app;`;

export const migrations: readonly RoomMigration[] = [
  { id: '2026112161-chronology-read-models', up: SLOTS.map(tablesIn).join('\n') },
];
