import { inTransaction } from '@tributary/event-store';
import { ROLES } from '@tributary/directory';
import {
  type AlertId,
  alertStream,
  type FeedId,
  plusMillis,
  type PractitionerId,
  type Recorded,
  type StreamId,
} from '@tributary/kernel';
import {
  directory,
  LIMIT,
  mine,
  optionsWith,
  settled,
  t,
  useHouse,
  alerts,
  clocksFire,
  newest,
} from './alerting.fixture';
import type { Person } from './index';
import { afterSilence } from './listen';
import { achterberg, COUNCIL, document, dunmore, FEED, halloran, HARBOUR, HARBOUR_FEED } from './people.fixture';
import { pemberly, SCHOOL, SUSPENSIONS } from './people.fixture';
import { feedRules } from './rules';
import { delivered } from './said.fixture';

jest.setTimeout(60_000);
useHouse();

const FEEDS = [FEED, SUSPENSIONS, HARBOUR_FEED] as const;
const role = ROLES.feedManager;
const operator: Person = { practitioner: 'p-operator' as PractitionerId, role: ROLES.operator, agency: COUNCIL };
const atSchool: Person = { ...pemberly, role, agency: SCHOOL };
const atHarbour: Person = { ...achterberg, role, agency: HARBOUR };
const MANAGERS = { [FEED]: dunmore, [SUSPENSIONS]: atSchool, [HARBOUR_FEED]: atHarbour };

type Suppliers = Partial<Record<FeedId, string>>;
const SAME: Suppliers = { [FEED]: 'sundial', [SUSPENSIONS]: 'sundial', [HARBOUR_FEED]: 'sundial' };

/** Feeds as they declare their suppliers; the first people of the directory with or without an operator. */
function declaring(suppliers: Suppliers, more: Readonly<{ rhythms?: Suppliers; unmanned?: true }> = {}) {
  const held = { role: ROLES.operator, agency: COUNCIL, deputy: halloran.practitioner, manager: halloran.practitioner };
  const person = { id: operator.practitioner, name: 'Operations', roles: [held] };
  const feeds = document.feeds.map((feed) => ({
    ...{ ...feed, rhythm: more.rhythms?.[feed.id] ?? 'daily' },
    manager: MANAGERS[feed.id]?.practitioner ?? feed.manager,
    ...(suppliers[feed.id] === undefined ? {} : { supplier: suppliers[feed.id] }),
  }));
  const practitioners = [...document.practitioners, ...(more.unmanned ? [] : [person])];
  return directory.put({ ...document, feeds, practitioners });
}

const lasts = new Map<FeedId, Recorded>();
async function allDeliver(): Promise<void> {
  for (const feed of FEEDS) await delivered(feed);
  await settled();
  for (const feed of FEEDS) {
    const [last] = await t.store.loadMany([`practice-${feed}` as StreamId]);
    if (last) lasts.set(feed, last);
  }
  await t.db.owner.query(`DELETE FROM store.timers WHERE kind = 'rule'`);
}

/** Days after which the clocks of feeds fall due, by the rhythm they declare. */
async function clockOf(feed: FeedId, days = 3): Promise<void> {
  const [last, rule] = [lasts.get(feed), feedRules[0]];
  if (!last || !rule) throw new Error('nothing to be silent');
  const later = { ...last, event: { ...last.event, knownFrom: plusMillis(last.event.knownFrom, days * 86_400_000) } };
  const io = { append: t.store, store: t.store };
  await inTransaction(t.db.events, (tx) => afterSilence(rule, later, { ...io, tx }, optionsWith(LIMIT)));
}

async function silent(...feeds: readonly FeedId[]): Promise<void> {
  for (const feed of feeds) await clockOf(feed);
  await settled();
}

async function back(feed: FeedId): Promise<void> {
  await delivered(feed);
  await settled();
}

/** What stands in the inboxes of the operator and the managers. */
async function told(): Promise<readonly string[]> {
  const people = { operator, dunmore, school: atSchool, harbour: atHarbour };
  const lists = await Promise.all(
    Object.entries(people).map(async ([name, person]) => ({ name, list: await mine(person) })),
  );
  return lists.flatMap(({ name, list }) =>
    list.map(({ rule, owner, outcome, status }) => [name, owner ? 'owns' : 'sees', rule, outcome ?? status].join(' ')),
  );
}

/** The feeds that an alert of somebody's lists. */
async function listed(person: Person): Promise<readonly string[]> {
  const one = (await mine(person)).find(({ rule }) => rule === 'supplier-silent');
  return (one?.holds ?? []).map(({ feed, outcome, status }) => `${feed} ${outcome ?? status}`).sort();
}

