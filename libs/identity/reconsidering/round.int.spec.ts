import { type Disclosure, DisclosureLedger } from '@tributary/access';
import type { PlainDate, RecordId } from '@tributary/kernel';
import { STANDING_WEIGHTS } from '@tributary/matching';
import { Metrics, silentLogger } from '@tributary/runtime';
import { Pool } from 'pg';
import type { Said } from '../domain/person';
import { ellingham, HOSPITAL, ReviewStand, SCHOOL, WREN } from '../review/review.fixture';
import { WeightsInForce } from '../weights';
import { ReconsideringBook } from './book';
import { lookNow, type LookIo } from './look';
import { knownRecords } from './known-records';
import { propose } from './proposing';
import { type Reconsidered, Reconsidering } from './reconsidering';
import { ReconsideringRound } from './round';

const DAY = 86_400_000;
const HOUR = DAY / 24;
/** Names by which nobody is taken for anybody else. */
const LETTERS = 'bdfgklmnpr';
const nameOf = (n: number): string =>
  `T${[...String(n).padStart(3, '0')].map((digit) => `${LETTERS[Number(digit)]}o`).join('')}`;
const two = (n: number): string => String(n).padStart(2, '0');
const birthOf = (n: number) => `20${10 + (n % 9)}-${two(1 + (n % 12))}-${two(1 + ((n * 5) % 28))}` as PlainDate;
const child = (n: number): Said => ({ ...WREN, familyName: nameOf(n), birthDate: birthOf(n) });
const STANDING = { weights: 'w', records: 1, children: 1, proposed: 0, left: 0, splits: [], until: null };

