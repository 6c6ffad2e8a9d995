import { describeWithKafka } from '../../libs/testing/broker';
import { besideRebuilds, caughtUp, enter, type House, rowsOf, wholeStore } from '../support/house';
import { Deliverer, fileParcel, loadEvent, type Receipt } from '../support/load';
import { loadChild } from '../support/people';
import { type AppProcess, until } from '../support/processes';
import { sized } from '../support/random';
import { atRest } from '../support/rest';
import { type Shape, startShape } from '../support/shapes';
import { tokensOf } from '../support/tokens';

/** How long the part is away: longer than every pause between tries. */
const AWAY_MS = sized('OUTAGE_SECONDS', 8) * 1_000;
const BATCH = 10;
/** Rows of a file that takes seconds: the part goes while it is being taken in. */
const ROWS = 5_000;
const FILE = fileParcel('ash-lane-attendance', 'text/csv', attendanceFile(ROWS));

const MARK = 'education.attendance-recorded';

/** One unauthorised absence of each of so many pupils, no two of them alike. */
function attendanceFile(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const { familyName, givenName, birthDate } = loadChild(200_000 + i);
    return `,M${i},${familyName},${givenName},${birthDate},9992001,2026-01-12,AM,O`;
  });
  return ['UPN,LocalId,Surname,Forename,DOB,LAESTAB,Date,Session,Code', ...lines, ''].join('\n');
}

type Readiness = Readonly<{ ready: boolean; checks: readonly { name: string; ok: boolean; problem?: string }[] }>;

async function readiness(app: AppProcess): Promise<Readiness> {
  return (await (await fetch(`${app.url}/readyz`)).json()) as Readiness;
}

/** The names of what an app says is wrong with it. */
const wrongWith = async (app: AppProcess): Promise<readonly string[]> =>
  (await readiness(app)).checks.filter(({ ok, problem }) => !ok && problem).map(({ name }) => name);

const isAlive = async (app: AppProcess): Promise<boolean> => (await fetch(`${app.url}/healthz`)).ok;

class Outage {
  delivered = 0;
  readonly deliverer: Deliverer;
  private readonly school: Deliverer;

  constructor(
    readonly shape: Shape,
    readonly house: House,
    private readonly token: () => Promise<string>,
    schoolToken: () => Promise<string>,
  ) {
    this.deliverer = new Deliverer(() => shape.intakeUrl, token);
    this.school = new Deliverer(() => shape.intakeUrl, schoolToken);
  }

  /** A file that is being taken in: some of it stands, and its sender has no receipt yet. */
  async fileUnderWay(): Promise<Readonly<{ receipt: Promise<Receipt> }>> {
    const { store } = this.house.base;
    const before = await store.head();
    const receipt = this.school.send('file', FILE);
    await until('some of the file stands', async () => (await store.read(before, 1)).records.length > 0);
    expect(this.school.unanswered).toBe(1);
    return { receipt };
  }

  /** Each row is one event, those on the receipt's first page among them, and sent again it adds nothing. */
  async fileStands(sent: Receipt): Promise<void> {
    const events = (await wholeStore(this.house)).map(({ event }) => event);
    const marks = new Set<string>(events.filter(({ type }) => type === MARK).map(({ id }) => id));
    expect([sent.counts['accepted'], marks.size]).toEqual([ROWS, ROWS]);
    const promised = sent.records.flatMap(({ eventIds }) => eventIds ?? []);
    expect(promised.length).toBeGreaterThan(1_000);
    expect(promised.filter((id) => !marks.has(id))).toEqual([]);
    const again = await this.school.send('file-again', { ...FILE, body: `${FILE.body}\n` });
    expect(again.counts).toMatchObject({ accepted: 0, duplicate: ROWS });
  }

  /** Of a child of its own, so that nothing is a repetition. */
  batch(): readonly object[] {
    const child = this.delivered++;
    return Array.from({ length: BATCH }, (_, item) => loadEvent(child, item));
  }

  deliver(): Promise<unknown> {
    return this.deliverer.deliver(`d${this.delivered}`, this.batch());
  }

  /** Once, as a client does that does not try again. */
  async try(events: readonly object[]): Promise<Response> {
    return fetch(`${this.shape.intakeUrl}/v1/events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await this.token()}`,
        'content-type': 'application/cloudevents-batch+json',
      },
      body: JSON.stringify(events),
      signal: AbortSignal.timeout(30_000),
    });
  }
}

