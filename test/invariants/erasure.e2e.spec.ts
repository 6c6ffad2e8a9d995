import { createPublicKey } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backup, EventStore, migrate, restore, verify } from '@tributary/event-store';
import { type ChildId, isErased, type Recorded, type SealedRecord, type StreamId } from '@tributary/kernel';
import { masterKey, notaryKey } from '@tributary/runtime';
import { KafkaStream } from '@tributary/stream';
import { Vault } from '@tributary/vault';
import { Kafka, logLevel } from 'kafkajs';
import { Pool } from 'pg';
import { allMigrations } from '../../apps/composition/migrations';
import { describeWithKafka } from '../../libs/testing/broker';
import { caughtUp, enter, type House, rowsOf, wholeStore } from '../support/house';
import { Deliverer, loadEvent } from '../support/load';
import { PrivatePostgres } from '../support/postgres';
import { until } from '../support/processes';
import { type Shape, type ShapeName, startShape } from '../support/shapes';
import { tokensOf } from '../support/tokens';

const UPN = 'B801200005001';
/** Words that stand nowhere else. Whatever holds one in the clear has leaked it. */
const CANARIES = ['Quillonshawe', 'Vexmorrigan', 'Zephyrblatt', 'Ottenquist', UPN];

const council = {
  la_code: 999,
  Children: [
    {
      la_child_id: 'C-canary',
      child_details: {
        unique_pupil_number: UPN,
        first_name: 'Zephyrblatt',
        surname: 'Ottenquist',
        date_of_birth: '2015-06-14',
      },
      social_care_episodes: [
        {
          social_care_episode_id: 'E1',
          referral_date: '2026-01-05',
          referral_source: '2A',
          child_in_need_plans: [{ child_in_need_plan_id: 'N1', start_date: '2026-02-01', end_date: '2026-04-01' }],
          child_protection_plans: [{ child_protection_plan_id: 'K1', start_date: '2026-04-01' }],
        },
      ],
    },
  ],
};

