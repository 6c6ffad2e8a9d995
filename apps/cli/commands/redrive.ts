import type { Intake, Run } from '@tributary/intake';
import { type FeedId, Problem } from '@tributary/kernel';
import { EXIT, print, progress } from '../output';
import { withRooms } from '../with-rooms';

export type RedriveOptions = Readonly<{
  id?: string;
  code?: string;
  readAnew?: boolean;
  resume?: boolean;
  stop?: boolean;
  json?: boolean;
}>;

/** Who a run is said to be started by, where it is nobody who signed in. */
const HERE = 'command-line';
/** The newest runs that one to stop or to take up is looked for among. */
const NEWEST = 20;

/** Sends parked records of a feed again, one or many; or reads anew what it delivered. */
export async function redrive(feed: string, options: RedriveOptions): Promise<number> {
  return withRooms(async (_base, { intake }) => {
    try {
      if (options.id !== undefined) return await one(intake, feed, options.id, options);
      if (options.stop) return tell(await stopped(intake, feed as FeedId), options);
      return tell(await followed(intake, await begun(intake, feed, options)), options);
    } finally {
      // What this process had in hand is then anybody's.
      await intake.stop();
    }
  });
}

async function one(intake: Intake, feed: string, id: string, { json }: RedriveOptions): Promise<number> {
  const { redriven, stillParked, ...rest } = await intake.redriveOne(feed, id);
  print(json ?? false, { redriven, stillParked, ...rest }, [redriven > 0 ? 'taken in' : 'still parked']);
  return redriven > 0 ? EXIT.done : EXIT.wrong;
}

async function begun({ redrives }: Intake, feed: string, { code, readAnew, resume }: RedriveOptions): Promise<Run> {
  if (resume) return redrives.resume(feed as FeedId, await newest(redrives, feed as FeedId, 'stopped'));
  if (readAnew) return redrives.mapping(feed, HERE);
  return redrives.parked(feed, { startedBy: HERE, ...(code === undefined ? {} : { code }) });
}

const stopped = async ({ redrives }: Intake, feed: FeedId): Promise<Run> =>
  redrives.stop(feed, await newest(redrives, feed, 'running'));

/** Until it has ended; whoever interrupts the command stops it where it stands. */
async function followed({ redrives }: Intake, run: Run): Promise<Run> {
  const interrupt = (): void => void redrives.stop(run.feed, run.id);
  process.once('SIGINT', interrupt);
  try {
    return await redrives.follow(run, (now) => progress(lineOf(now)));
  } finally {
    process.off('SIGINT', interrupt);
    progress('');
  }
}

async function newest(redrives: Intake['redrives'], feed: FeedId, state: Run['state']): Promise<string> {
  const run = (await redrives.of(feed, NEWEST)).find((each) => each.state === state);
  if (run) return run.id;
  throw new Problem('redrive-unknown', 404, 'There is none', `No redrive of ${feed} is ${state}.`);
}

function tell(run: Run, { json }: RedriveOptions): number {
  print(json ?? false, run, [lineOf(run)]);
  return run.state === 'done' && run.stillParked === 0 ? EXIT.done : EXIT.wrong;
}

const lineOf = ({ state, kind, done, total, accepted, stillParked, requeued, problem }: Run): string =>
  [
    `${state}: ${done} of ${total} ${kind === 'parked' ? 'parked records' : 'deliveries read anew'}`,
    `${accepted} ${kind === 'parked' ? 'taken in' : 'corrections'}`,
    `${stillParked} ${kind === 'parked' ? 'still parked' : 'refused'}`,
    ...(requeued > 0 ? [`${requeued} failed deliveries back in the queue`] : []),
    ...(problem ? [problem] : []),
  ].join(', ');
