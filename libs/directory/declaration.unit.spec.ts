import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgencyId, AgreementVersion, FeedId, PlainDate, PractitionerId } from '@tributary/kernel';
import { type Agency, checkDirectory, currencyOf, type Feed, holdingOf, parseDirectory, reachOf, undeclared } from '.';
import { withStandings } from './domain/declaration';

const document = parseDirectory(readFileSync(join(__dirname, '../../infra/demo/directory.yaml'), 'utf8'));
const POLICE = { id: 'wexbourne-police', name: 'Police', sector: 'police', authority: '999' } as Agency;
const SCHOOL = { id: 'ash-lane-primary', name: 'Ash Lane', sector: 'education', authority: '999' } as Agency;
const bare: Feed = {
  id: 'new-feed' as FeedId,
  agency: 'ash-lane-primary' as AgencyId,
  format: 'attendance-csv',
  live: false,
  agreement: 'education-1' as AgreementVersion,
  manager: 'p-okonjo' as PractitionerId,
};
const faultsWith = (feed: Feed): readonly string[] =>
  checkDirectory({ ...document, feeds: [feed] }).filter((fault) => fault.startsWith('feeds'));

describe('what a feed declares', () => {
  it('is whole in the demo borough', () => {
    const agency = (id: string) => document.agencies.find((one) => one.id === id);
    expect(document.feeds.filter((feed) => undeclared(feed, agency(feed.agency)).length > 0)).toEqual([]);
  });

  it('is of the children it was asked about, in sectors that send by subscription', () => {
    expect(reachOf({}, POLICE)).toBe('subscribed');
    expect(reachOf({ cohort: 'universal' }, POLICE)).toBe('universal');
    expect(reachOf({}, SCHOOL)).toBeUndefined();
  });

  it('lacks, in production, each part that nobody said', () => {
    expect(undeclared(bare, SCHOOL)).toEqual(['cohort', 'rhythm', 'controller', 'supplier']);
    expect(undeclared({ ...bare, live: true, cohort: 'universal' }, SCHOOL)).toEqual([
      'impactAssessment',
      'rhythm',
      'controller',
      'supplier',
      'liveSince',
    ]);
    expect(undeclared(bare, POLICE)).toEqual(['rhythm', 'controller', 'supplier']);
  });

  it.each<[string, Partial<Feed>, string]>([
    ['is fresher than its form can be', { currency: 'live' }, 'feeds[0].currency: what attendance-csv says is daily'],
    ['has a form that nobody reads', { format: 'pigeon' }, 'feeds[0].format: there is no format pigeon'],
    ['sends of all without an assessment', { cohort: 'universal' }, 'feeds[0].impactAssessment: '],
    ['has a time and no days', { by: '10:00', rhythm: 'as they happen' }, 'feeds[0].by: a time needs a rhythm'],
    ['is live since a day and is not live', { liveSince: '2026-01-01' as PlainDate }, 'feeds[0].liveSince: '],
    ['comes over MLLP and is no HL7', { mllp: { facility: 'A' } }, 'feeds[0].mllp: only hl7v2 comes this way'],
    ['comes over MLLP from anybody', { format: 'hl7v2', mllp: {} }, 'feeds[0].mllp: it names neither'],
    [
      'has too long a name for a topic',
      { id: 'f'.repeat(201) as FeedId, kafka: { principal: 'User:ash-lane' } },
      'feeds[0].id: too long',
    ],
    ['answers to nobody there', { controller: 'elsewhere' as AgencyId }, 'feeds[0].controller: "elsewhere" is not'],
  ])('is refused where the feed %s', (_, more, expected) => {
    expect(faultsWith(bare)).toEqual([]);
    expect(faultsWith({ ...bare, ...more }).join('\n')).toContain(expected);
  });

  it('may be less fresh than its form', () => {
    expect(faultsWith({ ...bare, currency: 'weekly' })).toEqual([]);
    expect([currencyOf(bare), currencyOf({ ...bare, currency: 'return' })]).toEqual(['daily', 'return']);
  });

  it('holds what nobody opened for 90 days, and attendance to the end of the next school year, unless it says otherwise', () => {
    expect([holdingOf(bare, 'education'), holdingOf(bare, 'attendance')]).toEqual([90, 'school-year']);
    expect(holdingOf({ holding: 30 }, 'attendance')).toBe(30);
    expect(holdingOf({ holding: 'school-year' }, 'education')).toBe('school-year');
  });

  it.each([
    [0, 'is less than one day'],
    [-90, 'is less than one day'],
    [1.5, 'is neither school-year nor a whole number of days'],
    [4_000, 'is more than ten years'],
    ['for ever', 'is neither school-year nor a whole number of days'],
  ])('cannot hold what nobody opened for %p', (holding, fault) => {
    const parse = (of: unknown) => parseDirectory(JSON.stringify({ ...document, feeds: [{ ...bare, holding: of }] }));
    expect(parse('school-year').feeds[0]?.holding).toBe('school-year');
    expect(parse(30).feeds[0]?.holding).toBe(30);
    expect(() => parse(holding)).toThrow(`feeds[0].holding: ${fault}`);
  });

  it('is the manager’s word where the file says otherwise', () => {
    const since = '2026-11-02' as PlainDate;
    const feeds = [bare, { ...bare, id: 'old-feed' as FeedId, live: true, liveSince: since }];
    const standings = new Map([
      ['new-feed', since],
      ['old-feed', null],
    ] as const);
    expect(withStandings({ ...document, feeds }, standings).feeds).toEqual([
      { ...bare, live: true, liveSince: since },
      { ...bare, id: 'old-feed' },
    ]);
  });
});
