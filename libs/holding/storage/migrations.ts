import type { RoomMigration } from '@tributary/event-store';

/** Where the rounds stand. Ids, feeds, counts and times alone. */
export const holdingMigrations: readonly RoomMigration[] = [
  {
    id: '2026112197-holding',
    up: `
      CREATE SCHEMA holding;
      GRANT USAGE ON SCHEMA holding TO tributary_app;
      -- When a child is looked at next; one without a row is looked at in the next round.
      CREATE TABLE holding.looks (
        child_id uuid PRIMARY KEY,
        look_at timestamptz NOT NULL
      ) WITH (fillfactor = 80);
      -- What each erasure took of a feed; told as a practice event, once.
      CREATE TABLE holding.erased (
        erasure uuid NOT NULL,
        feed text COLLATE "C" NOT NULL,
        events int NOT NULL,
        told boolean NOT NULL DEFAULT false,
        PRIMARY KEY (erasure, feed)
      );
      CREATE INDEX erased_untold ON holding.erased (feed) WHERE NOT told;
      -- What a person let go of a feed that had waited for their word: due by then, and so many events at most.
      CREATE TABLE holding.let_go (
        feed text COLLATE "C" PRIMARY KEY,
        due_by timestamptz NOT NULL,
        events int NOT NULL
      );
      CREATE TABLE holding.rounds (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        ended_at timestamptz NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE ON holding.looks, holding.erased, holding.let_go, holding.rounds TO tributary_app;
    `,
  },
];
