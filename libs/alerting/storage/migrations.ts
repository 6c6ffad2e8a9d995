import type { RoomMigration } from '@tributary/event-store';

const tables = (slot: string): string => `
  CREATE TABLE ${slot}.alert_inbox (
    alert_id uuid PRIMARY KEY,
    child_id uuid NOT NULL,
    rule text COLLATE "C" NOT NULL,
    rule_version int NOT NULL,
    severity text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    raised_at timestamptz NOT NULL,
    due_at timestamptz,
    step int NOT NULL,
    status_unknown boolean NOT NULL,
    identity_confirmed boolean NOT NULL,
    evidence uuid[] NOT NULL,
    trigger_event uuid NOT NULL,
    outcome text COLLATE "C"
  );
  CREATE TABLE ${slot}.alert_recipients (
    alert_id uuid NOT NULL,
    child_id uuid NOT NULL,
    practitioner text COLLATE "C" NOT NULL,
    role text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    owner boolean NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (alert_id, practitioner, role)
  );
  CREATE INDEX alert_recipients_by_person ON ${slot}.alert_recipients (practitioner, role);
`;

/** Whom it was told in which of their agencies, and who may answer it. The rebuild of version 2 fills it. */
const hats = (slot: string): string => `
  TRUNCATE ${slot}.alert_inbox, ${slot}.alert_recipients;
  ALTER TABLE ${slot}.alert_recipients
    ADD COLUMN agency text COLLATE "C" NOT NULL,
    ADD COLUMN may_answer boolean NOT NULL,
    DROP CONSTRAINT alert_recipients_pkey,
    ADD PRIMARY KEY (alert_id, practitioner, role, agency);
`;

/** Alerts about feeds, the authority whose front door is named, and who hears that their concern was seen. */
const feedback = (slot: string): string => `
  TRUNCATE ${slot}.alert_inbox, ${slot}.alert_recipients;
  ALTER TABLE ${slot}.alert_inbox
    ALTER COLUMN child_id DROP NOT NULL,
    ADD COLUMN feed text COLLATE "C",
    ADD COLUMN authority text COLLATE "C";
  ALTER TABLE ${slot}.alert_recipients ALTER COLUMN child_id DROP NOT NULL;
  CREATE TABLE ${slot}.alert_feedback (
    alert_id uuid NOT NULL,
    concern uuid NOT NULL,
    child_id uuid NOT NULL,
    practitioner text COLLATE "C" NOT NULL,
    role text COLLATE "C" NOT NULL,
    agency text COLLATE "C" NOT NULL,
    seen_by_role text COLLATE "C",
    seen_at timestamptz,
    PRIMARY KEY (alert_id, concern)
  );
  CREATE INDEX alert_feedback_by_person ON ${slot}.alert_feedback (practitioner, role, agency);
  GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ${slot}.alert_feedback TO tributary_app;
`;

/** What has gone of the letters that alerts' events ask for; no address and no word stands here. */
const outbox = `
  CREATE SCHEMA alerting;
  GRANT USAGE ON SCHEMA alerting TO tributary_app;
  CREATE TABLE alerting.outbox (
    message_id text COLLATE "C" PRIMARY KEY,
    alert_id uuid NOT NULL,
    practitioner text COLLATE "C" NOT NULL,
    severity text COLLATE "C" NOT NULL,
    since timestamptz NOT NULL,
    next_try timestamptz NOT NULL DEFAULT clock_timestamp(),
    tries int NOT NULL DEFAULT 0,
    sent_at timestamptz,
    failure text COLLATE "C"
  );
  CREATE INDEX outbox_due ON alerting.outbox (next_try) WHERE sent_at IS NULL AND failure IS NULL;
  CREATE INDEX outbox_failed ON alerting.outbox (failure) WHERE failure IS NOT NULL;
  GRANT SELECT, INSERT, UPDATE ON alerting.outbox TO tributary_app;
`;

/** Since when nobody whose turn it was has acknowledged it. The rebuild of version 4 fills it. */
const overdue = (slot: string): string => `ALTER TABLE ${slot}.alert_inbox ADD COLUMN overdue_since timestamptz;`;

/** The message that holds a notice; it stands in no list of its own. The rebuild of version 5 fills it. */
const summary = (slot: string): string => `
  ALTER TABLE ${slot}.alert_inbox ADD COLUMN summary uuid;
  CREATE INDEX alert_inbox_by_summary ON ${slot}.alert_inbox (summary) WHERE summary IS NOT NULL;
`;

/** On which days and in which hours each feed delivered news: its habits are learned from it. No delivery stands here. */
const feedDays = `
  CREATE TABLE alerting.feed_days (
    feed text COLLATE "C" NOT NULL,
    day date NOT NULL,
    hours int NOT NULL,
    first int NOT NULL,
    PRIMARY KEY (feed, day)
  ) WITH (fillfactor = 80);
  GRANT SELECT, INSERT, UPDATE ON alerting.feed_days TO tributary_app;
`;

/** Feeds whose silence was told of and lasts, by supplier, and the alert that tells of several together. */
const silences = `
  CREATE TABLE alerting.silences (
    feed text COLLATE "C" PRIMARY KEY,
    supplier text COLLATE "C" NOT NULL,
    last uuid NOT NULL,
    since timestamptz NOT NULL,
    together uuid
  );
  CREATE INDEX silences_by_supplier ON alerting.silences (supplier);
  GRANT SELECT, INSERT, UPDATE, DELETE ON alerting.silences TO tributary_app;
`;

export const alertingMigrations: readonly RoomMigration[] = [
  { id: '2026112171-alerting-inbox', up: `${tables('read_a')}${tables('read_b')}` },
  { id: '2026112172-alerting-hats', up: `${hats('read_a')}${hats('read_b')}` },
  { id: '2026112173-alerting-feedback', up: `${feedback('read_a')}${feedback('read_b')}` },
  { id: '2026112174-alerting-outbox', up: outbox },
  { id: '2026112175-alerting-overdue', up: `${overdue('read_a')}${overdue('read_b')}` },
  { id: '2026112176-alerting-summary', up: `${summary('read_a')}${summary('read_b')}` },
  { id: '2026112177-alerting-outbox-by-alert', up: 'CREATE INDEX outbox_by_alert ON alerting.outbox (alert_id)' },
  { id: '2026112179-alerting-feed-days', up: feedDays },
  { id: '2026112180-alerting-silences', up: silences },
];
