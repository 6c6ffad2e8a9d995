import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ruleOf } from '@tributary/alerting';
import { type Borough, boroughOf, DEMO_SEED, type DemoFile, schoolYearsIn, stories } from '@tributary/demo';
import { formatOf } from '@tributary/feeds';
import { instantOf, type PlainDate } from '@tributary/kernel';
import { layFoundation, type OpenFoundation } from '../../apps/composition/foundation';
import { alertsOf, judged, ownedAlerts } from '../support/alerts';
import { AppProcess, freePort, until } from '../support/processes';

/** How many events a file states, by its feed's own reading: what is not taken back, and registers. */
async function statedIn(file: DemoFile, formatId: string): Promise<number> {
  const format = formatOf(formatId);
  if (!format) throw new Error(`no format ${formatId}`);
  const bytes = (async function* () {
    yield Buffer.from(file.text());
  })();
  let stated = 0;
  for await (const one of format.parse(bytes, { receivedAt: instantOf(Date.now()), mediaType: file.mediaType })) {
    if (one.kind === 'record') {
      stated += one.facts.filter(({ retracted }) => !retracted).length;
      // Each person whom a record names is a statement too.
      stated += one.around?.people.length ?? 0;
    }
    if (one.kind === 'practice') stated += 1;
  }
  return stated;
}

const CHILDREN = 1_000;

describe('the first start', () => {
  let home: string;
  let hub: AppProcess;
  let env: Readonly<Record<string, string>>;
  let beside: OpenFoundation;

  const whole = 'demo: the whole borough is delivered';
  const runs = (line: string): number => hub.output.split(line).length - 1;
  const rows = async <T extends object>(sql: string): Promise<T[]> => (await beside.database.events.query<T>(sql)).rows;
  const boroughFrom = async (today = ''): Promise<Borough> => {
    const schools = schoolYearsIn(await beside.directory.current());
    return boroughOf({ seed: DEMO_SEED, today: today as PlainDate, schools });
  };
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tributary-demo-'));
    await chmod(home, 0o755);
    env = { TRIBUTARY_HOME: join(home, 'home'), LOG_LEVEL: 'info' };
    hub = new AppProcess('hub', 'dist/apps/hub/main.js', env, await freePort());
    await hub.start().ready();
  });
  afterAll(async () => {
    await beside?.close();
    await hub?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('says where it answers, as whom, and what next', async () => {
    await until('the welcome', async () => hub.output.includes('Next: open'));
    expect(hub.output).toContain(`Tributary answers at ${hub.url}`);
    expect(hub.output).toContain('Sign in there as anybody of the borough');
  });

  it('has the alerts of the stories standing within three minutes', async () => {
    await until('the stories', async () => hub.output.includes('demo: the stories are delivered'), 180_000);
    const found = await until('an alert', async () => {
      const marlow = { id: 'p-marlow', role: 'social-worker', agency: 'wexbourne-council' };
      const alerts = await alertsOf({ url: hub.url, home: env['TRIBUTARY_HOME'] ?? '' }, marlow);
      return alerts.length > 0 && alerts;
    });
    expect(found.map(({ rule }) => rule)).toContain('child-with-social-worker-suspended');
  });

  it('goes on where it was after a kill in the middle, and has each file once', async () => {
    await until('the middle', async () => /"count":60,"limit"/.test(hub.output));
    expect(hub.output).not.toContain(whole);
    await hub.kill();
    await hub.start().ready();
    await until('the rest', async () => hub.output.includes(whole), 280_000);
    expect(hub.output).toMatch(/files are left of/);

    beside = await layFoundation({ app: 'spec', env: { ...env, LOG_LEVEL: 'silent' }, join: true });
    const [run] = await rows<{ seed: number; today: string }>('SELECT seed, today FROM demo.run');
    expect(run?.seed).toBe(DEMO_SEED);
    const borough = await boroughFrom(run?.today);
    const view = await beside.directory.current();
    const stated = new Map<string, number>();
    const files = [...borough.stories, ...borough.rest];
    for (const file of files) {
      const more = await statedIn(file, view.feed(file.feed)?.format ?? '');
      stated.set(file.feed, (stated.get(file.feed) ?? 0) + more);
    }
    const taken = await rows<{ feed: string; files: number; accepted: number; odd: number }>(
      `SELECT feed, count(*)::int AS files, sum((counts->>'accepted')::int)::int AS accepted,
              (count(*) FILTER (WHERE status <> 'done') + sum((counts->>'parked')::int))::int AS odd
         FROM intake.deliveries GROUP BY feed`,
    );
    expect(taken.reduce((sum, one) => sum + one.files, 0)).toBe(files.length);
    expect(taken.filter(({ odd }) => odd > 0)).toEqual([]);
    expect(new Map(taken.map(({ feed, accepted }) => [feed, accepted]))).toEqual(stated);
  });

  it('knows each child once, however many agencies have a record', async () => {
    const known = await rows<{ children: number }>(
      'SELECT count(DISTINCT child_id)::int AS children FROM identity.records',
    );
    const [run] = await rows<{ today: string }>('SELECT today FROM demo.run');
    const { alike } = await boroughFrom(run?.today);
    const cast = stories.flatMap((story) => story.cast);
    // One of them is known twice: before birth, and after.
    expect(known).toEqual([{ children: CHILDREN + cast.length + alike.people.length + 1 }]);
  });

  it('alerts those whom the stories name, and nobody else', async () => {
    await judged(beside);
    const { document } = await beside.directory.current();
    const owned = await ownedAlerts({ url: hub.url, home: env['TRIBUTARY_HOME'] ?? '' }, document);
    const expected = stories
      .flatMap(({ expects }) => expects)
      .filter(({ rule }) => ruleOf(rule)?.about !== 'feed')
      .map(({ rule, severity, owner }) => `${owner.practitioner} ${owner.role} ${rule} ${severity}`);
    expect(owned).toEqual(expected.sort());
  });

  it('comes up again within fifteen seconds, and delivers nothing', async () => {
    const before = await rows('SELECT id FROM intake.deliveries');
    const finished = runs(whole);
    await beside.close();
    expect(await hub.stop()).toBe(0);
    await hub.start().ready(15_000);
    await until('the second welcome', async () => runs('Next: open') === 3);
    beside = await layFoundation({ app: 'spec', env: { ...env, LOG_LEVEL: 'silent' }, join: true });
    expect(await rows('SELECT id FROM intake.deliveries')).toHaveLength(before.length);
    expect(runs(whole)).toBe(finished);
  });

  it('says no name, number, postcode or word of a child in its logs and metrics', async () => {
    const [run] = await rows<{ today: string }>('SELECT today FROM demo.run');
    const { canaries } = await boroughFrom(run?.today);
    const said = hub.output + (await (await fetch(`${hub.url}/metrics`)).text());
    expect(canaries.filter((canary) => said.includes(canary))).toEqual([]);
  });
});
