import { caughtUp, type House } from '../support/house';
import { Deliverer, loadEvent } from '../support/load';
import type { Shape } from '../support/shapes';
import { tokensOf } from '../support/tokens';
import { median, percentile, type Row } from './row';

const BATCH = 500;
const SENDERS = 4;

export type Running = Readonly<{ shape: Shape; house: House }>;

export const delivererTo = ({ shape }: Running): Deliverer =>
  new Deliverer(
    () => shape.intakeUrl,
    () => tokensOf(shape.home).client('wexbourne-hospital'),
  );

/** Deliveries of 500 events over HTTP until all can be read: every child new, then the same children again. */
export async function run(
  running: Running,
  size: { children: number; rounds: number; runs: number },
): Promise<readonly Row[]> {
  const deliverer = delivererTo(running);
  const times: number[] = [];
  const fresh: number[] = [];
  const known: number[] = [];
  for (let n = 0; n < size.runs; n += 1) {
    const first = n * size.children;
    const batches = (item: number): object[][] => batchesOf(first, size.children, item);
    fresh.push(await rate(running, deliverer, batches(0), times));
    const again = Array.from({ length: size.rounds }, (_, i) => batches(i + 1)).flat();
    known.push(await rate(running, deliverer, again, times));
  }
  const row = (what: string, figures: readonly number[], aim: number): Row => {
    const figure = median(figures);
    return {
      what,
      figure,
      unit: 'events/s',
      aim: `≥ ${aim.toLocaleString('en-GB')}/s`,
      met: figure >= aim,
      note: `${SENDERS} senders, ${BATCH} a delivery`,
    };
  };
  const acknowledged: Row = {
    what: 'delivery acknowledged, p95',
    figure: percentile(times, 0.95),
    unit: 'ms',
    aim: '–',
    note: `${BATCH} events each, ${SENDERS} senders at full load; p50 ${Math.round(median(times))} ms`,
  };
  return [
    row('end to end, known children', known, 2_500),
    // A first sight is matched, claimed and given keys: it has an aim of its own.
    row('end to end, every child new', fresh, 500),
    acknowledged,
  ];
}

export const batchesOf = (first: number, children: number, item: number): object[][] =>
  Array.from({ length: Math.ceil(children / BATCH) }, (_, b) =>
    Array.from({ length: Math.min(BATCH, children - b * BATCH) }, (__, i) => loadEvent(first + b * BATCH + i, item)),
  );

async function rate({ house }: Running, deliverer: Deliverer, work: object[][], times: number[]): Promise<number> {
  const events = work.reduce((sum, batch) => sum + batch.length, 0);
  const waiting = [...work];
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      for (let batch = waiting.pop(); batch; batch = waiting.pop()) {
        const sent = performance.now();
        const receipt = await deliverer.deliver(crypto.randomUUID(), batch);
        times.push(performance.now() - sent);
        if (receipt.counts['accepted'] !== batch.length) throw new Error(`not all accepted: ${receipt.status}`);
      }
    }),
  );
  await caughtUp(house, 600_000);
  return events / ((performance.now() - begun) / 1_000);
}
