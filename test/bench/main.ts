import { migrate } from '@tributary/event-store';
import { FEED_START } from '@tributary/kernel';
import type { RelayCheckpoint } from '@tributary/stream';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { Pool } from 'pg';
import { allMigrations } from '../../apps/composition/migrations';
import { brokerForTests } from '../../libs/testing/broker';
import { enter } from '../support/house';
import { PrivatePostgres } from '../support/postgres';
import { startShape } from '../support/shapes';
import { run as alert } from './alert';
import { run as append } from './append';
import { run as ask } from './ask';
import { importRow, largeFileRows } from './imports';
import { run as endToEnd, type Running } from './load';
import { run as overMllp } from './mllp';
import { run as openPages } from './pages';
import { run as rebuilt } from './rebuild';
import { run as reconsider } from './reconsider';
import { run as relay } from './relay';
import { type Row, table } from './row';

const SIZED = {
  small: {
    append: 10_000,
    appendRuns: 3,
    children: 4_000,
    rounds: 2,
    runs: 3,
    alerts: 40,
    megabytes: undefined,
    messages: 10_000,
    asked: { records: 50_000, questions: 500, firstSights: 2_000 },
    reconsidered: { records: 20_000 },
  },
  full: {
    append: 200_000,
    appendRuns: 5,
    children: 100_000,
    rounds: 5,
    runs: 3,
    alerts: 1_000,
    megabytes: 1_000,
    messages: 100_000,
    asked: { records: 1_000_000, questions: 2_000, firstSights: 10_000 },
    reconsidered: { records: 1_000_000 },
  },
} as const;
type Sizes = (typeof SIZED)['small' | 'full'];

/** Rows that could not be measured are said so, with the reason; the others still are. Says on the way which it is at. */
async function measured(what: string, aim: string, work: () => Promise<readonly Row[]>): Promise<readonly Row[]> {
  const begun = performance.now();
  const took = (): string => `${((performance.now() - begun) / 1_000).toFixed(0)} s`;
  process.stderr.write(`${what} …\n`);
  try {
    const rows = await work();
    process.stderr.write(`${what}: ${took()}\n`);
    return rows;
  } catch (error) {
    process.stderr.write(`${what}: could not be measured, after ${took()}\n`);
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return [{ what, unit: '', aim, note: reason }];
  }
}

type Measure = typeof measured;
const measuring =
  (only: string): Measure =>
  async (what, aim, work) =>
    what.includes(only) ? measured(what, aim, work) : [];

async function all(running: Running, size: Sizes, measure: Measure): Promise<readonly Row[]> {
  const { shape, house } = running;
  const eventsOwner = poolOf(shape.postgres.url('owner'));
  const keysOwner = poolOf(shape.postgres.url('owner', 'tributary_keys'));
  try {
    return [
      ...(await measure('end to end', '≥ 2,500/s', () => endToEnd(running, size))),
      ...(await measure('event to alert', '≤ 1,000 ms', async () => [
        await alert(running, { alerts: size.alerts, known: size.children }),
      ])),
      ...(await measure('import', '≤ 5 s', async () => [await importRow(shape)])),
      ...(await measure('a file of 1,000 MB', '≤ 300 MB', async () => {
        if (size.megabytes === undefined) throw new Error('with --size full');
        return largeFileRows(shape, size.megabytes);
      })),
      ...(await measure('rebuild of chronology', '≥ 15,000/s', async () => [await rebuilt(house, eventsOwner, 3)])),
      ...(await measure('relay to Kafka', '≥ 50 %', () => relayed(running))),
    ];
  } finally {
    await Promise.all([eventsOwner.end(), keysOwner.end()]);
  }
}

/** On the brokers of KAFKA_BROKERS, else on one of the bench's own. */
async function relayed({ house }: Running): Promise<readonly Row[]> {
  const broker = await brokerForTests();
  if (!broker) throw new Error('no broker: set KAFKA_BROKERS, or install Java 17 with Maven');
  const checkpoint = (): RelayCheckpoint => {
    let at = FEED_START;
    return { load: async () => at, save: async (_, to) => void (at = to) };
  };
  try {
    return await relay({ feed: house.base.store, brokers: broker.brokers, runs: 3, checkpoint });
  } finally {
    await broker.close();
  }
}

type Pools = Readonly<Record<'events' | 'keys' | 'eventsOwner' | 'keysOwner', Pool>>;

/** In a server of its own, with no hub: nothing but what is measured is at work. */
async function alone(work: (pools: Pools) => Promise<readonly Row[]>): Promise<readonly Row[]> {
  const postgres = await PrivatePostgres.start();
  const pool = (role: 'owner' | 'app', database?: string): Pool => poolOf(postgres.url(role, database));
  const pools = {
    events: pool('app'),
    keys: pool('app', 'tributary_keys'),
    eventsOwner: pool('owner'),
    keysOwner: pool('owner', 'tributary_keys'),
  };
  try {
    await migrate({ events: postgres.url('owner'), keys: postgres.url('owner', 'tributary_keys') }, allMigrations);
    return await work(pools);
  } finally {
    await Promise.all(Object.values(pools).map((one) => one.end()));
    await postgres.stop();
  }
}

const appends = ({ append: eventsPerRun, appendRuns: runs }: Sizes): Promise<readonly Row[]> =>
  alone((pools) => append({ ...pools, eventsPerRun, children: eventsPerRun, runs }));

const questions = ({ asked }: Sizes): Promise<readonly Row[]> =>
  alone(({ events, keys }) => ask({ events, keys, ...asked }));

/** A server that stops ends what is idle: no failure here. */
const poolOf = (connectionString: string): Pool => new Pool({ connectionString }).on('error', () => undefined);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: 'small' },
      only: { type: 'string', default: '' },
      json: { type: 'boolean', default: false },
    },
  });
  const measure = measuring(values.only);
  const size = values.size === 'full' ? SIZED.full : SIZED.small;
  const appended = await measure('append', '≥ 8,000/s', () => appends(size));
  const asked = await measure('one person asked', '≤ 20 ms', () => questions(size));
  const reconsidered = await measure('all records at once', '–', () => reconsider(size.reconsidered));
  const shape = await startShape('hub');
  const house = await enter(shape);
  try {
    const running = await all({ shape, house }, size, measure);
    const mllp = await measure('HL7 over MLLP', '≥ 2,000/s', async () => [await overMllp(size.messages, size.runs)]);
    const pages = await measure('a page', '≤ 50 ms', async () => [await openPages()]);
    const rows = [...appended, ...asked, ...reconsidered, ...running, ...mllp, ...pages];
    const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
    process.stdout.write(
      values.json ? `${JSON.stringify({ machine, rows }, null, 2)}\n` : `${machine}\n\n${table(rows)}\n`,
    );
  } finally {
    await house.close();
    await shape.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
