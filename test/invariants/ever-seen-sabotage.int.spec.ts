import type { Appender } from '@tributary/event-store';
import { aFeed, allRecorded, testIntake, type TestIntake } from '../../libs/testing/intake';
import { loadEvent } from '../support/load';
import { whatHolds } from '../support/what-holds';

const FEED = 'hospital.events';
const TYPE = 'health.emergency-attended';

/** The wrong dedupe: what of an item was accepted at any time is not accepted again. */
function everSeen(store: TestIntake['store']): TestIntake['store'] {
  const seen = new Set<string>();
  const append: Appender['append'] = async (scope, decide) =>
    store.append(scope, (view) => {
      const plan = decide(view);
      const names = (plan.items ?? []).map(({ streamId, item, content }) => `${streamId} ${item} ${content}`);
      const again = names.length > 0 && names.every((name) => seen.has(name));
      for (const name of names) seen.add(name);
      return again ? { ...plan, events: [], items: [] } : plan;
    });
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'append') return append;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

describe('A, then B, then A again', () => {
  let it_: TestIntake;
  beforeEach(async () => {
    it_ = await testIntake([aFeed(FEED, 'cloudevents')]);
  });
  afterEach(() => it_.close());

  /** The same item three times without a stamp: what holds, and how many events tell it. */
  async function stated(store: TestIntake['store']): Promise<Readonly<{ outcomes: unknown[]; events: number }>> {
    const intake = await it_.open({ store });
    for (const revision of [1, 2, 1]) {
      const { sequence, recordedtime, ...event } = loadEvent(1, 1, revision) as Record<string, unknown>;
      expect([sequence, recordedtime]).not.toContain(undefined);
      const bytes = Buffer.from(JSON.stringify(event));
      const receipt = await intake.receive(FEED, {
        body: (async function* () {
          yield bytes;
        })(),
        mediaType: 'application/cloudevents+json',
        backfill: false,
      });
      expect(receipt.status).toBe('done');
    }
    const recorded = await allRecorded(it_.store);
    const held = whatHolds(recorded, TYPE).map((text) => JSON.parse(text) as { data: { outcome: unknown } });
    return {
      outcomes: held.map(({ data }) => data.outcome),
      events: recorded.filter(({ event }) => event.type === TYPE).length,
    };
  }

  it('ends at A', async () => {
    expect(await stated(it_.store)).toEqual({ outcomes: [A], events: 3 });
  });

  it('ends at B where it is held against all that was ever seen', async () => {
    expect(await stated(everSeen(it_.store))).toEqual({ outcomes: [B], events: 2 });
  });
});

const outcome = (code: string): unknown => expect.objectContaining({ code });
const [A, B] = [outcome('DISCHARGED'), outcome('ADMITTED')];
