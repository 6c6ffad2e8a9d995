import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Viewer } from '@tributary/chronology';
import { Problem } from '@tributary/kernel';
import { EventFiles } from './event-files';

const analyst = { practitioner: 'p-whinfell', role: 'analyst', agency: 'operator' } as Viewer;
const ORDER = { from: '2026-01', to: '2026-03', purpose: 'partnership-review' };
const MEGABYTE = 1 << 20;

let folder: string;
let server: Server | undefined;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'tributary-files-'))));
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((closed) => (server ? server.close(closed) : closed(undefined)));
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

type Write = (path: string) => Promise<void>;

/** Serves one file after the other; `settled` tells what became of each answer. */
async function serving(write: Write) {
  const exports = {
    write: async (_viewer: Viewer, _order: object, path: string) => {
      await write(path);
      return { id: 'e-1', rows: 7, files: [path] };
    },
  };
  const files = new EventFiles({ exports, folder });
  const settled: Promise<unknown>[] = [];
  server = createServer((_request, response) => {
    const sent = files.send(analyst, ORDER, response).catch((error: unknown) => {
      response.statusCode = (error as Problem).status;
      response.end((error as Problem).code);
      return error;
    });
    settled.push(sent);
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, settled };
}

describe('an export of events over HTTP', () => {
  it('is the file that was written, kept by no cache, and nothing of it stays', async () => {
    const { url, settled } = await serving((path) => writeFile(path, 'child,month\r\n'));
    const answer = await fetch(url);
    expect(await answer.text()).toBe('child,month\r\n');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="events-2026-01-to-2026-03-rows.csv"',
      ...{ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
      ...{ 'export-id': 'e-1', 'export-lines': '7', 'content-length': '13' },
    });
    await Promise.all(settled);
    expect(await readdir(folder)).toEqual([]);
  });

  it('answers with the problem, and leaves nothing, where it could not be made', async () => {
    const { url } = await serving(async (path) => {
      await writeFile(path, 'half');
      throw new Problem('period-wrong', 400, 'No', 'No');
    });
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).toEqual([400, 'period-wrong']);
    expect(answer.headers.get('export-id')).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is made one at a time, and again after one that failed', async () => {
    const made: (() => void)[] = [];
    const { url } = await serving(async (path) => {
      await new Promise<void>((done) => made.push(done));
      await writeFile(path, 'row');
    });
    const first = fetch(url);
    while (made.length === 0) await new Promise((later) => setImmediate(later));
    expect((await fetch(url)).status).toBe(429);
    made[0]?.();
    expect(await (await first).text()).toBe('row');
    const second = fetch(url);
    while (made.length === 1) await new Promise((later) => setImmediate(later));
    made[1]?.();
    expect((await second).status).toBe(200);
  });

  it('leaves nothing behind where its reader goes away in the middle', async () => {
    const { url, settled } = await serving((path) => writeFile(path, Buffer.alloc(64 * MEGABYTE)));
    await new Promise<void>((left) => {
      get(url, (answer) => {
        answer.once('data', () => {
          answer.destroy();
          left();
        });
      });
    });
    expect(await settled[0]).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  });
});
