import type { AgencyId, ChildId, Envelope, Instant, Recorded, StreamId } from '@tributary/kernel';
import {
  childStream,
  endOfDay,
  londonDate,
  parseInstant,
  parsePlainDate,
  Problem,
  recordStream,
} from '@tributary/kernel';
import { recordsOf } from '@tributary/catalogue';
import { statementOf, type Statement } from './statement';

/**
 * Two questions, never blurred into "known" (design/domain.md §3).
 * Available: what could have been opened then: appended by then, under the links in force then.
 * Held: what one agency had then: its own statements by when it recorded them.
 */
export type Question =
  | Readonly<{
      view: 'available';
      at: Instant;
      /**
       * Leaves out records that were linked then and have since been found to be another child's. A child's page asks
       * so: what was open by mistake is shown for an audit purpose alone (design/domain.md §3).
       */
      stillLinked?: boolean;
    }>
  | Readonly<{ view: 'held'; for: AgencyId; at: Instant }>;

/** When a statement counts as held by its agency: when it recorded it or, where it does not say, when it sent it. */
export const heldFrom = (s: Statement): Instant => s.recordedAt ?? s.receivedAt;

/** Later than any time there is. */
export const END_OF_TIME = '9999-12-31T23:59:59.999Z' as Instant;

/** The streams of the records linked to the child by what was known at that instant. */
export function recordsAt(recorded: readonly Recorded[], child: ChildId, at: Instant): ReadonlySet<StreamId> {
  const own = childStream(child);
  const then = recorded.filter((r) => r.event.streamId === own && r.event.knownFrom <= at).map((r) => r.event);
  return new Set(recordsOf(then).map(recordStream));
}

/** Every record that was ever linked to the child, whether or not it still is. */
export const recordsEver = (childEvents: readonly Envelope[]): StreamId[] =>
  recordsOf(childEvents.filter((e) => e.type !== 'identity.record-unlinked')).map(recordStream);

/**
 * The agencies' events that answer the question, superseded ones and retractions included. `recorded` holds the
 * child's own stream and the streams of every record that was ever linked to it. What an agency held does not hang
 * on Tributary's links of that day: for `held` the records are those of the newest link known in `recorded`.
 */
export function answering(recorded: readonly Recorded[], child: ChildId, question: Question): Recorded[] {
  const held = question.view === 'held';
  const linked = recordsAt(recorded, child, held ? END_OF_TIME : question.at);
  const still =
    question.view === 'available' && question.stillLinked ? recordsAt(recorded, child, END_OF_TIME) : linked;
  return recorded.filter((r) => {
    const s = linked.has(r.event.streamId) && still.has(r.event.streamId) ? statementOf(r) : undefined;
    return s !== undefined && answers(s, question);
  });
}

function answers(s: Statement, question: Question): boolean {
  if (question.view === 'available') return s.knownFrom <= question.at;
  return s.agency === question.for && heldFrom(s) <= question.at;
}

/**
 * The instant meant by `asKnownOn`: a day means its end in Europe/London, today means now.
 * Throws `as-known-on-wrong` or `as-known-on-ahead`.
 */
export function asKnownInstant(text: string, now: Instant): Instant {
  const day = parsePlainDate(text);
  const at = day ? endOfDay(day) : parseInstant(text);
  if (!at)
    throw new Problem(
      'as-known-on-wrong',
      400,
      'Not a time that can be asked about',
      'asKnownOn must be a day (2026-03-07) or an RFC 3339 time with an offset (2026-03-07T09:00:00Z).',
    );
  if (day === londonDate(now)) return now;
  if (at > now)
    throw new Problem(
      'as-known-on-ahead',
      400,
      'That time has not come yet',
      'asKnownOn lies in the future; ask about a time up to now.',
    );
  return at;
}
