import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedHome } from '../support/embedded-home';
import { loadEvent } from '../support/load';
import { until } from '../support/processes';

const BATCH = 10;
const batch = (child: number): readonly object[] => Array.from({ length: BATCH }, (_, item) => loadEvent(child, item));

type Readiness = Readonly<{ checks: readonly { name: string; ok: boolean }[] }>;

describe('the embedded PostgreSQL dying under a running hub', () => {
  let home: EmbeddedHome;
  const data = (file: string): string => join(home.folder, 'postgres/data', file);
  const server = async (): Promise<number> => Number((await readFile(data('postmaster.pid'), 'utf8')).split('\n')[0]);
  /** Answers which it was. */
  async function kill(): Promise<number> {
    const pid = await server();
    process.kill(pid, 'SIGKILL');
    return pid;
  }
  const wrong = async (): Promise<readonly string[]> => {
    const { checks } = (await (await fetch(`${home.hub.url}/readyz`)).json()) as Readiness;
    return checks.filter(({ ok }) => !ok).map(({ name }) => name);
  };

  beforeAll(async () => {
    home = await EmbeddedHome.make();
    await home.hub.start().ready();
  });
  afterAll(async () => home?.remove());

  it('is started again by the hub; a delivery in hand is answered once it is back, and none is lost or doubled', async () => {
    await home.deliverer.deliver('d0', batch(0));
    const dead = await kill();
    await home.deliverer.deliver('d1', batch(1));
    await home.hub.ready();
    expect(home.hub.running).toBe(true);
    expect(await server()).not.toBe(dead);
    expect(home.hub.output).toContain('the embedded PostgreSQL is back');
    expect(JSON.parse((await home.command('verify', '--json')).output)).toMatchObject({ ok: true });
    for (const receipt of home.deliverer.book.values()) expect(receipt.counts).toMatchObject({ accepted: BATCH });
    expect(await home.deliverer.deliver('d0', batch(0))).toEqual(home.deliverer.book.get('d0'));
  });

  it('that cannot be started again is told by readiness, then ends the hub, which says why; all is there when mended', async () => {
    await rename(data('postgresql.conf'), data('postgresql.conf.away'));
    await kill();
    await until('readiness to tell', async () => {
      const found = await wrong();
      return found.includes('database') && found.includes('keys');
    });
    await until('the hub to end', async () => !home.hub.running, 120_000);
    expect(await home.hub.stop()).toBe(1);
    expect(home.hub.output).toMatch(/hub ends\. The embedded database did not start: .*\(database-not-started\)/);
    await rename(data('postgresql.conf.away'), data('postgresql.conf'));
    await home.hub.start().ready();
    expect(await home.deliverer.deliver('d1', batch(1))).toEqual(home.deliverer.book.get('d1'));
  });
});
