import type { Inbox } from '@tributary/alerting';
import { AssessmentBook } from '@tributary/assessment';
import { type ChildReader, Decisions, type DecisionsOptions } from '@tributary/chronology';
import { Children, type IdentityDesk, Matches, RecordMoves } from '@tributary/identity';
import type { Foundation } from './foundation';

type Parts = Readonly<{ deciding: DecisionsOptions; desk: IdentityDesk; reader: ChildReader; inbox: Inbox }>;

/** Deciding by hand who is who, with what other rooms say would follow. */
export function reviewingOf(
  { database: { events: pool }, vault, store }: Foundation,
  { deciding, desk, reader, inbox }: Parts,
): Readonly<{ matches: Matches; recordMoves: RecordMoves }> {
  const book = new AssessmentBook(pool);
  const facts: ConstructorParameters<typeof Matches>[0]['facts'] = {
    reader,
    openAlerts: (child) => inbox.openAbout(child),
    isAssessed: (records) => book.isOpenAbout(records),
  };
  const load: ConstructorParameters<typeof Matches>[0]['load'] = (stream) => store.load(stream);
  const shared = { pool, decisions: new Decisions(deciding), desk, vault, facts, load };
  return {
    matches: new Matches(shared),
    recordMoves: new RecordMoves({ ...shared, children: new Children({ pool, vault }) }),
  };
}
