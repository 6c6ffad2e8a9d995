import { releaseIn, type ToldHeld } from '@tributary/chronology';
import { EXIT, print } from '../output';
import { type As, viewerIn } from '../viewer-in';
import { withRooms } from '../with-rooms';

/** What a role holds back, what of it waits for a decision, and what is late below somebody. */
export async function listReleases(options: As): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const held = await grants.releases.all(await viewerIn(options, directory));
    print(options.json ?? false, { held }, held.length > 0 ? held.map(lineOf) : ['nothing is held back']);
    return EXIT.done;
  });
}

const lineOf = ({ event, state, about, dueBy, overdue, audience }: ToldHeld): string =>
  [
    ...[state, event, ...(about ? [about.child, about.title] : ['not open to you'])],
    ...(dueBy ? [`${overdue ? 'OVERDUE' : 'by'} ${dueBy}`] : []),
    ...(audience.length > 0 ? [`to ${audience.join(', ')}`] : []),
  ].join('  ');

type Released = As & Readonly<{ audience: string }>;

/** Opens it to named agencies, beside those that it is open to. */
export async function decideRelease(event: string, options: Released): Promise<number> {
  return decide(event, options, { outcome: 'released', audience: options.audience.split(',') });
}

type Kept = As & Readonly<{ reason: string; lookAgain: string }>;

/** Keeps it held back until a day. */
export async function keepBack(event: string, options: Kept): Promise<number> {
  const { reason, lookAgain } = options;
  return decide(event, options, { outcome: 'withheld', reason, lookAgain });
}

async function decide(event: string, options: As, decision: object): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const made = releaseIn(decision);
    const told = await grants.releases.decide(await viewerIn(options, directory), event, made);
    print(options.json ?? false, told, [`decided: ${made.outcome}`]);
    return EXIT.done;
  });
}
