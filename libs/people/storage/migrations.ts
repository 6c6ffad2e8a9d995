import type { RoomMigration } from '@tributary/event-store';
import { SLOTS } from '@tributary/runtime';

/** Which children's records name a person, by the person's keyed hash. */
const tableIn = (slot: string): string => `
  CREATE TABLE ${slot}.people_around (
    person text COLLATE "C" NOT NULL,
    child_id uuid NOT NULL,
    PRIMARY KEY (person, child_id)
  );
  CREATE INDEX people_around_by_child ON ${slot}.people_around (child_id);
  GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ${slot}.people_around TO tributary_app;`;

export const peopleMigrations: readonly RoomMigration[] = [
  {
    id: '2026112127-people',
    up: `
      CREATE SCHEMA people;
      GRANT USAGE ON SCHEMA people TO tributary_app;
      -- What an agency's record says of somebody around a child. Each under a key that stands in its event alone.
      CREATE TABLE people.cards (
        card uuid PRIMARY KEY,
        sealed bytea NOT NULL
      );
      GRANT SELECT, INSERT ON people.cards TO tributary_app;
      ${SLOTS.map(tableIn).join('\n')}`,
  },
  {
    // A household ties children as a person does. The rebuild of version 2 fills it.
    id: '2026112214-people-households',
    up: SLOTS.map((slot) => `ALTER TABLE ${slot}.people_around RENAME COLUMN person TO tie;`).join('\n'),
  },
];
