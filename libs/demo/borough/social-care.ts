import { type Instant, type PlainDate, plusDays } from '@tributary/kernel';
import type { Child } from '../domain/children';
import type { Days } from '../domain/calendar';
import { FEEDS, WORKERS } from '../domain/places';
import { censusXml } from '../native/census-xml';
import { eventLines, NDJSON } from '../native/events';
import type { DemoFile } from '../native/file';
import { type CareEpisode, socialCareJson } from '../native/social-care-json';
import { spread, withLot } from './lots';

const NEWEST = 60;
const TERMS = 110;
const NUMBERS = Object.values(WORKERS);
const HELP_REVIEWED = 20;

/** The council's own children as they are now, last year's return, and the help of a voluntary agency. */
export function socialCareFiles(children: readonly Child[], days: Days): readonly DemoFile[] {
  const year = censusYear(days.today);
  return [
    {
      name: 'social-care/council-social-care.json',
      feed: FEEDS.socialCare,
      mediaType: 'application/json',
      backfill: false,
      text: () => socialCareJson(withLot(children, 'social-care').map((child) => episodeOf(child, days))),
    },
    {
      name: `social-care/census-${year}.xml`,
      feed: FEEDS.census,
      mediaType: 'application/xml',
      backfill: true,
      text: () => censusXml(year, `${year}-06-15T10:00:00.000Z` as Instant, entriesOf(children, year)),
    },
    {
      name: 'social-care/harbour-family-help.ndjson',
      feed: FEEDS.harbour,
      mediaType: NDJSON,
      backfill: true,
      text: () => eventLines(withLot(children, 'family-help').flatMap((child) => familyHelp(child, days))),
    },
  ];
}

/** Of ten: two on a protection plan, one looked after, one newly referred, the others in need. */
function episodeOf(person: Child, days: Days): CareEpisode {
  const ago = spread(person, NEWEST, TERMS);
  const [referred, begun, planned] = [days.ago(ago + 30), days.ago(ago + 28), days.ago(ago)];
  const kind = Math.floor(person.number / 16) % 10;
  const worker = NUMBERS[person.number % NUMBERS.length] ?? WORKERS.marlow;
  const own = (what: string): string => `${what}-${person.number}`;
  return {
    person,
    id: own('E'),
    referred,
    referrer: ['2A', '3A', '6', '1A'][person.number % 4] ?? '2A',
    worker: { number: worker, from: begun },
    assessment: { id: own('A'), from: begun, done: planned, factors: ['3B'] },
    ...(kind > 3 && { needPlan: { id: own('N'), from: planned } }),
    ...(kind <= 1 && { protectionPlan: { id: own('P'), from: planned } }),
    ...(kind === 2 && { placements: [{ id: own('L'), from: planned, reason: 'S', type: 'U6' }] }),
  };
}

/** The last one that is due by now: the census of a year is sent by the end of July. */
const censusYear = (today: PlainDate): number => Number(today.slice(0, 4)) - (today.slice(5) >= '08-01' ? 0 : 1);

function entriesOf(children: readonly Child[], year: number) {
  return (
    withLot(children, 'census')
      // The census has no names: only a pupil number leads to the child.
      .filter(({ school, birthDate }) => school !== undefined && birthDate < `${year - 1}-04-01`)
      .map((person) => {
        const referred = plusDays(`${year - 1}-04-10` as PlainDate, (person.number * 13) % 260);
        const [assessed, closed] = [plusDays(referred, 35), plusDays(referred, 42)];
        return { person, referred, source: '2A', need: 'N4', assessed, closed };
      })
  );
}

function familyHelp(person: Child, days: Days) {
  const ago = spread(person, HELP_REVIEWED + 40, TERMS);
  const help = `F-${person.number}`;
  const common = { person, system: 'clients', source: 'urn:wexbourne:harbour' } as const;
  return [
    {
      ...common,
      id: `${help}-start`,
      type: 'social-care.family-help-started',
      recordedAt: days.at(ago, '11:00'),
      fact: { startDate: days.ago(ago), help, leadRole: 'family-support-worker' },
    },
    {
      ...common,
      id: `${help}-review`,
      type: 'social-care.family-help-reviewed',
      recordedAt: days.at(HELP_REVIEWED, '14:00'),
      fact: { date: days.ago(HELP_REVIEWED), help },
    },
  ];
}
