import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FeedId } from '@tributary/kernel';
import type { LogFields } from '@tributary/runtime';
import { writeCertificates } from '../../../testing/certificates';
import { aFeed, allRecorded, testIntake, type TestIntake } from '../../../testing/intake';
import { CLIENT, PullSource } from '../../../testing/pull-source';
import type { PullState } from '../../storage/pulls';
import { composePulls, type PullParts } from '../compose-pulls';
import { readPullFile } from '../pull-file';
import type { ScheduledPull } from '../scheduled';

const FEEDS = Array.from({ length: 40 }, (_, i) => aFeed(`school-${i}.mis`, 'school-json'));
export const START = Date.parse('2026-01-12T10:00:00Z');
export const OAUTH = { by: 'client_secret_basic', clientId: CLIENT.id, secretFile: 'secret' } as const;

export const mark = (student: string, day: number): object => ({
  ...{ id: `${student}-${day}`, student, date: `2026-01-${String(day).padStart(2, '0')}`, session: 'AM' },
  attendance_code: 'O',
});

/** A source over TLS, an intake, and pulls between the two as a file declares them; each pull is of a feed of its own. */
export class PullStand {
  readonly told: { message: string; fields: LogFields }[] = [];
  now = START;
  private used = 0;

  private constructor(
    readonly intake: TestIntake,
    readonly source: PullSource,
    private readonly folder: string,
  ) {}

  static async open(): Promise<PullStand> {
    const folder = await mkdtemp(join(tmpdir(), 'tributary-pull-'));
    await writeCertificates(folder, { server: 'localhost', client: CLIENT.id }, { stranger: CLIENT.id });
    const ours = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const another = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await writeFile(join(folder, 'secret'), `${CLIENT.secret}\n`);
    await writeFile(join(folder, 'another-secret'), 'a-secret-of-another-client\n');
    await writeFile(join(folder, 'signing.pem'), ours.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await writeFile(join(folder, 'signing.jwk'), JSON.stringify(ours.privateKey.export({ format: 'jwk' })));
    await writeFile(join(folder, 'another.pem'), another.privateKey.export({ type: 'sec1', format: 'pem' }));
    const source = await PullSource.open(folder, String(ours.publicKey.export({ type: 'spki', format: 'pem' })));
    const intake = await testIntake(FEEDS, { maxBytes: 10_000_000 });
    return new PullStand(intake, source, folder);
  }

  async close(): Promise<void> {
    await this.intake.close();
    await this.source.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  aFeed(): FeedId {
    return FEEDS[this.used++]?.id ?? ('none' as FeedId);
  }

  /** Of one resource, `/<feed>/marks` with links in its pages, unless told otherwise. */
  async pull(feed: FeedId, given: object = {}, parts: Partial<PullParts> = {}): Promise<ScheduledPull> {
    const pages = { by: 'next-in-body', field: 'meta.pagination.next' };
    const since = { parameter: 'updated_after' };
    const { auth = OAUTH, ...rest } = given as { auth?: object };
    const declared = {
      ...{ feed, every: 'PT1H', caFile: 'ca.pem' },
      resources: [{ name: 'marks', url: `${this.source.url}/${feed}/marks`, pages, since }],
      auth: 'tokenUrl' in auth || 'header' in auth ? auth : { tokenUrl: `${this.source.url}/token`, ...auth },
      ...rest,
    };
    return this.composed({ https: [declared] }, parts);
  }

  /** The first of a file. */
  async composed(file: object, parts: Partial<PullParts> = {}): Promise<ScheduledPull> {
    const path = join(this.folder, 'pulls.yaml');
    await writeFile(path, JSON.stringify(file));
    const tell = (message: string, fields: LogFields = {}): void => void this.told.push({ message, fields });
    const [first] = composePulls(await readPullFile(path, { loopback: true }), {
      ...{ pool: this.intake.db.events, vault: this.intake.vault, intake: this.intake.intake, loopback: true },
      ...{ logger: { info: tell, warn: tell }, overdue: () => undefined, now: () => this.now },
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      ...parts,
    });
    if (!first) throw new Error('the file declares no pull');
    return first.pull;
  }

  async state(feed: FeedId): Promise<PullState | undefined> {
    return (await this.intake.intake.activity([feed])).get(feed)?.pull;
  }

  /** Days of the marks that are recorded from a feed, each once for each time that it is. */
  async days(feed: FeedId): Promise<readonly string[]> {
    const all = await allRecorded(this.intake.store);
    return all.flatMap(({ event }) =>
      event.type === 'education.attendance-recorded' && 'feed' in event.source && event.source.feed === feed
        ? [(event.data as { date: string }).date.slice(-2)]
        : [],
    );
  }

  async deliveries(feed: FeedId): Promise<number> {
    const { rows } = await this.intake.db.events.query<{ n: string }>(
      'SELECT count(*) AS n FROM intake.deliveries WHERE feed = $1',
      [feed],
    );
    return Number(rows[0]?.n);
  }
}
