import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate } from '@tributary/event-store';
import { Vault } from '@tributary/vault';
import { Pool } from 'pg';
import { allMigrations } from '../../apps/composition/migrations';
import { Deliverer, loadEvent } from '../support/load';
import { type Ground, newGround, startShape } from '../support/shapes';
import { tokensOf } from '../support/tokens';
import { percentile, type Row } from './row';
import { standRecords } from './stand-records';

const HOSPITAL = 'wexbourne-hospital';
/** One record in so many stands as a child of its own, so that there is something to propose. */
const PARTED = 200;
/** Deliveries timed while no round is under way. */
const AT_REST = 300;
const CHILDREN = 50;
const LONGEST_MS = 3_600_000;

/** What a hub felt while deliveries came: times in milliseconds, memory in megabytes. */
type Felt = Readonly<{ answers: readonly number[]; delays: readonly number[]; memory: number }>;
type Look = Readonly<{ records: number; tookMs: number; proposed: number }>;

/** A hub with that many records looks at all of them as one set, while deliveries come one after the other. */
export async function run({ records }: Readonly<{ records: number }>): Promise<readonly Row[]> {
  const ground = await newGround('hub');
  const { postgres } = ground;
  await migrate({ events: postgres.url('owner'), keys: postgres.url('owner', 'tributary_keys') }, allMigrations);
  const events = new Pool({ connectionString: postgres.url('app') }).on('error', () => undefined);
  try {
    await stand(ground, events, records);
    const rest = await whileRunning(ground, 'off', async (_, answered) => answered >= AT_REST);
    const during = await whileRunning(ground, 'P1D', async () => (await lastLook(events)) !== undefined);
    return rowsOf({ records: 0, tookMs: 0, proposed: 0, ...(await lastLook(events)) }, rest, during);
  } finally {
    await events.end();
    await postgres.stop();
  }
}

async function stand({ postgres, home }: Ground, events: Pool, records: number): Promise<void> {
  const keys = new Pool({ connectionString: postgres.url('app', 'tributary_keys') });
  const masterKey = Buffer.from(await readFile(join(home, 'master.key'), 'utf8'), 'base64');
  const vault = await Vault.open({ keys, masterKey, shredDirectory: home });
  await standRecords({ events, records, sampled: 1, parted: PARTED }, vault);
  await keys.end();
}

async function lastLook(events: Pool): Promise<Look | undefined> {
  const { rows } = await events.query<Look>('SELECT records, took_ms AS "tookMs", proposed FROM identity.reconsidered');
  return rows[0];
}

async function whileRunning(
  ground: Ground,
  RECONSIDER: string,
  isOver: (ms: number, answered: number) => Promise<boolean>,
): Promise<Felt> {
  const shape = await startShape('hub', { ground, env: { RECONSIDER } });
  const deliverer = new Deliverer(
    () => shape.intakeUrl,
    () => tokensOf(shape.home).client(HOSPITAL),
  );
  const [answers, delays]: [number[], number[]] = [[], []];
  const began = performance.now();
  let [memory, scraped] = [0, 0];
  for (let nth = 0; performance.now() - began < LONGEST_MS; nth++) {
    const sent = performance.now();
    await deliverer.deliver(`${RECONSIDER}-${nth}`, [loadEvent(nth % CHILDREN, Math.floor(nth / CHILDREN))]);
    answers.push(performance.now() - sent);
    if (performance.now() - scraped < 500) continue;
    const { delay, megabytes } = await scrape(shape.intakeUrl);
    delays.push(delay);
    memory = Math.max(memory, megabytes);
    scraped = performance.now();
    if (await isOver(scraped - began, answers.length)) break;
  }
  await Promise.all(shape.apps.map((app) => app.stop()));
  return { answers, delays, memory };
}

/** The longest that the hub's one thread was held since it was last asked, and its memory. */
async function scrape(url: string): Promise<Readonly<{ delay: number; megabytes: number }>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const valueOf = (name: string): number => Number(new RegExp(`^${name}\\{?.*\\s(\\S+)$`, 'm').exec(text)?.[1] ?? 0);
  return {
    delay: 1_000 * valueOf('nodejs_eventloop_lag_max_seconds'),
    megabytes: valueOf('process_resident_memory_bytes') / 1e6,
  };
}

function rowsOf({ records, tookMs, proposed }: Look, rest: Felt, during: Felt): readonly Row[] {
  const among = `${records.toLocaleString('en-GB')} records`;
  const shown = ({ answers, delays, memory }: Felt): string =>
    [
      `answers p50 ${percentile(answers, 0.5).toFixed(0)}, p99 ${percentile(answers, 0.99).toFixed(0)} ms of ${answers.length}`,
      `thread held p95 ${percentile(delays, 0.95).toFixed(0)}, at most ${Math.max(...delays).toFixed(0)} ms`,
      `${Math.round(memory)} MB`,
    ].join(', ');
  return [
    {
      what: `all records at once, ${among}`,
      ...{ figure: tookMs / 1_000, unit: 's', aim: '–', note: `${proposed} links proposed` },
    },
    {
      what: `deliveries meanwhile, ${among}, p95`,
      figure: percentile(during.answers, 0.95),
      ...{ unit: 'ms', aim: '–', note: `meanwhile: ${shown(during)}; at rest: ${shown(rest)}` },
    },
  ];
}
