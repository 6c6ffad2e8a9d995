import { currentFacts } from '@tributary/catalogue';
import type { Instant, PlainDate, Recorded } from '@tributary/kernel';
import { recordStream } from '@tributary/kernel';
import { asKnownInstant, type Question } from './as-known';
import { chronologyOf, type Entry } from './chronology';
import {
  CENSUS,
  CHILD,
  COUNCIL,
  currencyOf,
  fact,
  given,
  linked,
  onDay,
  recordId,
  SCHOOL,
  unlinked,
} from './given.fixture';

const setting = { child: CHILD, currencyOf };
const available = (day: number): Question => ({ view: 'available', at: onDay(day) });
const held = (day: number, agency = COUNCIL): Question => ({ view: 'held', for: agency, at: onDay(day) });
const ask = (recorded: readonly Recorded[], question: Question, history = false): readonly Entry[] =>
  chronologyOf(recorded, question, { ...setting, history });
const days = (entries: readonly Entry[]): unknown[] => entries.map((e) => (e.data as { date?: unknown }).date);

const conference = (known: number, date: string, more: { recorded?: number; revision?: string } = {}) =>
  fact({
    type: 'social-care.conference-held',
    data: { date, kind: 'initial' },
    item: 'conference/1',
    occurred: { on: date as PlainDate },
    knownFrom: onDay(known),
    ...(more.recorded === undefined ? {} : { recordedAt: onDay(more.recorded) }),
    ...(more.revision ? { revision: more.revision } : {}),
  });
const taken = (known: number, recorded?: number) =>
  fact({
    type: 'record.fact-retracted',
    data: { reason: 'withdrawn' },
    item: 'conference/1',
    knownFrom: onDay(known),
    ...(recorded === undefined ? {} : { recordedAt: onDay(recorded) }),
  });

describe('a form signed on day 0 and received on day 14', () => {
  const recorded = given(linked('council-1', { knownFrom: onDay(-30) }), conference(14, '2026-03-01', { recorded: 0 }));

  it('is not available on day 7 and is on day 14', () => {
    expect(ask(recorded, available(7))).toEqual([]);
    expect(ask(recorded, available(14))).toHaveLength(1);
  });

  it('is held by its agency from day 0, and by no other', () => {
    expect(ask(recorded, held(-1))).toEqual([]);
    expect(ask(recorded, held(0))).toHaveLength(1);
    expect(ask(recorded, held(7, SCHOOL))).toEqual([]);
  });

  it('is held from its receipt where its source does not say when it was recorded', () => {
    const silent = given(linked('council-1', { knownFrom: onDay(-30) }), conference(14, '2026-03-01'));
    expect(ask(silent, held(13))).toEqual([]);
    expect(ask(silent, held(14))[0]).toMatchObject({ recordedAt: null, receivedAt: onDay(14) });
  });
});

describe('a correction', () => {
  const recorded = given(
    linked('council-1', { knownFrom: onDay(0) }),
    conference(1, '2026-03-01', { recorded: 1 }),
    conference(10, '2026-02-27', { recorded: 5 }),
  );

  it('known only later changes no earlier answer', () => {
    expect(days(ask(recorded, available(9)))).toEqual(['2026-03-01']);
    expect(days(ask(recorded, available(10)))).toEqual(['2026-02-27']);
    expect(ask(recorded, available(9))).toEqual(ask(recorded.slice(0, 2), available(9)));
  });

  it('is held from when its agency recorded it, before it was sent', () => {
    expect(days(ask(recorded, held(4)))).toEqual(['2026-03-01']);
    expect(days(ask(recorded, held(5)))).toEqual(['2026-02-27']);
  });

  it('shows what it corrected in the history', () => {
    expect(ask(recorded, available(10), true).map((e) => e.standing)).toEqual(['current', 'superseded']);
  });

  it('loses to a statement with a later stamp that came before it', () => {
    const late = given(
      linked('council-1', { knownFrom: onDay(0) }),
      conference(1, '2026-03-01', { revision: '0002' }),
      conference(2, '2026-02-01', { revision: '0001' }),
    );
    expect(days(ask(late, available(3)))).toEqual(['2026-03-01']);
  });

  it('that goes back to what was first said ends there', () => {
    const back = given(
      linked('council-1', { knownFrom: onDay(0) }),
      conference(1, '2026-03-01'),
      taken(2),
      conference(3, '2026-03-01'),
    );
    expect([1, 2, 3].map((day) => ask(back, available(day)).length)).toEqual([1, 0, 1]);
    expect(ask(back, available(2), true).map((e) => e.standing)).toEqual(['retracted']);
  });
});