function erased(name: ShapeName): void {
  let shape: Shape;
  let house: House;
  let directory: string;
  beforeAll(async () => {
    shape = await startShape(name, { env: { LOG_LEVEL: 'info' } });
    house = await enter(shape);
    directory = await mkdtemp(join(tmpdir(), 'tributary-backup-'));
    const tokens = tokensOf(shape.home);
    const deliverer = new Deliverer(
      () => shape.intakeUrl,
      () => tokens.client('wexbourne-hospital'),
    );
    await deliverer.deliver(
      'attendances',
      Array.from({ length: 5 }, (_, item) => canary(loadEvent(7, item))),
    );
    const answer = await fetch(`${shape.intakeUrl}/v1/feeds/council-social-care/messages`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await tokens.client('wexbourne-council')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(council),
    });
    expect([answer.status, ((await answer.json()) as { counts: { parked: number } }).counts.parked]).toEqual([201, 0]);
    await caughtUp(house);
  });
  afterAll(async () => {
    await house?.close();
    await shape?.stop();
    if (directory) await rm(directory, { recursive: true, force: true });
  });

  const of = async (type: string): Promise<readonly Recorded[]> =>
    (await wholeStore(house)).filter(({ event }) => event.type === type);

  it('is one event: its neighbours read on, and the read models hold it no more', async () => {
    await backup({
      ownerUrls: { events: shape.postgres.url('owner'), keys: shape.postgres.url('owner', 'tributary_keys') },
      directory: join(directory, 'before'),
    });
    const before = await of('health.emergency-attended');
    const gone = before[2];
    if (!gone) throw new Error('five were delivered');
    await house.base.store.eraseOne(gone.event.streamId, gone.event.version, 'court-order');
    const after = await of('health.emergency-attended');
    expect(after.map(({ event }) => event.id)).toEqual(
      before.filter((one) => one !== gone).map(({ event }) => event.id),
    );
    expect(after).toHaveLength(4);
    await caughtUp(house);
    expect(await shown(gone.event.childId, 'health.emergency-attended')).toHaveLength(4);
    expect(await openOnTopic('health.emergency-attended')).toEqual(
      name === 'hub' ? [] : after.map((one) => one.event.id),
    );
  });

  it('is one retention bucket of a child in need, then protected: the other bucket reads on', async () => {
    const [need] = await of('social-care.need-plan-started');
    const [protection] = await of('social-care.protection-plan-started');
    if (!need || !protection) throw new Error('both plans were delivered');
    expect(need.event.streamId).toBe(protection.event.streamId);
    expect(need.event.retention).not.toBe(protection.event.retention);
    await house.base.store.eraseBucket(need.event.streamId, need.event.retention, 'retention');
    expect(await of('social-care.need-plan-started')).toEqual([]);
    expect(await of('social-care.protection-plan-started')).toHaveLength(1);
    await caughtUp(house);
    const { childId } = protection.event;
    expect(await shown(childId, 'social-care.need-plan-started')).toEqual([]);
    expect(await shown(childId, 'social-care.protection-plan-started')).toHaveLength(1);
  });

  it('leaves a store that verifies', async () => {
    const publicKey = createPublicKey(await notaryKey(house.base.config));
    const verified = await verify({ events: house.base.database.events, publicKeys: [publicKey] });
    expect(verified).toMatchObject({ ok: true, findings: [] });
  });

  it('and what is not erased stands nowhere in the clear: no table, topic, log, metric or backup', async () => {
    const places = [
      ...(await tablesOf(shape.postgres, 'tributary')),
      ...(await tablesOf(shape.postgres, 'tributary_keys')),
      ...shape.apps.map((app) => [`log of ${app.name}`, Buffer.from(app.output)] as const),
      ['metrics', Buffer.from(await (await fetch(`${shape.consoleUrl}/metrics`)).text())] as const,
      ...(name === 'hub' ? [] : await topicsOf(shape)),
      ...(await filesIn(join(directory, 'before'))),
    ];
    expect(places.length).toBeGreaterThan(40);
    expect(places.filter(([, bytes]) => leaks(bytes)).map(([name]) => name)).toEqual([]);
    // The search finds what it looks for, as text and as PostgreSQL writes bytes.
    expect(leaks(Buffer.from(`x ${CANARIES[0]} y`))).toBe(true);
    expect(leaks(Buffer.from(`\\x00${Buffer.from('quillonshawe').toString('hex')}`))).toBe(true);
  });

  it('stays erased when a backup taken before it is brought back', async () => {
    const other = await PrivatePostgres.start();
    const pools = [pool(other.url('app')), pool(other.url('app', 'tributary_keys'))] as const;
    try {
      const ownerUrls = { events: other.url('owner'), keys: other.url('owner', 'tributary_keys') };
      const key = await masterKey(house.base.config);
      await migrate(ownerUrls, allMigrations);
      await restore({
        ownerUrls,
        directory: join(directory, 'before'),
        migrations: allMigrations,
        masterKey: key,
        shredDirectory: shape.home,
      });
      const vault = await Vault.open({ keys: pools[1], masterKey: key, shredDirectory: shape.home });
      const store = await EventStore.open({ events: pools[0], vault });
      const readable = async (stream: StreamId) => (await store.load(stream)).map(({ type }) => type);
      const [attended] = await of('health.emergency-attended');
      const [protection] = await of('social-care.protection-plan-started');
      if (!attended || !protection) throw new Error('both read on');
      const attendances = await readable(attended.event.streamId);
      expect(attendances.filter((type) => type === 'health.emergency-attended')).toHaveLength(4);
      const plans = await readable(protection.event.streamId);
      expect(plans).toContain('social-care.protection-plan-started');
      expect(plans).not.toContain('social-care.need-plan-started');
      await store.close();
    } finally {
      await Promise.all(pools.map((one) => one.end()));
      await other.stop();
    }
  });

  async function shown(child: ChildId | null, type: string): Promise<readonly string[]> {
    const slot = await house.base.reads.activeSlot('chronology');
    return rowsOf(house, `${slot}.chronology`, 'child_id = $1 AND type = $2', [child, type]);
  }

  /** What can be opened of all that stands on the topic, from its beginning. */
  async function openOnTopic(type: string): Promise<readonly string[]> {
    const { stream, store } = house.base;
    if (!(stream instanceof KafkaStream)) return [];
    const records: SealedRecord[] = [];
    await stream.readAllFromStart(async (batch) => void records.push(...batch));
    const events = (await store.open(records)).flatMap((one) => (isErased(one) ? [] : [one.event]));
    return events.filter((event) => event.type === type).map(({ id }) => id);
  }
}

