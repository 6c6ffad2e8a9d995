import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Reconsidered } from '@tributary/identity';
import { Problem } from '@tributary/kernel';
import { reasonOf } from '@tributary/runtime';
import type { Said } from './reconsider-thread';

const MB = 1_000_000;
/** What a look takes by itself, and for each record, in bytes, with some to spare (docs/run.md). */
const TAKES = { itself: 150 * MB, record: 3_500 } as const;

/** Looks on a thread of its own, with a heap of its own: neither stalls the process, nor takes its memory from it. */
export class LookThread {
  private worker: Worker | undefined;
  private stopped = false;

  constructor(private readonly memoryMb: number) {}

  /** Problems: reconsider-memory, reconsider-failed. */
  async look(records: number): Promise<Reconsidered> {
    if (this.stopped) throw endedEarly('stopping');
    const needs = Math.ceil((TAKES.itself + records * TAKES.record) / MB);
    const free = Math.floor(process.availableMemory() / MB);
    if (needs > this.memoryMb) throw tooMuch(records, needs, `RECONSIDER_MEMORY_MB allows ${this.memoryMb}`);
    if (needs > free) throw tooMuch(records, needs, `the machine, or its container, has ${free} left`);
    const worker = new Worker(join(__dirname, 'reconsider-thread.js'), {
      resourceLimits: { maxOldGenerationSizeMb: this.memoryMb },
    });
    this.worker = worker;
    try {
      const said = await saidBy(worker);
      if ('found' in said) return said.found;
      throw endedEarly(said.failed);
    } catch (error) {
      if (reasonOf(error) !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
      throw tooMuch(records, needs, `it took more than the ${this.memoryMb} of RECONSIDER_MEMORY_MB`);
    } finally {
      this.worker = undefined;
    }
  }

  /** What it has proposed stands; the rest is proposed by the next look. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.worker?.terminate();
  }
}

const saidBy = (worker: Worker): Promise<Said> =>
  new Promise((resolve, reject) => {
    worker.once('message', (said: Said) => resolve(said));
    worker.once('error', reject);
    worker.once('exit', () => reject(endedEarly('thread-ended')));
  });

const tooMuch = (records: number, needs: number, but: string): Problem =>
  new Problem(
    'reconsider-memory',
    500,
    'There is not enough memory to look at all records at once',
    `${records} records need about ${needs} MB, and ${but}. Raise it, or run tributary match reconsider on a machine that has it`,
  );

const endedEarly = (code: string): Problem =>
  new Problem(
    'reconsider-failed',
    500,
    'A look at all records ended early',
    `The hub could not go on with it (${code}). What was proposed stands; it looks again within an hour`,
  );
