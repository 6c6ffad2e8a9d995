import type { EventType } from '@tributary/catalogue';
import { instantOf, type ChildId, type Instant, type Occurred, type PlainDate } from '@tributary/kernel';
import { CENSUS, COUNCIL, DAILY, fact, linked, MIS, SCHOOL, type Unplaced } from './given.fixture';

/** A small generator of random numbers in [0, 1) (mulberry32): the same seed gives the same spec. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Pick = <T>(from: readonly T[]) => T;

/** Two records of a child, linked, and then `count` statements: new, corrected, stamped, taken back, said again. */
export function randomFacts(random: () => number, child: ChildId, count: number): Unplaced[] {
  const pick: Pick = (from) => from[Math.floor(random() * from.length)] as (typeof from)[number];
  let clock = Date.UTC(2026, 0, 5);
  const next = (): Instant => instantOf((clock += 1 + Math.floor(random() * 3_600_000)));
  const council = `council-${child}`;
  const school = `school-${child}`;
  const out = [linked(council, { knownFrom: next(), child }), linked(school, { knownFrom: next(), child })];
  for (let i = 0; i < count; i += 1) {
    const common = { child, knownFrom: next() };
    const one = random() < 0.3 ? mark(pick) : step(pick, random);
    const from = one.type.startsWith('education') ? { agency: SCHOOL, feed: MIS } : { agency: COUNCIL, feed: one.feed };
    const record = one.type.startsWith('education') ? school : council;
    const taken = random() < 0.15;
    const stamp = one.feed === CENSUS && !taken ? { revision: String(Math.floor(random() * 9)) } : {};
    out.push(
      fact({
        ...common,
        ...from,
        ...stamp,
        record,
        item: `${one.feed}/${one.item}`,
        occurred: one.occurred,
        type: (taken ? 'record.fact-retracted' : one.type) as EventType,
        data: taken ? { reason: 'withdrawn', type: one.type } : one.data,
      }),
    );
  }
  return out;
}

type One = { type: string; item: string; data: object; occurred: Occurred; feed: typeof DAILY };

const day = (pick: Pick): PlainDate =>
  pick(['2026-01-05', '2026-02-03', '2026-03-29', '2026-07-01', '2026-10-25']) as PlainDate;

function mark(pick: Pick): One {
  const on = day(pick);
  const session = pick(['AM', 'PM'] as const);
  const data = { date: on, session, mark: { own: 'OWN-MARK-O' } };
  return {
    type: 'education.attendance-recorded',
    item: `${on}/${session}`,
    data,
    occurred: { on, session },
    feed: MIS,
  };
}

function step(pick: Pick, random: () => number): One {
  const feed = pick([DAILY, DAILY, CENSUS]);
  const on = day(pick);
  const n = pick(['1', '2', '3']);
  const maybe = (name: string, value: string): object => (random() < 0.8 ? { [name]: value } : {});
  const plan = maybe('plan', `OWN-PLAN-${n}`);
  const episode = maybe('episode', `OWN-EPISODE-${n}`);
  const placement = maybe('placement', `OWN-PLACEMENT-${n}`);
  const made: readonly (readonly [string, object])[] = [
    ['social-care.referral-received', { date: on, ...episode }],
    ['social-care.case-closed', { date: on, ...episode }],
    ['social-care.need-plan-started', { startDate: on, ...plan }],
    ['social-care.need-plan-ended', { endDate: on, ...plan }],
    ['social-care.protection-plan-started', { startDate: on, ...plan }],
    ['social-care.protection-plan-ended', { endDate: on, ...plan }],
    ['social-care.looked-after-started', { startDate: on, ...placement }],
    ['social-care.placement-changed', { startDate: on, ...placement }],
    ['social-care.looked-after-ended', { endDate: on, ...placement }],
    [
      'social-care.worker-changed',
      { worker: `OWN-WORKER-${n}`, startDate: on, ...maybe('endDate', '2026-08-01'), ...episode },
    ],
    ['social-care.conference-held', { date: on, kind: 'initial' }],
  ];
  const [type, data] = pick(made);
  return { type, item: `${type}/${n}`, data, occurred: { on }, feed };
}
