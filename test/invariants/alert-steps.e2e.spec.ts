import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isEvent } from '@tributary/catalogue';
import type { Envelope } from '@tributary/kernel';
import { alertsOf } from '../support/alerts';
import { councilParcel, suspensionParcel } from '../support/care';
import { besideRebuilds, enter, type House, unlikeRebuild, wholeStore } from '../support/house';
import { PostOffice } from '../support/post-office';
import { root, until } from '../support/processes';
import { atRest } from '../support/rest';
import { Senders } from '../support/senders';
import { type Shape, startShape } from '../support/shapes';
import { tokensOf } from '../support/tokens';

const CHILDREN = [1, 2];
const MARLOW = { id: 'p-marlow', role: 'social-worker', agency: 'wexbourne-council' };
/** Each change of an alert and each letter is a step: enough of them for two alerts to go all the way. */
const FEWEST_STEPS = 6;
/** Two changes at once are one step; without news for so long the line has come to its end. */
const LONGEST_STEP = 15_000;

describe('an alerter that is killed at every step of an alert’s life', () => {
  const post = new PostOffice();
  let folder: string;
  let shape: Shape;
  let house: House;
  let hub: Shape['apps'][number];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tributary-steps-'));
    const DIRECTORY_FILE = await withAddresses(join(folder, 'directory.yaml'));
    shape = await startShape('hub', { env: { DIRECTORY_FILE, SMTP_URL: await post.open(), ACK_LIMIT_TODAY: 'PT2S' } });
    [hub] = shape.apps as [Shape['apps'][number]];
    house = await enter(shape);
  });
  afterAll(async () => {
    await house?.close();
    await shape?.stop();
    await post.close();
    await rm(folder, { recursive: true, force: true });
  });

  const told = async (): Promise<readonly Envelope[]> =>
    (await wholeStore(house)).map(({ event }) => event).filter(({ streamId }) => streamId.startsWith('alert-'));
  const killed = async (): Promise<void> => {
    await hub.kill();
    await hub.start().ready();
  };
  /** Answers false where nothing more happens. */
  const nextStep = async (before: number): Promise<boolean> => {
    const moved = async (): Promise<boolean> => (await told()).length + post.got.length > before;
    return until('a step', moved, LONGEST_STEP).catch(() => false);
  };

  it('loses nothing, doubles nothing in an inbox, and mails each telling at least once under one id', async () => {
    const senders = new Senders(shape);
    await senders.send('wexbourne-council', 'care', councilParcel(CHILDREN.map(inCare)));
    await atRest(house);
    const suspended = CHILDREN.map((child) => ({ child, id: `S${child}` }));
    await senders.send('ash-lane-primary', 'suspended', suspensionParcel('ash-lane-suspensions', suspended));
    let steps = 0;
    for (let seen = 0; await nextStep(seen); steps += 1) {
      await killed();
      seen = (await told()).length + post.got.length;
    }
    expect(steps).toBeGreaterThanOrEqual(FEWEST_STEPS);
    await claimsRunOut(house);
    await until('all letters gone', async () => (await waiting(house)) === 0);
    await atRest(house);

    const events = await told();
    const raised = events.filter((event) => isEvent(event, 'alerting.alert-raised'));
    expect(raised).toHaveLength(CHILDREN.length);
    const escalated = events.filter((event) => isEvent(event, 'alerting.alert-escalated'));
    for (const { streamId } of raised) {
      const line = escalated.filter((event) => event.streamId === streamId).map(({ data }) => data.step);
      expect(line).toEqual(line.map((_, i) => i + 1));
      expect(line.length).toBeGreaterThan(1);
    }
    // The owner and the virtual school once, and each of the line after them.
    const owed = 2 * raised.length + escalated.length;
    expect(new Set(post.got).size).toBe(owed);
    const inbox = await alertsOf({ url: shape.consoleUrl, home: shape.home }, MARLOW);
    expect(inbox.map(({ rule }) => rule)).toEqual(CHILDREN.map(() => 'child-with-social-worker-suspended'));
    expect(unlikeRebuild(await besideRebuilds(house))).toEqual([]);
  });

  it('keeps an answer that was confirmed', async () => {
    const [raised] = (await told()).filter((event) => isEvent(event, 'alerting.alert-raised'));
    const path = `/v1/alerts/${raised?.data.alertId}`;
    const token = await tokensOf(shape.home).person(MARLOW.id, MARLOW.role, MARLOW.agency);
    const ask = (method: string, to: string): Promise<Response> =>
      fetch(`${shape.consoleUrl}${to}`, { method, headers: { authorization: `Bearer ${token}` } });
    expect((await ask('POST', `${path}/acknowledge`)).status).toBe(200);
    await killed();
    await atRest(house);
    expect(await (await ask('GET', path)).json()).toMatchObject({ status: 'acknowledged' });
    expect((await told()).filter(({ type }) => type === 'alerting.alert-acknowledged')).toHaveLength(1);
  });
});

/** The borough's people, each with an address for mail. */
async function withAddresses(file: string): Promise<string> {
  const borough = await readFile(join(root, 'infra/demo/directory.yaml'), 'utf8');
  await writeFile(file, borough.replaceAll(/^( +)- id: (p-[a-z-]+)$/gm, '$1- id: $2\n$1  email: $2@wexbourne.example'));
  return file;
}

const inCare = (child: number) => ({ child, as: 'looked-after', worker: 'SW-101' }) as const;

/** A letter whose sender was killed with it in hand is taken up again when its claim has run out: two minutes later. */
async function claimsRunOut({ base }: House): Promise<void> {
  await base.database.events.query('UPDATE alerting.outbox SET next_try = clock_timestamp() WHERE sent_at IS NULL');
}

async function waiting({ base }: House): Promise<number> {
  const { rows } = await base.database.events.query<{ n: string }>(
    'SELECT count(*) AS n FROM alerting.outbox WHERE sent_at IS NULL AND failure IS NULL',
  );
  return Number(rows[0]?.n);
}
