import { type DirectoryDocument, DirectoryView } from '@tributary/directory';
import { type AgencyId, type FeedId, type Instant, plusMillis, type StreamId } from '@tributary/kernel';
import { coverageAround, feedsAround } from './coverage-around';
import type { Hearing } from './domain/involvement';
import { onDay } from './domain/given.fixture';

const DAY_MS = 86_400_000;
const feed = (id: string, agency: string, more: object = {}) => ({
  ...{ id, agency, format: 'cloudevents', live: true, agreement: '1', manager: 'p-feeds' },
  ...more,
});
const agency = (id: string, sector: string, more: object = {}) => ({ id, name: id, sector, authority: '999', ...more });
const view = new DirectoryView(1, {
  authorities: [{ code: '999', name: 'Wexbourne', frontDoor: '1', outOfHours: '2' }],
  agencies: [
    agency('council', 'social-care', { kind: 'childrens-services' }),
    agency('school', 'education', { schools: ['9992001'] }),
    agency('hospital', 'health', { kind: 'hospital' }),
    agency('surgery', 'health', { kind: 'general-practice' }),
    agency('quiet-surgery', 'health', { kind: 'general-practice' }),
    agency('homes', 'housing'),
  ],
  feeds: [
    feed('council-daily', 'council', { rhythm: 'daily' }),
    feed('council-census', 'council', { currency: 'return' }),
    feed('registers', 'school', { rhythm: 'daily' }),
    feed('school-events', 'school', { rhythm: 'as they happen' }),
    feed('ward', 'hospital', { rhythm: 'daily' }),
    feed('clinic', 'hospital', { rhythm: 'daily', restricted: true }),
    feed('surgery-events', 'surgery'),
  ],
  practitioners: [],
} as unknown as DirectoryDocument);

const heard = (agencyId: string, feedId: string): Hearing => ({
  ...{ streamId: 'record-1' as StreamId, agency: agencyId as AgencyId, feed: feedId as FeedId, sector: 'any' },
  ...{ dataClass: 'general', firstKnown: onDay(0), lastKnown: onDay(0) },
});
const came = (feedId: string, day: number) => ({ agency: 'x' as AgencyId, feed: feedId as FeedId, at: onDay(day) });
const covering = {
  view,
  currencyOf: (id: FeedId) => (id === 'council-census' ? ('return' as const) : ('live' as const)),
  silentFrom: ({ rhythm }: { rhythm?: string }, last: Instant) =>
    rhythm === 'daily' ? plusMillis(last, 2 * DAY_MS) : undefined,
  asOf: onDay(10),
  reader: 'school' as AgencyId,
};
const covered = (hearings: readonly Hearing[], ...delivered: ReturnType<typeof came>[]) =>
  coverageAround(hearings, delivered, covering).sources;
const of = (sources: ReturnType<typeof covered>, id: string) =>
  sources.find((one) => one.agency === id || one.source === id);

describe('coverage of a child', () => {
  it('says since when an agency is silent by its own rhythm, and that one never delivered', () => {
    const silent = of(covered([heard('hospital', 'ward')], came('ward', 3)), 'hospital');
    expect(silent).toMatchObject({ state: 'silent', since: onDay(3), feeds: [{ feed: 'ward', state: 'silent' }] });
    expect(silent?.words).toBe('hospital: nothing has come since 4 March 2026, though it should have.');
    const never = of(covered([heard('hospital', 'ward')]), 'hospital');
    expect(never).toMatchObject({
      ...{ state: 'silent', since: null },
      words: 'hospital: has never delivered, though it should have.',
    });
  });

  it('is in order while what should come does', () => {
    const fine = of(covered([heard('hospital', 'ward')], came('ward', 9)), 'hospital');
    expect(fine).toMatchObject({ state: 'connected', words: 'hospital: last delivered on 10 March 2026.' });
    const untimed = of(covered([heard('surgery', 'surgery-events')], came('surgery-events', 1)), 'surgery');
    expect(untimed).toMatchObject({ state: 'connected', feeds: [{ watched: false }] });
    expect(untimed?.words).toContain('whether it is silent cannot be told');
  });

  it('is partial where part of what should come does not, or nobody can say', () => {
    const school = of(covered([heard('school', 'registers')], came('registers', 9)), 'school');
    expect(school).toMatchObject({ state: 'partial', since: null });
    expect(school?.feeds.map(({ state }) => state)).toEqual(['connected', 'unproven']);
  });

  it('takes a return for no sign of life, and does not count it against whoever sends beside it', () => {
    const council = [heard('council', 'council-daily')];
    expect(of(covered(council, came('council-daily', 9), came('council-census', 9)), 'council')?.state).toBe(
      'connected',
    );
    expect(of(covered(council, came('council-daily', 1), came('council-census', 9)), 'council')?.state).toBe('silent');
  });

  it('says which services send nothing at all, and which send nothing of this child, by the directory alone', () => {
    const sources = covered([heard('school', 'registers')], came('registers', 9));
    expect(of(sources, 'police')).toMatchObject({
      ...{ state: 'absent', agency: null },
      words: 'No police feed in the area of Wexbourne: what is known there does not reach Tributary.',
    });
    expect(of(sources, 'general-practice')).toMatchObject({
      state: 'partial',
      words:
        'No GP practice that you may know of has spoken of this child, though 1 of 2 send in the area of Wexbourne.',
    });
    expect(of(covered([heard('homes', 'none')]), 'homes')).toMatchObject({ source: null, state: 'absent' });
  });

  it('puts what is silent first', () => {
    const states = covered([heard('hospital', 'ward'), heard('school', 'registers')], came('registers', 9)).map(
      ({ state }) => state,
    );
    expect(states).toEqual(['silent', 'absent', 'partial', 'partial', 'partial']);
  });

  it('names a restricted feed to nobody but who may know that it spoke of the child', () => {
    const names = (hearings: readonly Hearing[]) => feedsAround(hearings, view).map(({ id }) => id);
    expect(names([heard('hospital', 'ward')])).toEqual(['ward']);
    expect(names([heard('hospital', 'ward'), heard('hospital', 'clinic')])).toEqual(['ward', 'clinic']);
    expect(JSON.stringify(covered([heard('school', 'registers')]))).not.toContain('clinic');
  });

  it('does not change by deliveries of agencies that the reader knows nothing of', () => {
    const one = covered([heard('school', 'registers')], came('registers', 9));
    expect(covered([heard('school', 'registers')], came('registers', 9), came('clinic', 9), came('ward', 9))).toEqual(
      one,
    );
  });
});
