import { type DataOf, definitionOf, type EventType } from '@tributary/catalogue';
import { REVIEW_TIMER } from '@tributary/assessment';
import { type AppendPlan, cancelTimers, setTimer } from '@tributary/event-store';
import {
  type AgreementVersion,
  type AssessmentId,
  assessmentStream,
  type ChildId,
  childStream,
  type EventId,
  type FeedId,
  type Instant,
  type NewEvent,
  type PlainDate,
  plusDays,
  type RecordId,
  recordStream,
  startOfDay,
  type StreamId,
  uuidv7,
} from '@tributary/kernel';
import { readable } from '../testing/store';
import { child, ids, t, TODAY } from './alerting.fixture';
import type { Person } from './index';
import { achterberg, COUNCIL, FEED, HARBOUR, HARBOUR_FEED, SCHOOL, SUSPENSIONS } from './people.fixture';

/** What was decided in an assessment; with `clock`, its review is waited for until the day after that one. */
export async function decided<T extends EventType>(
  id: AssessmentId,
  type: T,
  data: Omit<DataOf<T>, 'by' | 'role' | 'agency'>,
  clock?: PlainDate,
): Promise<void> {
  const stream = assessmentStream(id);
  const by = { by: achterberg.practitioner, role: achterberg.role, agency: achterberg.agency };
  const dueAt = clock && startOfDay(plusDays(clock, 1));
  const timer = { id: `${REVIEW_TIMER}/${id}`, streamId: stream, kind: REVIEW_TIMER };
  await append([stream], (now) => ({
    events: [event(type, { ...by, ...data }, stream, child, now)],
    also: (tx) => (dueAt ? setTimer({ ...timer, dueAt }, tx) : cancelTimers([timer.id], tx)),
  }));
}

type Said<T extends EventType> = Readonly<{ type: T; data: DataOf<T>; item: string; on?: string; backfill?: true }>;

async function append(streams: readonly StreamId[], decide: (now: Instant) => AppendPlan): Promise<void> {
  const { position } = await t.store.append({ streams }, (view) => decide(view.now));
  await readable(t.store, position);
}

function event(type: EventType, data: object, streamId: StreamId, childId: ChildId, now: Instant): NewEvent {
  const definition = definitionOf(type);
  if (!definition) throw new Error(type);
  const id = uuidv7() as EventId;
  const { dataClass, retention } = definition;
  return {
    ...{ id, type, data, streamId, childId, dataClass, retention, schemaVersion: 1, release: { state: 'open' } },
    occurred: { at: now },
    receivedAt: now,
    source: { system: 'hub' },
    supply: { controller: COUNCIL, agreement: '1' as AgreementVersion },
    correlationId: id,
    causationId: id,
  };
}

/** A feed, the council's, delivers, and so confirms what it has said and what it has not. */
export async function delivered(feed: FeedId = FEED): Promise<void> {
  const stream = `practice-${feed}` as StreamId;
  const data = { feed, receipt: 'r-1', accepted: 1, duplicate: 0, parked: 0 };
  await append([stream], (now) => ({
    events: [{ ...event('practice.delivery-completed', data, stream, child, now), childId: null }],
  }));
}

function supplierOf(record: RecordId) {
  if (record === ids.harbour) return { agency: HARBOUR, feed: HARBOUR_FEED };
  return record === ids.council ? { agency: COUNCIL, feed: FEED } : { agency: SCHOOL, feed: SUSPENSIONS };
}

export async function say<T extends EventType>(record: RecordId, said: Said<T>, of: ChildId = child): Promise<void> {
  const stream = recordStream(record);
  const { agency, feed } = supplierOf(record);
  await append([stream], (now) => ({
    events: [
      {
        ...event(said.type, said.data, stream, of, now),
        ...(said.on ? { occurred: { on: said.on as typeof TODAY } } : {}),
        ...(said.backfill ? { backfill: true } : {}),
        source: { agency, feed, record: t.vault.ref('item', said.item) },
      },
    ],
  }));
}

/** The link to the child is taken back: the record is of the one again that it was linked from. */
export const takenBack = (record: RecordId, home: ChildId): Promise<void> => link(record, home, child, 'taken-back');

export async function link(
  record: RecordId,
  to: ChildId = child,
  previous: ChildId | null = null,
  method = 'by-hand',
): Promise<void> {
  const data = { recordId: record, childId: to, previous, method, evidence: [] };
  const streams = [recordStream(record), childStream(to), ...(previous ? [childStream(previous)] : [])];
  await append(streams, (now) => ({
    events: [
      ...(previous
        ? [
            event(
              'identity.record-unlinked',
              { recordId: record, childId: previous },
              childStream(previous),
              previous,
              now,
            ),
          ]
        : []),
      event('identity.record-linked', data, recordStream(record), to, now),
      event('identity.record-linked', data, childStream(to), to, now),
    ],
    links: [{ streamId: recordStream(record), childId: to }],
  }));
}

/** Nobody is to be alerted of the child any more, or again. */
export async function standsDown(
  type: 'identity.clocks-stood-down' | 'identity.clocks-resumed' = 'identity.clocks-stood-down',
): Promise<void> {
  const stream = childStream(child);
  const data = { by: 'p-thistlewood', role: 'adoption-team-manager', agency: COUNCIL };
  await append([stream], (now) => ({ events: [event(type, data, stream, child, now)] }));
}

/** Somebody says that they are linked to the family. */
export async function declaresLink({ practitioner, role, agency }: Person): Promise<void> {
  const stream = childStream(child);
  const data = { by: practitioner, role, agency };
  await append([stream], (now) => ({ events: [event('governance.family-link-declared', data, stream, child, now)] }));
}

export const allocated = (of: ChildId = child): Promise<void> =>
  say(
    ids.council,
    {
      type: 'social-care.worker-changed',
      item: 'worker/1',
      data: { worker: 'SW-101', startDate: '2026-01-05' },
    },
    of,
  );
export const suspended = (
  item = 's/1',
  more: { on?: string; backfill?: true; end?: string } = {},
  of: ChildId = child,
) =>
  say(
    ids.school,
    {
      type: 'education.pupil-suspended',
      item,
      on: TODAY,
      data: { startDate: TODAY, ...(more.end ? { endDate: more.end } : {}) },
      ...(more.on ? { on: more.on } : {}),
      ...(more.backfill ? { backfill: true } : {}),
    },
    of,
  );
export const withdrawn = (item = 's/1', of: ChildId = child) =>
  say(ids.school, { type: 'record.fact-retracted', item, data: { reason: 'withdrawn' } }, of);