async function outageOf(name: 'hub' | 'microservices'): Promise<Outage> {
  const shape = await startShape(name);
  const tokens = tokensOf(shape.home);
  const outage = new Outage(
    shape,
    await enter(shape),
    () => tokens.client('wexbourne-hospital'),
    () => tokens.client('ash-lane-primary'),
  );
  await outage.deliver();
  await caughtUp(outage.house);
  return outage;
}

/** The part is away for that long, counted from when the work begins. */
async function during(away: () => Promise<void>, back: () => Promise<void>, work: () => Promise<void>): Promise<void> {
  await away();
  const over = Date.now() + AWAY_MS;
  try {
    await work();
    await until('the outage over', async () => Date.now() > over);
  } finally {
    await back();
  }
}

/** No app was started anew, each says that it is well, and nothing of what a receipt promised is missing or doubled. */
async function standsAgain({ shape, house, deliverer }: Outage): Promise<void> {
  for (const app of shape.apps) await app.ready();
  await caughtUp(house);
  const stored = (await wholeStore(house)).map(({ event }) => event.id as string);
  expect(new Set(stored).size).toBe(stored.length);
  const promised = [...deliverer.book.values()].flatMap(({ records }) => records.flatMap((one) => one.eventIds ?? []));
  expect(promised).toHaveLength(deliverer.book.size * BATCH);
  const held = new Set(stored);
  expect(promised.filter((id) => !held.has(id))).toEqual([]);
  await atRest(house);
  for (const { followed, rebuilt } of await besideRebuilds(house)) expect(followed).toEqual(rebuilt);
  expect(await rowsOf(house, 'runtime.parked')).toEqual([]);
}

describe.each(['hub', 'microservices'] as const)('PostgreSQL gone for a while, %s', (name) => {
  const described = name === 'hub' ? describe : describeWithKafka;
  described('without it', () => {
    let outage: Outage;
    beforeAll(async () => {
      outage = await outageOf(name);
    });
    afterAll(async () => {
      await outage?.house.close();
      await outage?.shape.stop();
    });

    it('each app lives and says what is wrong; a delivery is refused clearly, a file goes on where it stood; all by itself', async () => {
      const { shape } = outage;
      const { postgres } = shape;
      let waiting: Promise<unknown> = Promise.resolve();
      const file = await outage.fileUnderWay();
      const answers: Response[] = [];
      await during(
        () => postgres.kill(),
        () => postgres.restart(),
        async () => {
          waiting = outage.deliver();
          const refused = outage.batch();
          for (let tries = 0; tries < 5; tries += 1) answers.push(await outage.try(refused));
          for (const app of shape.apps) {
            expect([app.name, await isAlive(app)]).toEqual([app.name, true]);
            expect([app.name, await wrongWith(app)]).toEqual([app.name, expect.arrayContaining(['database', 'keys'])]);
          }
        },
      );
      for (const answer of answers) {
        expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
        expect(await answer.json()).toMatchObject({ code: 'not-now' });
      }
      await waiting;
      await outage.fileStands(await file.receipt);
      await outage.deliver();
      await standsAgain(outage);
    });
  });
});

describeWithKafka('the broker gone for a while', () => {
  let outage: Outage;
  beforeAll(async () => {
    outage = await outageOf('microservices');
  });
  afterAll(async () => {
    await outage?.house.close();
    await outage?.shape.stop();
  });

  it('deliveries and a file are taken in; whoever needs it says that it is away; all goes on alone when it is back', async () => {
    const { shape } = outage;
    const { broker } = shape;
    if (!broker) throw new Error('microservices have a broker');
    const app = (wanted: string): AppProcess => shape.apps.find((one) => one.name === wanted) as AppProcess;
    const file = await outage.fileUnderWay();
    await during(
      () => broker.kill(),
      () => broker.restart(),
      async () => {
        for (let i = 0; i < 5; i += 1) await outage.deliver();
        await app('intake').ready();
        for (const needing of ['relay', 'projector', 'alerter']) {
          await until(`${needing} says so`, async () => (await wrongWith(app(needing))).includes('stream'));
          expect(await isAlive(app(needing))).toBe(true);
        }
      },
    );
    await outage.fileStands(await file.receipt);
    await outage.deliver();
    await standsAgain(outage);
  });
});