describe('what is erased in the hub', () => erased('hub'));
describeWithKafka('what is erased in the microservices', () => erased('microservices'));

/** A connection still closing while its server stops is no error of the spec's. */
function pool(connectionString: string): Pool {
  return new Pool({ connectionString }).on('error', () => undefined);
}

/** The same event of somebody whose every name is a canary. */
function canary(event: object): object {
  const given = event as { data: { record: object } };
  const record = { ...given.data.record, givenName: 'Quillonshawe', familyName: 'Vexmorrigan' };
  return { ...given, data: { ...given.data, record } };
}

const NEEDLES = CANARIES.flatMap((word) => {
  const small = word.toLowerCase();
  return [small, ...[word, small, word.toUpperCase()].map((form) => Buffer.from(form).toString('hex'))];
});

function leaks(bytes: Buffer): boolean {
  const text = bytes.toString('latin1').toLowerCase();
  return NEEDLES.some((needle) => text.includes(needle));
}

type Place = readonly [name: string, bytes: Buffer];

/** Every row of every table, as PostgreSQL writes it out. */
async function tablesOf(postgres: PrivatePostgres, database: string): Promise<readonly Place[]> {
  const admin = pool(postgres.url('admin', database));
  try {
    const { rows: tables } = await admin.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const places: Place[] = [];
    for (const { name } of tables) {
      const { rows } = await admin.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      places.push([`${database}: ${name}`, Buffer.from(rows.map(({ row }) => row).join('\n'))]);
    }
    return places;
  } finally {
    await admin.end();
  }
}

/** Keys, headers and values of all topics, as they stand on the broker. */
async function topicsOf(shape: Shape): Promise<readonly Place[]> {
  const kafka = new Kafka({ brokers: [shape.env['KAFKA_BROKERS'] ?? ''], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  const consumer = kafka.consumer({ groupId: 'canaries' });
  await Promise.all([admin.connect(), consumer.connect()]);
  try {
    const topics = (await admin.listTopics()).filter((topic) => !topic.startsWith('__'));
    const ends = await Promise.all(topics.map(async (topic) => admin.fetchTopicOffsets(topic)));
    const expected = ends.flat().reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
    const parts: Buffer[] = [];
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message: { key, value, headers } }) => {
        const named = Object.entries(headers ?? {}).map(([header, bytes]) =>
          Buffer.from(`${header} ${String(bytes)} `),
        );
        parts.push(Buffer.concat([key ?? EMPTY, ...named, value ?? EMPTY]));
      },
    });
    await until('all that stands on the topics', async () => parts.length >= expected);
    expect(parts.length).toBeGreaterThan(10);
    return [['topics', Buffer.concat(parts)]];
  } finally {
    await Promise.all([consumer.disconnect(), admin.disconnect()]);
  }
}

const EMPTY = Buffer.alloc(0);

async function filesIn(folder: string): Promise<readonly Place[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (file): Promise<Place> => [file, await readFile(file)]));
}