const letters = async (): Promise<readonly string[]> => {
  const { rows } = await t.db.events.query<{ who: string }>('SELECT practitioner AS who FROM alerting.outbox');
  return rows.map(({ who }) => who).sort();
};
const everything = async (): Promise<string> => JSON.stringify([await told(), await listed(operator)]);
describe('feeds of one supplier', () => {
  beforeEach(async () => {
    await declaring(SAME);
    await allDeliver();
  });

  it('are their managers’ alone, and then together the operator’s, joined by each that follows', async () => {
    await silent(FEED);
    expect(await told()).toEqual(['dunmore owns feed-silent open']);

    await silent(SUSPENSIONS);
    expect(await told()).toEqual([
      'operator owns supplier-silent open',
      'dunmore sees supplier-silent open',
      'dunmore owns feed-silent merged',
      'school sees supplier-silent open',
    ]);
    expect(await listed(operator)).toEqual(['ash-lane-suspensions open', 'council-social-care open']);
    expect(await listed(atSchool)).toEqual(['ash-lane-suspensions open']);
    const [one] = await mine(operator);
    const merged = (await mine(dunmore)).find(({ rule }) => rule === 'feed-silent');
    expect((await alerts.history(dunmore, merged?.id ?? '')).at(-1)).toMatchObject({ what: 'closed', into: one?.id });

    await silent(HARBOUR_FEED);
    expect(await told()).toHaveLength(5);
    expect(await told()).toContain('harbour sees supplier-silent open');
    expect(await listed(operator)).toHaveLength(3);
    // The first had a letter of its own; after that nobody but the operator.
    expect(await letters()).toEqual(['p-dunmore', 'p-operator']);
  });

  it('leave the alert as they deliver again, and it ends with the last', async () => {
    await silent(...FEEDS);
    await back(SUSPENSIONS);
    expect(await listed(operator)).toEqual([
      'ash-lane-suspensions resolved',
      'council-social-care open',
      'harbour-events open',
    ]);
    expect(await told()).toContain('operator owns supplier-silent open');
    await back(FEED);
    expect(await told()).toContain('operator owns supplier-silent open');
    await back(HARBOUR_FEED);
    expect((await told()).filter((line) => line.includes('open'))).toEqual([]);
    expect(await told()).toContain('operator owns supplier-silent resolved');
    const { rows } = await t.db.events.query('SELECT FROM alerting.silences');
    expect(rows).toEqual([]);
  });

  it('make one alert where their clocks fall due at once', async () => {
    await Promise.all(FEEDS.map((feed) => clockOf(feed)));
    await settled();
    const lines = await told();
    expect(lines.filter((line) => line.startsWith('operator'))).toEqual(['operator owns supplier-silent open']);
    expect(lines.filter((line) => line.endsWith('owns feed-silent open'))).toEqual([]);
    expect(await listed(operator)).toHaveLength(3);
  });

  it('are told of once, however often the clocks are reacted to, and after they delivered again too', async () => {
    await silent(...FEEDS);
    const before = [await everything(), await newest()];
    await silent(...FEEDS);
    expect([await everything(), await newest()]).toEqual(before);
    // As where the rows of the reaction were lost, and its events were not.
    await t.db.owner.query('DELETE FROM alerting.silences');
    await silent(...FEEDS);
    expect([await everything(), await newest()]).toEqual(before);
    for (const feed of FEEDS) await back(feed);
    const after = [await everything(), await newest()];
    await t.db.owner.query(`DELETE FROM store.timers WHERE kind = 'rule'`);
    await silent(...FEEDS.toReversed());
    expect((await told()).filter((line) => line.includes('open'))).toEqual([]);
    expect([await everything(), await newest()]).toEqual(after);
  });

  it('stay with whoever comes after the operator, who sees each of them', async () => {
    await silent(FEED, SUSPENSIONS);
    await t.db.owner.query(`UPDATE store.timers SET due_at = date_trunc('milliseconds', clock_timestamp())`);
    await clocksFire();
    expect(await mine(halloran)).toMatchObject([{ rule: 'supplier-silent', status: 'open', mayAnswer: true }]);
    expect(await listed(halloran)).toEqual(['ash-lane-suspensions open', 'council-social-care open']);
  });

  it('are told of anew, once the operator has put the alert away', async () => {
    await silent(FEED, SUSPENSIONS);
    const [first] = await mine(operator);
    await alerts.answer(operator, first?.id ?? '', { kind: 'close', outcome: 'useful' });
    await silent(HARBOUR_FEED);
    expect(await told()).toContain('harbour owns feed-silent open');
    const past = await t.store.load(alertStream(first?.id as AlertId));
    expect(past.filter(({ type }) => type === 'alerting.alert-raised')).toHaveLength(1);
  });
});

it.each([
  ['of different suppliers', { ...SAME, [SUSPENSIONS]: 'tidewater' }, {}],
  ['that declare none', {}, {}],
  ['where nobody is operator', SAME, { unmanned: true }],
  ['that fell silent days apart', SAME, { rhythms: { [SUSPENSIONS]: 'weekly' } }],
] as const)('feeds %s stay their managers’', async (_, suppliers, more) => {
  await declaring(suppliers, more);
  await allDeliver();
  await clockOf(FEED);
  await clockOf(SUSPENSIONS, 9);
  await settled();
  expect(await told()).toEqual(['dunmore owns feed-silent open', 'school owns feed-silent open']);
});
