import type { Instant, NewEvent, PlainDate } from '@tributary/kernel';
import { addLags, lagsOf, NO_LAGS, within } from './lag';

const HOUR = 3_600_000;
const fact = (more: Partial<NewEvent>): NewEvent =>
  ({ type: 'education.pupil-suspended', source: { agency: 'a', feed: 'f', record: 'r' }, ...more }) as NewEvent;
const day = { on: '2026-03-09' as PlainDate };
const at = (text: string) => text as Instant;

describe('how late facts come', () => {
  it('is counted from the end of the day on which they happened, to their record, and from there to us', () => {
    const lags = lagsOf([
      fact({ occurred: day, recordedAt: at('2026-03-10T00:30:00Z'), receivedAt: at('2026-03-11T12:00:00Z') }),
    ]);
    expect(within(lags.happenedToRecorded, 0.5)).toBe(HOUR);
    expect(within(lags.recordedToReceived, 0.5)).toBe(48 * HOUR);
    expect(within(lags.happenedToReceived, 0.5)).toBeUndefined();
  });

  it('is counted in one where nobody says when it was recorded, and is never below nothing', () => {
    const lags = lagsOf([fact({ occurred: day, receivedAt: at('2026-03-09T10:00:00Z') })]);
    expect(within(lags.happenedToReceived, 0.9)).toBe(HOUR);
  });

  it('says so where most took longer than can be counted', () => {
    const late = fact({ occurred: day, receivedAt: at('2026-09-09T10:00:00Z') });
    expect(within(lagsOf([late]).happenedToReceived, 0.5)).toBeNull();
  });

  it('leaves out history, what is taken back, and what no feed said', () => {
    const receivedAt = at('2026-03-11T12:00:00Z');
    const events = [
      fact({ occurred: day, receivedAt, backfill: true }),
      fact({ occurred: day, receivedAt, type: 'record.fact-retracted' }),
      fact({ occurred: day, receivedAt, source: { system: 'hub' } }),
    ];
    expect(lagsOf(events)).toEqual(NO_LAGS);
  });

  it('adds up', () => {
    const soon = lagsOf([fact({ occurred: day, receivedAt: at('2026-03-09T10:00:00Z') })]);
    const late = lagsOf([fact({ occurred: day, receivedAt: at('2026-03-19T10:00:00Z') })]);
    const both = addLags(addLags(soon, soon), late).happenedToReceived;
    expect([within(both, 0.5), within(both, 0.9)]).toEqual([HOUR, 720 * HOUR]);
  });
});
