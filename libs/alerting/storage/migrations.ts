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

export const alertingMigrations: readonly RoomMigration[] = [
  { id: '2026112171-alerting-inbox', up: `${tables('read_a')}${tables('read_b')}` },
];