describe('links', () => {
  const recorded = given(
    linked('council-1', { knownFrom: onDay(1) }),
    conference(1, '2026-03-01', { recorded: 0 }),
    unlinked('council-1', { knownFrom: onDay(5) }),
  );

  it('count as they were in force at the time asked about', () => {
    expect([0, 4, 5].map((day) => ask(recorded, available(day)).length)).toEqual([0, 1, 0]);
  });

  it('found wrong since then are left out where only what is still linked is asked for', () => {
    expect(ask(recorded, { view: 'available', at: onDay(4), stillLinked: true })).toEqual([]);
  });

  it('do not say what an agency held of its own', () => {
    expect(ask(recorded.slice(0, 2), held(0))).toHaveLength(1);
  });
});

describe('the order', () => {
  it('is by when it happened in Europe/London, then by when it was known', () => {
    const at = (item: string, occurred: Parameters<typeof fact>[0]['occurred'], known = 9) =>
      fact({
        type: 'health.emergency-attended',
        data: {} as never,
        item,
        ...(occurred ? { occurred } : {}),
        knownFrom: onDay(known),
      });
    const recorded = given(
      linked('council-1', { knownFrom: onDay(0) }),
      at('evening', { at: '2026-06-30T23:30:00.000Z' as Instant }),
      at('30 June, known later', { on: '2026-06-30' as PlainDate }, 10),
      at('30 June', { on: '2026-06-30' as PlainDate }, 9),
      at('1 July', { on: '2026-07-01' as PlainDate }),
      at('1 July, afternoon', { on: '2026-07-01' as PlainDate, session: 'PM' }),
    );
    const item = (e: Entry): unknown =>
      recorded.flatMap((r) => (r.event.id === e.eventId && 'record' in r.event.source ? r.event.source.record : []))[0];
    expect(ask(recorded, available(11)).map(item)).toEqual([
      '30 June',
      '30 June, known later',
      '1 July',
      'evening',
      '1 July, afternoon',
    ]);
  });
});

describe('an entry', () => {
  it('says how fresh its feed is and what it is called', () => {
    const recorded = given(
      linked('council-1', { knownFrom: onDay(0) }),
      fact({
        type: 'social-care.referral-received',
        data: { date: '2026-02-01' },
        feed: CENSUS,
        knownFrom: onDay(1),
      }),
    );
    expect(ask(recorded, available(1))[0]).toMatchObject({ title: 'Referral received', currency: 'return' });
  });

  it('shows the facts that the catalogue says are current', () => {
    const recorded = given(
      linked('council-1', { knownFrom: onDay(0) }),
      conference(1, '2026-03-01'),
      conference(2, '2026-03-02'),
      fact({ type: 'social-care.referral-received', data: { date: '2026-02-01' }, knownFrom: onDay(2) }),
    );
    const stream = recordStream(recordId('council-1'));
    const current = currentFacts(recorded.filter((r) => r.event.streamId === stream)).map((r) => r.event.id);
    expect(new Set(ask(recorded, available(3)).map((e) => e.eventId))).toEqual(new Set(current));
  });
});

describe('the time asked about', () => {
  const now = '2026-07-15T09:00:00.000Z' as Instant;
  it('is the end of a past day in Europe/London, and now for today', () => {
    expect(asKnownInstant('2026-07-14', now)).toBe('2026-07-14T22:59:59.999Z');
    expect(asKnownInstant('2026-07-15', now)).toBe(now);
    expect(asKnownInstant('2026-07-15T08:00:00+01:00', now)).toBe('2026-07-15T07:00:00.000Z');
  });
  it.each([
    ['2026-02-30', 'as-known-on-wrong'],
    ['2026-07-15T08:00:00', 'as-known-on-wrong'],
    ['yesterday', 'as-known-on-wrong'],
    ['2026-07-16', 'as-known-on-ahead'],
  ])('%s is refused: %s', (text, code) => {
    expect(() => asKnownInstant(text, now)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
