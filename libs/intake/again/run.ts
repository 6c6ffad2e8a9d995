import { type FeedId, type Instant, instantOf, Problem } from '@tributary/kernel';

/** `parked`: parked records are tried again. `mapping`: deliveries are read anew by the mapping in force. */
export type RunKind = 'parked' | 'mapping';
/** `stopped`: by somebody, and may be taken up again. `failed`: nothing more can come of it; `problem` says why. */
export type RunState = 'running' | 'stopped' | 'done' | 'failed';

/** One sending again of much at once, and how far it has come. */
export type Run = Readonly<{
  id: string;
  feed: FeedId;
  kind: RunKind;
  state: RunState;
  /** Only records parked for this reason. */
  code?: string;
  /** The version by which deliveries are read anew. */
  mapping?: number;
  startedBy: string;
  startedAt: Instant;
  finishedAt?: Instant;
  /** Parked records, or deliveries, that there were to deal with when it was started. */
  total: number;
  done: number;
  remaining: number;
  /** Records taken in; of a reading anew, corrections. */
  accepted: number;
  /** Records that are parked as before; of a reading anew, deliveries that the mapping refuses. */
  stillParked: number;
  /** Failed deliveries that went back into the queue with it. */
  requeued: number;
  position?: string;
  problem?: string;
}>;

/** A run with what its worker alone needs. */
export type OpenRun = Run & Readonly<{ reached: string | null; until: string | null }>;

export type RunRow = {
  id: string;
  feed: FeedId;
  kind: RunKind;
  state: RunState;
  code: string | null;
  mapping: number | null;
  started_by: string;
  started_at: Date;
  finished_at: Date | null;
  total: string;
  done: string;
  accepted: string;
  still_parked: string;
  requeued: number;
  reached: string | null;
  until: string | null;
  position: string | null;
  problem: string | null;
};

export const toRun = (row: RunRow): Run => {
  const [total, done] = [Number(row.total), Number(row.done)];
  return {
    ...{ id: row.id, feed: row.feed, kind: row.kind, state: row.state },
    ...(row.code === null ? {} : { code: row.code }),
    ...(row.mapping === null ? {} : { mapping: row.mapping }),
    startedBy: row.started_by,
    startedAt: instantOf(row.started_at.getTime()),
    ...(row.finished_at ? { finishedAt: instantOf(row.finished_at.getTime()) } : {}),
    ...{ total, done, remaining: Math.max(0, total - done) },
    accepted: Number(row.accepted),
    stillParked: Number(row.still_parked),
    requeued: row.requeued,
    ...(row.position === null ? {} : { position: row.position }),
    ...(row.problem === null ? {} : { problem: row.problem }),
  };
};

export const toOpenRun = (row: RunRow): OpenRun => ({ ...toRun(row), reached: row.reached, until: row.until });

export const noSuchRun = (): Problem =>
  new Problem('redrive-unknown', 404, 'No such redrive', 'Take the id from the list of this feed’s redrives.');

export const runsAlready = (id: string): Problem =>
  new Problem(
    'redrive-running',
    409,
    'The feed is being sent again already',
    'One runs at a time for each feed. Wait for its end, or stop it.',
    { redrive: id },
  );

export const hasEnded = (): Problem =>
  new Problem(
    'redrive-ended',
    409,
    'This redrive has ended',
    'Only one that was stopped is taken up. Start a new one.',
  );
