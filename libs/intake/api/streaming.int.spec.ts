import { request } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { aFeed } from '../../testing/intake';
import { testIntakeHttp } from '../../testing/intake-http';
import type { Receipt } from '../domain/receipt';
import type { TokenBearers } from '@tributary/sign-in';

const MEGABYTE = 1024 ** 2;
const FILE = 60 * MEGABYTE;
/** Far below the file; what is held is a few chunks and a group of records. */
const MOST_GROWTH = 30 * MEGABYTE;

/** Milliseconds; collecting costs more than the work looked at. */
const BETWEEN_LOOKS = 400;

/** What must not be held is left out before anything is appended; here it is most of the file. */
const FILLER = 'not read '.repeat(4_000);

function* file(): Generator<string> {
  for (let i = 0, size = 0; size < FILE; i += 1) {
    const line = JSON.stringify({
      specversion: '1.0',
      id: `e-${i}`,
      source: 'https://oakfield.example/mis',
      type: 'education.school-concern-raised',
      time: '2026-01-12T09:30:00Z',
      data: {
        record: { system: 'mis', localId: `P${i}`, notes: FILLER },
        fact: { concern: 'neglect', raisedOn: '2026-01-12' },
      },
    });
    size += line.length;
    yield `${line}\n`;
  }
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** Bytes that are in use, not those that wait to be collected; without the texts that the sending socket holds. */
function inUse(): number {
  collect();
  // Buffers are given back by a thread beside, whose work only the next collection waits for.
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

describe('a file of 60 MB', () => {
  it('streams in and through, and memory stays flat', async () => {
    const signIns: TokenBearers = {
      clients: async () => [{ id: 'oakfield', agency: 'oakfield' as never, scopes: ['feed'] }],
      holds: async () => false,
    };
    const hub = await testIntakeHttp([aFeed('oakfield.events', 'cloudevents')], signIns);
    try {
      const token = await hub.provider.issueClientToken('oakfield');
      const start = inUse();
      let highest = 0;
      let looked = 0;
      const look = (): void => {
        if (Date.now() - looked < BETWEEN_LOOKS) return;
        highest = Math.max(highest, inUse() - start);
        looked = Date.now();
      };
      const answered = await send(hub.port, token, look);
      expect(answered.status).toBe('processing');
      await emptied(() => hub.intake.open(), look);
      const receipt = await hub.intake.receipt('oakfield' as never, answered.id);
      expect(receipt).toMatchObject({ status: 'done', counts: { parked: 0, dropped: receipt?.counts.accepted } });
      expect(receipt?.counts.accepted).toBeGreaterThan(1_000);
      const { rows } = await hub.db.events.query<{ size: string }>('SELECT size FROM intake.deliveries');
      expect(Number(rows[0]?.size)).toBeGreaterThanOrEqual(FILE);
      expect(highest).toBeLessThan(MOST_GROWTH);
      expect(hub.unexpected).toEqual([]);
    } finally {
      await hub.close();
    }
  }, 120_000);
});

/** Sends the file as fast as it is taken. */
async function send(port: number, token: string, look: () => void): Promise<Receipt> {
  const outgoing = request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/v1/events',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/x-ndjson' },
  });
  const answer = new Promise<Receipt>((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(parts).toString()) as Receipt));
    });
  });
  let sent = 0;
  for (const row of file()) {
    if (!outgoing.write(row)) await new Promise((resolve) => outgoing.once('drain', resolve));
    if ((sent += 1) % 100 === 0) look();
  }
  outgoing.end();
  return answer;
}

async function emptied(open: () => Promise<number>, look: () => void): Promise<void> {
  const deadline = Date.now() + 90_000;
  while ((await open()) > 0) {
    look();
    if (Date.now() > deadline) throw new Error('waited 90 s in vain');
  }
}
