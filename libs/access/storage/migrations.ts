import type { RoomMigration } from '@tributary/event-store';

/**
 * The ledger of what was shown to whom, and the agreements it was decided by. The app role adds rows and reads them,
 * and can change none.
 */
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
  {
    // A chain is one process's lines of one day. Lines from before stand in none.
    id: '2026112158-access-ledger-chains',
    up: `
      ALTER TABLE access.disclosures ADD chain uuid, ADD seq int CHECK (seq > 0), ADD hash bytea,
        ADD CHECK (num_nulls(chain, seq, hash) IN (0, 3)),
        ADD CONSTRAINT disclosures_chain UNIQUE (chain, seq);
      -- Where each chain has come to, so that a tail cut off before it is signed shows too.
      CREATE TABLE access.chains (
        chain uuid PRIMARY KEY,
        day date NOT NULL,
        seq int NOT NULL,
        hash bytea NOT NULL,
        -- Up to where the notary has signed it.
        signed_seq int NOT NULL DEFAULT 0
      ) WITH (fillfactor = 50);
      CREATE INDEX chains_grown ON access.chains (chain) WHERE seq > signed_seq;
      CREATE TABLE access.ledger_checkpoints (
        seq bigint PRIMARY KEY,
        at timestamptz NOT NULL,
        heads jsonb NOT NULL,
        previous text COLLATE "C" NOT NULL,
        public_key_id text COLLATE "C" NOT NULL,
        signature bytea NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE ON access.chains TO tributary_app;
      GRANT SELECT, INSERT ON access.ledger_checkpoints TO tributary_app;
    `,
  },
  {
    id: '2026112159-access-agreements',
    up: `
      CREATE TABLE access.agreements (
        agreement text COLLATE "C" NOT NULL,
        version int NOT NULL,
        loaded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        content_hash text COLLATE "C" NOT NULL,
        content jsonb NOT NULL,
        PRIMARY KEY (agreement, version)
      );
      GRANT SELECT, INSERT ON access.agreements TO tributary_app;
    `,
  },
  {
    id: '2026112160-access-refusals',
    up: `
      -- The rule that refused everything, and why in the reader's words; null where something was answered.
      ALTER TABLE access.disclosures ADD COLUMN refusal jsonb;
    `,
  },
  {
    id: '2026112161-access-glass',
    up: `
      -- Each time a child was opened without a relationship, for whoever reviews it. The reasons stand in the events.
      CREATE TABLE access.glass (
        id uuid PRIMARY KEY,
        child_id uuid NOT NULL,
        practitioner text COLLATE "C" NOT NULL,
        role text COLLATE "C" NOT NULL,
        agency text COLLATE "C" NOT NULL,
        reviewer text COLLATE "C" NOT NULL,
        at timestamptz NOT NULL,
        until timestamptz NOT NULL,
        reviewed_at timestamptz
      );
      CREATE INDEX glass_to_review ON access.glass (reviewer, at) WHERE reviewed_at IS NULL;
      GRANT SELECT, INSERT, UPDATE (reviewed_at) ON access.glass TO tributary_app;
    `,
  },
  {
    id: '2026112162-access-openings',
    up: `
      ALTER TABLE access.glass RENAME TO openings;
      ALTER INDEX access.glass_to_review RENAME TO openings_to_review;
      -- What the review found; counted by agency.
      ALTER TABLE access.openings ADD COLUMN outcome text COLLATE "C";
      CREATE INDEX openings_by_agency ON access.openings (agency, at);
      GRANT UPDATE (outcome) ON access.openings TO tributary_app;
      -- Who declared a link to a child's family, and the senior who was told; null where the directory named none.
      CREATE TABLE access.family_links (
        id uuid PRIMARY KEY,
        child_id uuid NOT NULL,
        practitioner text COLLATE "C" NOT NULL,
        role text COLLATE "C" NOT NULL,
        agency text COLLATE "C" NOT NULL,
        senior text COLLATE "C",
        at timestamptz NOT NULL,
        ended_at timestamptz
      );
      CREATE INDEX family_links_standing ON access.family_links (senior) WHERE ended_at IS NULL;
      GRANT SELECT, INSERT, UPDATE (ended_at) ON access.family_links TO tributary_app;
    `,
  },
  {
    id: '2026112172-access-taken',
    up: `
      -- What left the hub as a file, for its recall; an export for analysis concerns no one child.
      ALTER TABLE access.disclosures ADD COLUMN taken jsonb, ALTER COLUMN child_token DROP NOT NULL;
      CREATE INDEX disclosures_taken ON access.disclosures (at) WHERE taken IS NOT NULL;
    `,
  },
  {
    id: '2026112176-access-opening-kinds',
    up: `
      -- Broken glass, or a protection ground.
      ALTER TABLE access.openings ADD COLUMN kind text COLLATE "C" NOT NULL DEFAULT 'break-glass';
    `,
  },
  {
    id: '2026112177-access-requests',
    up: `
      -- Questions to suppliers for what somebody may know to exist; what was asked and said stands in the events.
      CREATE TABLE access.requests (
        id uuid PRIMARY KEY,
        child_id uuid NOT NULL,
        practitioner text COLLATE "C" NOT NULL,
        role text COLLATE "C" NOT NULL,
        agency text COLLATE "C" NOT NULL,
        supplier text COLLATE "C" NOT NULL,
        data_class text COLLATE "C" NOT NULL,
        purpose text COLLATE "C" NOT NULL,
        at timestamptz NOT NULL,
        due_by timestamptz NOT NULL,
        state text COLLATE "C" NOT NULL DEFAULT 'waiting',
        answered_at timestamptz
      );
      CREATE INDEX requests_waiting ON access.requests (supplier, due_by) WHERE state = 'waiting';
      CREATE INDEX requests_of ON access.requests (practitioner, at);
      GRANT SELECT, INSERT, UPDATE (state, answered_at) ON access.requests TO tributary_app;
    `,
  },
  {
    id: '2026112186-access-held-back',
    up: `
      -- What waits until a role releases it, and who was asked because it was not decided in time.
      CREATE TABLE access.held_back (
        event_id uuid NOT NULL,
        child_id uuid NOT NULL,
        agency text COLLATE "C" NOT NULL,
        role text COLLATE "C" NOT NULL,
        waits_from timestamptz NOT NULL,
        due_by timestamptz,
        released boolean NOT NULL,
        asked text[] COLLATE "C" NOT NULL DEFAULT '{}',
        PRIMARY KEY (child_id, event_id)
      );
      CREATE INDEX held_back_with ON access.held_back (agency, role, released, due_by);
      CREATE INDEX held_back_asked ON access.held_back USING gin (asked);
      GRANT SELECT, INSERT, UPDATE, DELETE ON access.held_back TO tributary_app;
    `,
  },
  {
    id: '2026112198-access-requests-open',
    up: `CREATE INDEX requests_open ON access.requests (child_id) WHERE state IN ('waiting', 'asked-back')`,
  },
];
