import type { FeedInfo, Incoming, Receipt } from '@tributary/intake';
import { type Instant, Problem } from '@tributary/kernel';
import { silentLogger } from '@tributary/runtime';
import { testDatabase, type TestDatabase } from '../../testing/postgres';
import { wexbourne, wexbourneSchools } from '../borough/wexbourne.fixture';
import { DemoDelivery } from './demo-delivery';
import { demoMigrations } from './migrations';

type Taken = { feed: string; key: string };

/** An intake that remembers what it was sent; `behave` may fail in its place. */
function intakeThat(behave: (sent: number) => void | Promise<void> = () => undefined) {
  const taken: Taken[] = [];
  let sent = 0;
  const receive = async (feed: string, { key = '', body }: Incoming): Promise<Receipt> => {
    for await (const part of body) expect(part.byteLength).toBeGreaterThan(0);
    sent += 1;
    await behave(sent);
    taken.push({ feed, key });
    return { status: 'done', counts: { parked: 0 }, records: [{ childId: `of ${feed}` }] } as unknown as Receipt;
  };
  return { taken, intake: { receive, receipt: async () => undefined } };
}

/** Remembers what people did, by whom; `look` may fail in its place. */
function deskThat(look: () => void = () => undefined) {
  const done: string[] = [];
  const note = (viewer: { practitioner: string }, ref: string, what: string): void =>
    void done.push(`${viewer.practitioner} ${ref} ${what}`);
  const assessments = {
    look: async () => {
      look();
      return {} as never;
    },
    open: async ({ viewer, ref }: Asking) => {
      note(viewer, ref, 'open');
      return {} as never;
    },
    change: async ({ viewer, ref }: Asking, { kind }: { kind: string }) => {
      note(viewer, ref, kind);
      return { position: '' };
    },
  };
  return { done, assessments };
}

/** Remembers which child the adoption team sealed apart, and after how many files. */
function teamThat(taken: readonly Taken[] = []) {
  const opened: string[] = [];
  const open = async (viewer: { role: string }, { child }: { child: string }) => {
    opened.push(`${viewer.role} ${child} before ${taken.length + 1}`);
    return { id: 'pair' };
  };
  return { opened, sealed: { open, list: async () => opened.map(() => ({}) as never) } };
}
type Asking = Readonly<{ viewer: { practitioner: string }; ref: string }>;

const known = { feed: async (id: string) => ({ id, agency: 'an-agency' }) as FeedInfo };
const day = (text: string) => (): Instant => `${text}T09:00:00.000Z` as Instant;