describe('the hub’s own look at all records', () => {
  let stand: ReviewStand;
  let pools: Pool[];
  let now: number;
  let looks: number;
  beforeEach(async () => {
    stand = await ReviewStand.open();
    [pools, now, looks] = [[], Date.parse('2026-11-22T03:00:00Z'), 0];
  }, 60_000);
  afterEach(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await stand.close();
  });

  const vault = () => stand.at.stand.vault;
  const ioOf = (pool: Pool, look?: LookIo['look']) => ({
    ...{ pool, book: new ReconsideringBook(pool), everyMs: DAY, logger: silentLogger, now: () => now },
    look: async (records: number): Promise<Reconsidered> => {
      looks += 1;
      return look ? look(records) : new Reconsidering({ pool, vault: vault() }).run();
    },
    disclose: (line: Disclosure) => new DisclosureLedger(pool).record(line),
  });
  /** As another process would, with connections of its own. */
  const process = (look?: LookIo['look']) => {
    // The databases end with the spec, some connections a moment after.
    const pool = new Pool({ connectionString: stand.at.stand.db.appUrl, max: 4 }).on('error', () => undefined);
    pools.push(pool);
    const metrics = new Metrics();
    const round = new ReconsideringRound({ ...ioOf(pool, look), metrics });
    const gauge = async (name: string) => (await metrics.registry.getSingleMetric(name)?.get())?.values[0]?.value;
    return { pool, round, gauge };
  };
  const standing = async () => new WeightsInForce(stand.db).putInForce(STANDING_WEIGHTS);
  const proposals = async () =>
    (
      await stand.db.query<{ record_id: string; child_id: string; of: string; reason: string; weights: string }>(
        'SELECT p.*, r.child_id AS of FROM identity.proposals p JOIN identity.records r USING (record_id) ORDER BY p.id',
      )
    ).rows;
  const lines = async () => {
    const { rows } = await stand.db.query<object>(
      "SELECT * FROM access.disclosures WHERE what = 'match-reconsidered' ORDER BY at",
    );
    return rows;
  };
  /** Two children who are one, as soon as the standing weights are in force; nobody was asked about them. */
  const apart = async (n: number) => {
    const both = [await stand.sees(HOSPITAL, `P${n}`, child(n)), await stand.sees(SCHOOL, `S${n}`, child(n))] as const;
    await stand.db.query('DELETE FROM identity.proposals');
    return both;
  };

  it('asks stewards, as the hub and nobody of it, and says what it came to', async () => {
    const [first, second] = await apart(1);
    await standing();
    const { round, gauge } = process();
    expect(await round.go()).toBe('looked');
    expect(await proposals()).toMatchObject([
      { record_id: second.recordId, child_id: first.childId, reason: 'looked-again' },
    ]);
    expect(await lines()).toMatchObject([
      { practitioner: 'tributary', role: 'system', agency: 'tributary', child_token: null, shown: [{ proposed: 1 }] },
    ]);
    expect(await gauge('tributary_reconsider_proposed')).toBe(1);
    expect(await gauge('tributary_reconsider_began_seconds')).toBe(now / 1_000);
    expect(await new ReconsideringBook(stand.db).last()).toMatchObject({ records: 2, children: 1, proposed: 1 });
    const { rows } = await stand.db.query('SELECT DISTINCT child_id FROM identity.records');
    expect(rows).toHaveLength(2);
  });

  it('does nothing where nothing is new, and looks again when a record, a link or the weights are', async () => {
    await apart(1);
    const { round } = process();
    const next = async () => {
      now += DAY;
      return round.go();
    };
    expect([await next(), await next(), await next(), looks]).toEqual(['looked', 'nothing-new', 'nothing-new', 1]);
    expect(await lines()).toHaveLength(1);
    await stand.sees(HOSPITAL, 'P1', { postcode: 'WX12 3AB' });
    expect([await next(), await next(), looks]).toEqual(['looked', 'nothing-new', 2]);
    await stand.sees(HOSPITAL, 'P1', { postcode: 'WX12 3AB' });
    expect(await next()).toBe('nothing-new');
    await standing();
    expect([await next(), await next(), looks]).toEqual(['looked', 'nothing-new', 3]);
    const [waiting] = (await stand.matches.waiting(ellingham)).matches;
    const { seen } = await stand.matches.one(ellingham, waiting?.id ?? '');
    await stand.matches.decide(ellingham, waiting?.id ?? '', { decision: 'link', reason: 'I rang the school', seen });
    expect([await next(), await next(), looks]).toEqual(['looked', 'nothing-new', 4]);
  });

  it('looks at an empty hub not at all, and again no sooner than it is time', async () => {
    const { round } = process();
    expect([await round.go(), looks]).toEqual(['nothing-new', 0]);
    await apart(1);
    now += DAY - 1;
    expect(await round.go()).toBe('not-due');
    now += 1;
    expect(await round.go()).toBe('looked');
  });

  it('goes round in one process of two', async () => {
    await apart(1);
    const gate = Promise.withResolvers<void>();
    const entered = Promise.withResolvers<void>();
    const one = process(async () => {
      entered.resolve();
      await gate.promise;
      return STANDING;
    });
    const other = process();
    const going = one.round.go();
    await entered.promise;
    // Long since due again, as far as the other one can tell.
    now += 2 * DAY;
    const meanwhile = await other.round.go();
    const byHand = await lookNow(ioOf(other.pool), { ...ellingham, purpose: 'By hand' }).catch(
      (error: unknown) => error,
    );
    now -= 2 * DAY;
    gate.resolve();
    expect(meanwhile).toBe('elsewhere');
    expect(byHand).toMatchObject({ code: 'reconsider-under-way' });
    expect([await going, await other.round.go(), looks]).toEqual(['looked', 'not-due', 1]);
    expect(await lines()).toHaveLength(1);
  });

  it('does not ask again about a pair that a steward refused', async () => {
    await apart(1);
    await standing();
    const { round } = process();
    await round.go();
    const [waiting] = (await stand.matches.waiting(ellingham)).matches;
    const { seen } = await stand.matches.one(ellingham, waiting?.id ?? '');
    await stand.matches.decide(ellingham, waiting?.id ?? '', {
      ...{ decision: 'different', reason: 'The school office says so', seen },
    });
    await apart(2);
    now += DAY;
    expect(await round.go()).toBe('looked');
    expect([looks, await proposals()]).toEqual([2, []]);
  });

  it('killed between two of its steps, has lost nothing when it is begun again, and asks nothing twice', async () => {
    const pairs = 250;
    const sightings = Array.from({ length: pairs }, (_, n) => n).flatMap((n) =>
      [HOSPITAL, SCHOOL].map((agency) => ({
        ...{ agency, sector: agency === SCHOOL ? 'education' : 'health' },
        sighting: { system: 'own', localId: `${n}`, ...child(n) },
      })),
    );
    await stand.identity.resolve(sightings);
    await stand.db.query('DELETE FROM identity.proposals');
    await standing();
    const killed = process(async () => {
      const { pool } = killed;
      let begun = 0;
      const dying = new Proxy(pool, {
        get: (target, name) =>
          name === 'connect'
            ? async () => {
                if (++begun > 2) throw new Error('killed');
                return target.connect();
              }
            : (Reflect.get(target, name) as Pool['query']).bind(target),
      });
      return new Reconsidering({ pool: dying, vault: vault() }).run();
    });
    await expect(killed.round.go()).rejects.toThrow('killed');
    const asked = await proposals();
    expect(asked).toHaveLength(200);
    now += HOUR;
    const { round } = process();
    expect(await round.go()).toBe('looked');
    const { records, children, proposed } = (await new ReconsideringBook(stand.db).last()) ?? STANDING;
    const after = await proposals();
    expect(after).toHaveLength(records - children);
    expect(new Set(after.map(({ of, child_id }) => [of, child_id].sort().join())).size).toBe(after.length);
    expect(after).toEqual(expect.arrayContaining(asked));
    expect([records, proposed]).toEqual([2 * pairs, after.length - asked.length]);
  });

  it('says that it failed, and tries again within the hour', async () => {
    await apart(1);
    let isBroken = true;
    const { round, gauge } = process(async () => {
      if (isBroken) throw new TypeError('of Wren Okoro');
      return STANDING;
    });
    await expect(round.go()).rejects.toThrow(TypeError);
    const book = new ReconsideringBook(stand.db);
    expect(await book.lastRound()).toMatchObject({ outcome: 'failed', problem: 'It ended early (TypeError)' });
    expect(await gauge('tributary_reconsider_failing')).toBe(1);
    isBroken = false;
    expect(await round.go()).toBe('not-due');
    now += HOUR;
    expect(await round.go()).toBe('looked');
    expect(await gauge('tributary_reconsider_failing')).toBe(0);
    expect(await book.lastRound()).toMatchObject({ outcome: 'done', problem: null });
  });

  it('leaves as it is what waits between two children already, whatever for', async () => {
    const [first, second] = await apart(1);
    await stand.db.query(
      `INSERT INTO identity.proposals (record_id, child_id, reason, evidence) VALUES ($1, $2, 'number-superseded', '[]')`,
      [first.recordId, second.childId],
    );
    await standing();
    expect(await process().round.go()).toBe('looked');
    expect(await proposals()).toMatchObject([{ record_id: first.recordId, reason: 'number-superseded' }]);
  });

  describe('of what it read a while ago', () => {
    const found = async () => {
      const [first, second] = await apart(1);
      const { known } = await knownRecords({ pool: stand.db, vault: vault() });
      const of = (id: RecordId) => known.filter(({ recordId }) => recordId === id);
      const [[record], [beside]] = [of(second.recordId), of(first.recordId)];
      if (!record || !beside) throw new Error('not read');
      const link = { recordId: record.recordId, childId: beside.childId, reason: 'looked-again', evidence: [] };
      return { ...link, probability: 1, weights: 'w', record, beside };
    };
    const ask = async (one: Awaited<ReturnType<typeof found>>) => propose({ pool: stand.db, vault: vault() }, [one]);

    it('asks nothing about a record that has moved since', async () => {
      const one = await found();
      const { known } = { known: one.beside };
      await stand.db.query('UPDATE identity.records SET child_id = $2 WHERE record_id = $1', [
        ...[one.recordId, known.childId],
      ]);
      expect([await ask(one), await proposals()]).toEqual([{ proposed: 0, left: 0 }, []]);
    });

    it('leaves for the next look what somebody is at, and waits for nobody', async () => {
      const one = await found();
      const client = await process().pool.connect();
      await client.query('BEGIN');
      await client.query('SELECT FROM identity.records WHERE record_id = $1 FOR UPDATE', [one.beside.recordId]);
      expect([await ask(one), await proposals()]).toEqual([{ proposed: 0, left: 1 }, []]);
      await client.query('ROLLBACK');
      client.release();
      const book = new ReconsideringBook(stand.db);
      await book.ended(
        { beganAt: new Date(now).toISOString() as never, tookMs: 1, mark: 'm' },
        { ...STANDING, left: 1 },
      );
      expect((await book.last())?.mark).toBeNull();
      expect(await ask(one)).toEqual({ proposed: 1, left: 0 });
    });
  });

  it('looks again on the day on which a number begins', async () => {
    const periods = [{ kind: 'nhs-number', number: '9990000018', from: '2026-11-24' }] as never;
    await stand.sees(HOSPITAL, 'P1', { ...WREN, numberPeriods: periods });
    const { known, until } = await knownRecords({
      ...{ pool: stand.db, vault: vault(), clock: () => new Date(now).toISOString() as never },
    });
    expect([until, known[0]?.person.nhs]).toEqual(['2026-11-24', undefined]);
  });
});
