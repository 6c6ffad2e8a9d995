import { randomUUID } from 'node:crypto';
import { inTransaction } from '@tributary/event-store';
import { type Clock, londonDate, type PlainDate, systemClock } from '@tributary/kernel';
import type { Pool } from 'pg';
import { type Disclosure, type Line, LEDGER_START, lineHash } from './line';

/** Lines written by one statement, most; those that come meanwhile wait for the next. */
const MOST = 200;

type Head = { readonly chain: string; readonly day: PlainDate; seq: number; hash: Buffer };
type Waiting = Readonly<{ disclosure: Disclosure; done: () => void; failed: (error: unknown) => void }>;
type Hashed = Line & Readonly<{ hash: Buffer }>;

/**
 * Who was shown what about a child, on which ground. An answer goes out only when its line is written. Each process
 * writes a hash chain of its own for each day in Europe/London, so that no process waits for another.
 */
export class DisclosureLedger {
  private readonly waiting: Waiting[] = [];
  private head: Head | undefined;
  private isWriting = false;

  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock = systemClock,
  ) {}

  /** Resolves when the line stands; throws where it could not be written. */
  async record(disclosure: Disclosure): Promise<void> {
    const written = new Promise<void>((done, failed) => this.waiting.push({ disclosure, done, failed }));
    void this.writeOn();
    return written;
  }

  /** One batch after the other: a line needs the hash of the line before it. */
  private async writeOn(): Promise<void> {
    if (this.isWriting) return;
    this.isWriting = true;
    while (this.waiting.length > 0) await this.writeBatch(this.waiting.splice(0, MOST));
    this.isWriting = false;
  }

  private async writeBatch(batch: readonly Waiting[]): Promise<void> {
    const head = this.headOf(this.clock());
    try {
      const lines = batch.map(({ disclosure }) => this.next(head, disclosure));
      await this.insert(head, lines);
      this.head = head;
      for (const one of batch) one.done();
    } catch (error) {
      // Whether the lines stand is not known (a connection may end while it commits): nothing is hung on them.
      this.head = undefined;
      for (const one of batch) one.failed(error);
    }
  }

  private headOf(at: Line['at']): Head {
    const day = londonDate(at);
    if (this.head?.day === day) return { ...this.head };
    return { chain: randomUUID().replaceAll('-', ''), day, seq: 0, hash: LEDGER_START };
  }

  /** Moves the head on by one line. */
  private next(head: Head, disclosure: Disclosure): Hashed {
    head.seq += 1;
    const line: Line = { ...disclosure, chain: head.chain, seq: head.seq, at: this.clock() };
    head.hash = lineHash(head.hash, line);
    return { ...line, hash: head.hash };
  }

  private async insert({ chain, day, seq, hash }: Head, lines: readonly Hashed[]): Promise<void> {
    const rows = lines.map(({ hash: own, child, asKnownOn, ...line }) => ({
      ...line,
      child_token: child,
      as_known_on: asKnownOn,
      hash: `\\x${own.toString('hex')}`,
    }));
    await inTransaction(this.pool, async (tx) => {
      await tx.query(
        `INSERT INTO access.chains (chain, day, seq, hash) VALUES ($1::uuid, $2, $3, $4)
         ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash`,
        [chain, day, seq, hash],
      );
      await tx.query(
        `INSERT INTO access.disclosures (${COLUMNS}) SELECT ${COLUMNS}
           FROM jsonb_populate_recordset(NULL::access.disclosures, $1::jsonb) ORDER BY seq`,
        [JSON.stringify(rows)],
      );
    });
  }
}

const COLUMNS =
  'chain, seq, hash, at, practitioner, role, agency, child_token, what, purpose, as_known_on, shown, withheld, refusal, taken';
