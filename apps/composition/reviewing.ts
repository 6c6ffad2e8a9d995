import type { Inbox } from '@tributary/alerting';
import { AssessmentBook } from '@tributary/assessment';
import { type ChildReader, Decisions, type DecisionsOptions } from '@tributary/chronology';
import { type IdentityDesk, Matches } from '@tributary/identity';
import type { Foundation } from './foundation';

type Parts = Readonly<{ deciding: DecisionsOptions; desk: IdentityDesk; reader: ChildReader; inbox: Inbox }>;

/** Deciding by hand who is who, with what other rooms say would follow. */
export function matchesOf(
  { database: { events: pool }, vault, store }: Foundation,
  { deciding, desk, reader, inbox }: Parts,
): Matches {
  const book = new AssessmentBook(pool);
  return new Matches({
    ...{ pool, vault, decisions: new Decisions(deciding), desk },
    load: (stream) => store.load(stream),
    facts: {
      reader,
      openAlerts: (child) => inbox.openAbout(child),
      isAssessed: (records) => book.isOpenAbout(records),
    },
  });
}
