import type { RoomMigration } from '@tributary/event-store';

/**
 * What agencies' own systems are told: that there is something, for whom to read it and how soon; no word of what. The
 * child is kept by the hub's id and leaves by the agency's own reference, made on the way out.
 */
const notices = `
  CREATE SCHEMA outbound;
  GRANT USAGE ON SCHEMA outbound TO tributary_app;
  CREATE TABLE outbound.notices (
    notice_id uuid PRIMARY KEY,
    agency text COLLATE "C" NOT NULL,
    place bigint NOT NULL,
    alert_id uuid NOT NULL,
    child_id uuid,
    urgency text COLLATE "C" NOT NULL,
    since timestamptz NOT NULL,
    tries int NOT NULL DEFAULT 0,
    next_try timestamptz NOT NULL DEFAULT clock_timestamp(),
    lease uuid,
    leased_until timestamptz,
    sent_at timestamptz,
    delivered_at timestamptz,
    delivered_to text COLLATE "C",
    failure text COLLATE "C",
    UNIQUE (agency, place)
  );
  CREATE INDEX notices_due ON outbound.notices (agency, place) WHERE delivered_at IS NULL;
  GRANT SELECT, INSERT, UPDATE ON outbound.notices TO tributary_app;
`;

/** How the endpoints of those that are called fare; no address and no secret stands here. */
const endpoints = `
  CREATE TABLE outbound.endpoints (
    agency text COLLATE "C" PRIMARY KEY,
    answer text COLLATE "C" NOT NULL,
    answered_at timestamptz NOT NULL,
    failing_since timestamptz,
    off_since timestamptz
  );
  GRANT SELECT, INSERT, UPDATE ON outbound.endpoints TO tributary_app;
`;

/** What agencies say back on their topics and was refused: how often, and why the last time; no word of what was said. */
const refusals = `
  CREATE TABLE outbound.refusals (
    agency text COLLATE "C" PRIMARY KEY,
    times bigint NOT NULL,
    code text COLLATE "C" NOT NULL,
    refused_at timestamptz NOT NULL
  );
  GRANT SELECT, INSERT, UPDATE ON outbound.refusals TO tributary_app;
`;

export const outboundMigrations: readonly RoomMigration[] = [
  { id: '2026112195-outbound-notices', up: notices },
  { id: '2026112196-outbound-endpoints', up: endpoints },
  { id: '2026112197-outbound-refusals', up: refusals },
];
