import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppProcess, freePort, until } from '../support/processes';
import { Visitor } from '../support/visitor';
import { median, percentile, type Row } from './row';

const ROUNDS = 20;
const WHOLE_BOROUGH_WITHIN = 600_000;
/** Who looks, and from which page: everything that it links to of that kind is opened too. */
const LOOKS = [
  { person: 'p-marlow', from: '/inbox', links: /^\/inbox\/[0-9a-f-]{36}$/ },
  { person: 'p-lindqvist', from: '/feeds', links: /^\/feeds\/[a-z-]+$/ },
  { person: 'p-marlow', from: '/directory', links: /^\/directory\/[a-z-]+$/ },
] as const;

/** The pages of a hub that holds the whole demo borough, one request after the other, over the loopback. */
export async function run(): Promise<Row> {
  const home = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
  // PostgreSQL refuses to run as root, and another user must be able to enter.
  await chmod(home, 0o755);
  const env = { TRIBUTARY_HOME: join(home, 'home'), LOG_LEVEL: 'info' };
  const hub = new AppProcess('hub', 'dist/apps/hub/main.js', env, await freePort());
  try {
    await hub.start().ready();
    const whole = async (): Promise<boolean> => hub.output.includes('the whole borough is delivered');
    await until('the whole borough', whole, WHOLE_BOROUGH_WITHIN);
    return rowOf(await timesOn(hub.url));
  } finally {
    await hub.stop();
    await rm(home, { recursive: true, force: true });
  }
}

/** By kind of page, in milliseconds. */
type Times = Map<string, number[]>;

async function timesOn(url: string): Promise<Times> {
  const times: Times = new Map();
  for (const { person, from, links } of LOOKS) {
    const visitor = await Visitor.signedIn(url, person);
    const opened = linksOn(await visitor.page(from)).filter((link) => links.test(link));
    const children = (await Promise.all(opened.map((page) => visitor.page(page))))
      .flatMap(linksOn)
      .filter((link) => /^\/children\/[\w-]+$/.test(link));
    // The first look at each warms what is kept in memory; it is not counted.
    for (const path of [from, ...opened, ...new Set(children)]) await visitor.page(path);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const path of [from, ...opened, ...new Set(children)]) {
        const begun = performance.now();
        await visitor.page(path);
        const kind = path.replace(/^(\/[a-z]+\/).+/, '$1…');
        times.set(kind, [...(times.get(kind) ?? []), performance.now() - begun]);
      }
    }
  }
  return times;
}

const linksOn = (page: string): string[] => [...page.matchAll(/href="([^"?#]+)"/g)].map(([, href = '']) => href);

function rowOf(times: Times): Row {
  const figure = percentile([...times.values()].flat(), 0.95);
  const kinds = [...times].map(
    ([kind, of]) => `${kind} p50 ${Math.round(median(of))}, p95 ${Math.round(percentile(of, 0.95))}`,
  );
  return { what: 'a page, p95', figure, unit: 'ms', aim: '≤ 50 ms', met: figure <= 50, note: kinds.join('; ') };
}
