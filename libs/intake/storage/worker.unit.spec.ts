import { EventEmitter } from 'node:events';
import type { Pool } from 'pg';
import { WorkerPresence } from './worker';

/** A pool whose connections refuse every query until they are let. */
function poolOf(answers: () => boolean) {
  let lent = 0;
  const connect = async () => {
    lent += 1;
    return Object.assign(new EventEmitter(), {
      release: () => void (lent -= 1),
      query: async () => {
        if (!answers()) throw Object.assign(new Error('no room'), { code: '53100' });
        return { rows: [{ n: 7 }] };
      },
    });
  };
  return { pool: { connect } as unknown as Pool, lent: () => lent };
}

describe('the presence of a worker', () => {
  it('gives back every connection on which it could not be shown, and keeps the one on which it could', async () => {
    let answers = false;
    const { pool, lent } = poolOf(() => answers);
    const presence = new WorkerPresence(pool);
    for (let tried = 0; tried < 3; tried += 1) await expect(presence.number()).rejects.toMatchObject({ code: '53100' });
    expect(lent()).toBe(0);
    answers = true;
    expect(await presence.number()).toBe(7);
    expect(lent()).toBe(1);
  });
});
