import type { RoomMigration } from '@tributary/event-store';

/** The ledger of what was shown to whom. The app role adds rows and reads them, and can change none. */
export const accessMigrations: readonly RoomMigration[] = [
  {
    id: '2026112151-access-ledger',
    up: `
      CREATE SCHEMA access;
      GRANT USAGE ON SCHEMA access TO tributary_app;
      CREATE TABLE access.disclosures (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        practitioner text COLLATE "C" NOT NULL,
        role text COLLATE "C" NOT NULL,
        agency text COLLATE "C" NOT NULL,
        child_token uuid NOT NULL,
        what text COLLATE "C" NOT NULL,
        purpose text NOT NULL,
        as_known_on timestamptz,
        -- Supplier, class, rule and version of what was shown, and of what was withheld.
        shown jsonb NOT NULL,
        withheld jsonb NOT NULL
      );
      CREATE INDEX disclosures_by_child ON access.disclosures (child_token, id);
      GRANT SELECT, INSERT ON access.disclosures TO tributary_app;
    `,
  },
];
