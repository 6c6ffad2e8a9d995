import { isSchoolDay, type PlainDate, plusDays } from '@tributary/kernel';
import { Days } from '../domain/calendar';
import { SCHOOLS } from '../domain/places';
import { stories } from '../stories';
import type { DemoFile } from '../native/file';
import type { Telling } from '../stories/telling';
import { tellingsOf, type Variant } from '../stories/variants';
import { boroughOf, DEMO_SEED } from './borough';
import { type Read, readAll } from './reading.fixture';
import { wexbourneSchools as schools } from './wexbourne.fixture';

/** Seen from each of these the borough has to hold; Saturdays and Sundays among them. */
const DAYS = [
  ['mid-term', '2026-11-18'],
  ['a Saturday in term', '2026-11-21'],
  ['a Monday in term', '2026-11-23'],
  ['half term', '2026-10-28'],
  ['the Sunday that ends half term', '2026-11-01'],
  ['the first day of summer', '2026-07-22'],
  ['August', '2026-08-14'],
  ['1 September', '2026-09-01'],
  ['the second week of a school year', '2026-09-09'],
  ['between Christmas and New Year', '2026-12-29'],
  ['2 January', '2027-01-02'],
  ['the day after Easter', '2027-03-30'],
] as const;
const SCHOOL_FACTS = [
  'education.attendance-recorded',
  'education.school-concern-raised',
  'education.pupil-suspended',
] as const;
/** Stories that alert somebody because of a line. */
const HANGING = stories.flatMap(({ id, trigger, expects }) => ('mark' in trigger && expects.length > 0 ? [id] : []));

type Window = readonly [told: (day: PlainDate, today: PlainDate) => boolean, not: typeof isNews];
/** Rules take for history what happened more than seven days before it was known; counted from the day's end. */
const isNews = (day: PlainDate, today: PlainDate): boolean => day >= plusDays(today, -7);
const NEWS: Window = [isNews, (day, today) => day !== '' && !isNews(day, today)];
const isReviewDue = (day: PlainDate, today: PlainDate): boolean =>
  day < plusDays(today, -42) && isNews(plusDays(day, 42), today);
const REVIEW: Window = [isReviewDue, (day, today) => day > plusDays(today, -42) && day < today];
const isBirthOverdue = (expected: PlainDate, today: PlainDate): boolean =>
  expected < plusDays(today, -14) && isNews(plusDays(expected, 15), today);
const BIRTH: Window = [isBirthOverdue, (day, today) => day !== '' && !isNews(plusDays(day, 15), today)];
const WINDOWS: ReadonlyMap<string, Window> = new Map([
  ['family-help-review', REVIEW],
  ['one-assessment', REVIEW],
  ['birth-not-told', BIRTH],
  ['two-unknown-to-each-other', [(day, today) => day < today, (day, today) => day > today]],
]);

/** What is expected is dated by when, not by when it was stated. */
const dayOf = ({ occurred, data }: Read['facts'][number]): PlainDate =>
  (data['expectedBirthDate'] as PlainDate | undefined) ??
  ('on' in occurred ? occurred.on : 'from' in occurred ? occurred.from : (occurred.at.slice(0, 10) as PlainDate));
const yearOf = (laestab: string) => schools.get(laestab) ?? { terms: [] };

/** Each day of a register, read off its text: the feed's own reading of a whole one is `borough.unit.spec.ts`'s. */
const daysIn = (register: DemoFile): readonly PlainDate[] =>
  [...new Set(register.text().match(/\d{4}-\d\d-\d\d(?=,[AP]M,)/g))].map((day) => day as PlainDate);

describe.each(DAYS)('the borough on %s, %s', (_, given) => {
  const today = given as PlainDate;
  const { stories: first, rest } = boroughOf({ seed: DEMO_SEED, today, schools });
  const tellingsBy = new Map(
    (['told', 'without-trigger', 'out-of-window'] as const).map((variant) => [
      variant,
      tellingsOf({ seed: DEMO_SEED, days: new Days(today, schools) }, variant),
    ]),
  );
  const tellings = (variant: Variant): readonly Telling[] => tellingsBy.get(variant) ?? [];
  let read: Read;
  beforeAll(async () => {
    read = await readAll([...first, ...rest.filter(({ name }) => !name.startsWith('attendance/'))], today);
  });

  it('is read whole: nothing parked, nothing odd, nothing recorded tomorrow, nothing twice', () => {
    expect([read.parked, read.odd]).toEqual([[], []]);
    expect(new Set(read.items).size).toBe(read.items.length);
  });

  it('has what takes place in a school on a day that this school was open, before today', () => {
    const facts = read.facts.filter(({ type }) => SCHOOL_FACTS.some((one) => one === type));
    expect(new Set(facts.map(({ type }) => type)).size).toBe(SCHOOL_FACTS.length);
    const elsewhere = facts.filter(
      (fact) => dayOf(fact) >= today || !isSchoolDay(dayOf(fact), yearOf(String(fact.data['school']))),
    );
    expect(elsewhere.map((fact) => `${fact.feed} ${fact.type} ${dayOf(fact)}`)).toEqual([]);
  });

  it.each(SCHOOLS)(
    'has registers of $attendance for school days alone, up to the last one',
    ({ attendance, laestab }) => {
      const files = rest.filter(({ feed }) => feed === attendance);
      const days = files.flatMap(daysIn);
      expect(files).toHaveLength(22);
      expect(files.filter(({ backfill }) => !backfill)).toEqual(files.slice(-1));
      expect(days.filter((day) => !isSchoolDay(day, yearOf(laestab)))).toEqual([]);
      let last = plusDays(today, -1);
      while (!isSchoolDay(last, yearOf(laestab))) last = plusDays(last, -1);
      expect(days.toSorted().at(-1)).toBe(last);
    },
  );

  it('tells stories that each hang on their line', () => {
    const texts = (variant: Variant): ReadonlyMap<string, string> =>
      new Map(tellings(variant).flatMap(({ files }) => files.map((file) => [file.name, file.text()])));
    const whole = texts('told');
    for (const variant of ['without-trigger', 'out-of-window'] as const) {
      const other = texts(variant);
      const differ = [...whole].filter(([name, text]) => other.get(name) !== text).map(([name]) => name.split('/')[1]);
      expect(differ).toEqual(stories.filter(({ trigger }) => 'mark' in trigger).map(({ id }) => id));
    }
  });

  it.each(HANGING)('tells %s with a line that is news, and without it, or out of its window, none', async (id) => {
    const at = stories.findIndex((story) => story.id === id);
    const dated = async (variant: Variant): Promise<readonly PlainDate[]> => {
      const cut = new Set((await readAll(tellings('without-trigger')[at]?.files ?? [], today)).items);
      const { facts } = await readAll(tellings(variant)[at]?.files ?? [], today);
      return facts.filter(({ feed, item }) => !cut.has(`${feed} ${item}`)).map(dayOf);
    };
    const newest = (days: readonly PlainDate[]): PlainDate => days.toSorted().at(-1) ?? ('' as PlainDate);
    const [due, none] = WINDOWS.get(id) ?? NEWS;
    expect(due(newest(await dated('told')), today)).toBe(true);
    expect(none(newest(await dated('out-of-window')), today)).toBe(true);
  });
});
