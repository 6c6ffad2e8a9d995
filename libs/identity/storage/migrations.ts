import type { RoomMigration } from '@tributary/event-store';

/**
 * Whose record is whose. Names, dates and numbers stand sealed; what is looked up is a keyed hash and tells nobody
 * anything (design/access.md 17). Which child a record belongs to is decided by link events; `child_id` follows them
 * in the same transaction.
 */
export const identityMigrations: readonly RoomMigration[] = [
  {
    id: '2026112121-identity-records',
    up: `
      CREATE SCHEMA identity;
      GRANT USAGE ON SCHEMA identity TO tributary_app;
      CREATE TABLE identity.records (
        record_id uuid PRIMARY KEY,
        -- Agency, system and the agency's own number.
        ref text COLLATE "C" NOT NULL UNIQUE,
        agency text COLLATE "C" NOT NULL,
        child_id uuid NOT NULL,
        -- True for the record that its first child was registered for.
        founded boolean NOT NULL,
        provisional boolean NOT NULL,
        review boolean NOT NULL,
        method text COLLATE "C" NOT NULL,
        evidence jsonb NOT NULL,
        -- Keyed hashes of what its feeds last said of the person: the same again needs no look at anybody.
        said text[] NOT NULL,
        sealed bytea NOT NULL
      ) WITH (fillfactor = 80);
      CREATE INDEX records_by_child ON identity.records (child_id);

      -- A number stands for one record, and through it for one child; another child's claim to it is a contradiction.
      CREATE TABLE identity.numbers (
        kind text COLLATE "C" NOT NULL,
        ref text COLLATE "C" NOT NULL,
        record_id uuid NOT NULL,
        PRIMARY KEY (kind, ref)
      );
      -- What a candidate may be found by.
      CREATE TABLE identity.keys (
        key text COLLATE "C" NOT NULL,
        record_id uuid NOT NULL,
        PRIMARY KEY (key, record_id)
      );
      CREATE INDEX keys_by_record ON identity.keys (record_id);
      CREATE TABLE identity.proposals (
        record_id uuid NOT NULL,
        child_id uuid NOT NULL,
        reason text COLLATE "C" NOT NULL,
        evidence jsonb NOT NULL,
        proposed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (record_id, child_id)
      );
      GRANT SELECT, INSERT, UPDATE ON identity.records TO tributary_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON identity.numbers, identity.keys, identity.proposals TO tributary_app;
    `,
  },
  {
    id: '2026112122-identity-references',
    up: `
      -- What an agency's reference for a child means, where a record was moved by hand. Without a row a reference means
      -- the child it was made from, and the one given out is made from the child itself.
      CREATE TABLE identity.child_references (
        agency text COLLATE "C" NOT NULL,
        made_from uuid NOT NULL,
        child_id uuid NOT NULL,
        -- Given out; the others that mean the same child are still understood.
        in_use boolean NOT NULL,
        brought_by uuid,
        PRIMARY KEY (agency, made_from)
      );
      CREATE UNIQUE INDEX child_references_in_use ON identity.child_references (agency, child_id) WHERE in_use;
      CREATE INDEX child_references_by_child ON identity.child_references (agency, child_id);
      GRANT SELECT, INSERT, UPDATE, DELETE ON identity.child_references TO tributary_app;
    `,
  },
  {
    id: '2026112123-identity-weights',
    up: `
      -- Versions of what records are matched by (libs/matching, Weights). Names stand in it only where many bear them.
      CREATE TABLE identity.weights (
        version text COLLATE "C" PRIMARY KEY,
        document text NOT NULL,
        made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        in_force_from timestamptz
      );
      GRANT SELECT, INSERT, UPDATE ON identity.weights TO tributary_app;
      ALTER TABLE identity.records ADD COLUMN probability float8, ADD COLUMN weights text COLLATE "C";
      ALTER TABLE identity.proposals ADD COLUMN probability float8, ADD COLUMN weights text COLLATE "C";
    `,
  },
  {
    id: '2026112124-identity-review',
    up: `
      ALTER TABLE identity.proposals
        ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
        -- Whole percent, and below all of them what nobody weighed: what waits is read by it.
        ADD COLUMN percent int GENERATED ALWAYS AS (coalesce(floor(probability * 100)::int, -1)) STORED,
        -- Goes up with each step of the review: a decision made on an older look is refused.
        ADD COLUMN round int NOT NULL DEFAULT 0,
        -- Who said what, where two have to agree; why they said so stands in the events.
        ADD COLUMN opinions jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN asleep_until date;
      CREATE INDEX proposals_by_certainty ON identity.proposals (percent DESC, proposed_at, id);
      -- What became of a pair, for whoever decides on it a moment later.
      CREATE TABLE identity.match_decisions (
        id uuid PRIMARY KEY,
        outcome text COLLATE "C" NOT NULL,
        by text COLLATE "C" NOT NULL,
        role text COLLATE "C" NOT NULL,
        at timestamptz NOT NULL
      );
      -- Two records that a person said are of two children: keyed hashes of what they said then. The lesser id first.
      CREATE TABLE identity.rejections (
        one uuid NOT NULL,
        other uuid NOT NULL,
        compared text COLLATE "C" NOT NULL,
        PRIMARY KEY (one, other)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON identity.match_decisions, identity.rejections TO tributary_app;
    `,
  },
  {
    id: '2026112125-identity-sealed',
    up: `
      -- Who somebody was and who they are from an adoption order on, sealed apart: hashes that can be tested and not read,
      -- under keys of their own, so that no row here can be laid beside one of identity.records, numbers or keys.
      CREATE TABLE identity.sealed_pairs (
        id uuid PRIMARY KEY,
        agency text COLLATE "C" NOT NULL,
        opened_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE TABLE identity.sealed_refs (
        ref text COLLATE "C" NOT NULL,
        pair_id uuid NOT NULL,
        side text COLLATE "C" NOT NULL CHECK (side IN ('old', 'new')),
        PRIMARY KEY (ref, pair_id, side)
      );
      -- What would have joined the two, for the team that sealed them: sealed, once for each record.
      CREATE TABLE identity.sealed_joinings (
        id uuid PRIMARY KEY,
        pair_id uuid NOT NULL,
        once text COLLATE "C" NOT NULL,
        found_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        sealed bytea NOT NULL,
        UNIQUE (pair_id, once)
      );
      GRANT SELECT, INSERT, DELETE ON identity.sealed_pairs, identity.sealed_refs, identity.sealed_joinings TO tributary_app;
    `,
  },
  {
    id: '2026112126-identity-askings',
    up: `
      -- Why somebody asked which child it is, where they said it in words: sealed, for a year.
      CREATE TABLE identity.askings (
        id uuid PRIMARY KEY,
        asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        words bytea NOT NULL
      );
      CREATE INDEX askings_by_time ON identity.askings (asked_at);
      GRANT SELECT, INSERT, DELETE ON identity.askings TO tributary_app;
    `,
  },
  {
    id: '2026112212-identity-unlinkings',
    up: `
      -- Records of which a steward said that they are not of the child they are of, where two have to agree; why they
      -- said so stands in the events.
      CREATE TABLE identity.unlinkings (
        record_id uuid PRIMARY KEY,
        child_id uuid NOT NULL,
        opinions jsonb NOT NULL,
        since timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX unlinkings_by_time ON identity.unlinkings (since, record_id);
      GRANT SELECT, INSERT, UPDATE, DELETE ON identity.unlinkings TO tributary_app;
    `,
  },
  {
    id: '2026112212-identity-links-undone',
    up: `
      -- Whether the link that intake made was taken back: how good matching is in service is counted by it.
      ALTER TABLE identity.records ADD COLUMN link_undone boolean NOT NULL DEFAULT false;
    `,
  },
  {
    id: '2026112213-identity-births-first',
    up: `
      -- What waits is read by it: whole percent, below all of them what nobody weighed. Above them a newborn who may be
      -- the child that was expected: what was agreed before birth waits for it, and there is little to weigh.
      ALTER TABLE identity.proposals
        DROP COLUMN percent,
        ADD COLUMN rank int GENERATED ALWAYS AS
          (CASE reason WHEN 'not-yet-born' THEN 101 ELSE coalesce(floor(probability * 100)::int, -1) END) STORED;
      CREATE INDEX proposals_by_rank ON identity.proposals (rank DESC, proposed_at, id);
    `,
  },
  {
    id: '2026112215-identity-reconsidered',
    up: `
      -- What the last look at all records came to. Ids, counts and times alone.
      CREATE TABLE identity.reconsidered (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        began_at timestamptz NOT NULL,
        took_ms int NOT NULL,
        weights text COLLATE "C" NOT NULL,
        records int NOT NULL,
        children int NOT NULL,
        proposed int NOT NULL,
        -- Children whose records exclude each other, in parts that do not.
        splits jsonb NOT NULL,
        -- Of what it looked at: the same again needs no look. Null where something was left for the next.
        mark text COLLATE "C",
        until date
      );
      -- When a round last set out, and how it ended.
      CREATE TABLE identity.reconsider_rounds (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        began_at timestamptz NOT NULL,
        outcome text COLLATE "C" NOT NULL CHECK (outcome IN ('under-way', 'done', 'failed')),
        problem text
      );
      GRANT SELECT, INSERT, UPDATE ON identity.reconsidered, identity.reconsider_rounds TO tributary_app;
    `,
  },
];