describe('the delivery of the demo', () => {
  let db: TestDatabase;
  beforeEach(async () => (db = await testDatabase(demoMigrations)));
  afterEach(async () => db.close());

  const delivery = (
    intake: ReturnType<typeof intakeThat>['intake'],
    more: Partial<ConstructorParameters<typeof DemoDelivery>[0]> = {},
  ): DemoDelivery =>
    new DemoDelivery({
      ...{
        pool: db.events,
        intake,
        feeds: known,
        assessments: deskThat().assessments,
        sealed: teamThat().sealed,
        isEmpty: async () => true,
        logger: silentLogger,
      },
      schools: async () => wexbourneSchools,
      clock: day('2026-11-21'),
      ...more,
    });
  const planOf = async (one: DemoDelivery) => {
    const planned = await one.plan();
    if (!planned) throw new Error('nothing is planned');
    return planned;
  };

  it('sends each file once, the stories first, and then there is nothing left', async () => {
    const { taken, intake } = intakeThat();
    const one = delivery(intake);
    const planned = await planOf(one);
    expect(await one.deliver(planned)).toMatchObject({ complete: true, refused: 0 });
    expect(taken.map(({ key }) => key.replace('demo/999/2026-11-21/', ''))).toEqual(
      planned.files.map(({ name }) => name),
    );
    expect(taken.findIndex(({ key }) => !key.includes('/stories/'))).toBe(planned.stories);
    expect(await one.plan()).toBeUndefined();
  });

  it('has each feed say once on a later day what it said last, under a key of that day', async () => {
    const { taken, intake } = intakeThat();
    const one = delivery(intake);
    await one.deliver(await planOf(one));
    expect(await one.speak()).toBe(0);
    const before = taken.length;
    const later = delivery(intake, { clock: day('2026-11-23') });
    const feeds = await later.speak();
    expect(feeds).toBeGreaterThan(10);
    const said = taken.slice(before);
    expect(new Set(said.map(({ feed }) => feed)).size).toBe(said.length);
    expect(said.every(({ key }) => key.startsWith('demo/999/2026-11-21/') && key.endsWith('/2026-11-23'))).toBe(true);
    expect([await later.speak(), taken.length]).toEqual([0, before + feeds]);
  });

  it('goes on where it was stopped, as of the day it was begun', async () => {
    const first = intakeThat((sent) => {
      if (sent === 50) void before.stop();
    });
    const before: DemoDelivery = delivery(first.intake);
    expect(await before.deliver(await planOf(before))).toMatchObject({ complete: false, files: 50 });
    const second = intakeThat();
    const after = delivery(second.intake, { clock: day('2026-11-24'), isEmpty: async () => false });
    const planned = await planOf(after);
    expect(await after.deliver(planned)).toMatchObject({ complete: true });
    expect([...first.taken, ...second.taken]).toHaveLength(planned.files.length);
    expect(new Set([...first.taken, ...second.taken].map(({ key }) => key)).size).toBe(planned.files.length);
    expect(second.taken[0]?.key).toContain('demo/999/2026-11-21/');
  });

  it('sends a file again that could not be taken in, and passes over one that is refused', async () => {
    const broken = new Problem('not-now', 503, 'Not now', 'Later');
    const refused = new Problem('media-type-wrong', 415, 'Media type', 'Another one');
    const { taken, intake } = intakeThat((sent) => {
      if (sent === 2) throw broken;
      if (sent === 5) throw refused;
    });
    const one = delivery(intake);
    const planned = await planOf(one);
    expect(await one.deliver(planned)).toMatchObject({ complete: true, refused: 1 });
    expect(taken).toHaveLength(planned.files.length - 1);
  });

  const theirs = { feed: async (id: string) => ({ id, agency: wexbourne.feed(id)?.agency }) as FeedInfo };
  const BEGINS = ['p-achterberg of harbour-events open', 'p-achterberg of harbour-events give-agreement'];

  it('has people do what their story says, under their own agency’s reference, before the rest of the borough', async () => {
    const { taken, intake } = intakeThat();
    let before = 0;
    const desk = deskThat(() => (before ||= taken.length));
    const one = delivery(intake, { assessments: desk.assessments, feeds: theirs });
    const planned = await planOf(one);
    await one.deliver(planned);
    expect(before).toBe(planned.stories);
    expect(desk.done.slice(0, 2)).toEqual(BEGINS);
    expect(new Set(desk.done)).toEqual(
      new Set([
        ...BEGINS,
        ...['ask', 'contribute', 'plan'].map((kind) => `p-achterberg of harbour-events ${kind}`),
        'p-okonjo of ash-lane-events contribute',
        'p-castellan of hospital-events contribute',
      ]),
    );
  });

  it('has them do it once the read models have come so far, and goes on where they may not', async () => {
    const { intake } = intakeThat();
    let looked = 0;
    const desk = deskThat(() => {
      looked += 1;
      if (looked === 1) throw new Problem('position-not-reached', 503, 'Not yet', 'Later');
      if (looked === 4) throw new Problem('child-unknown', 404, 'No such child', 'None');
    });
    const one = delivery(intake, { assessments: desk.assessments, feeds: theirs });
    expect(await one.deliver(await planOf(one))).toMatchObject({ complete: true });
    expect(desk.done).toEqual(BEGINS);
  });

  it('has the adoption team seal a child apart once, before the file that tells who they are now', async () => {
    const { taken, intake } = intakeThat();
    const team = teamThat(taken);
    const one = delivery(intake, { sealed: team.sealed });
    const planned = await planOf(one);
    await one.deliver(planned);
    const before = planned.files.findIndex(({ name }) => name === planned.adopted.before.name);
    const once = [`adoption-team-manager of council-social-care before ${before + 1}`];
    expect(team.opened).toEqual(once);
    await one.deliver(planned);
    expect(team.opened).toEqual(once);
  });

  it('delivers nothing where others have delivered, or where the directory is another one', async () => {
    const { intake } = intakeThat();
    expect(await delivery(intake, { isEmpty: async () => false }).plan()).toBeUndefined();
    expect(await delivery(intake, { feeds: { feed: async () => undefined } }).plan()).toBeUndefined();
    expect(await delivery(intake).plan()).toBeDefined();
  });
});
