import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { type HubAnswer, questionIn } from '@tributary/identity';
import { Problem } from '@tributary/kernel';
import { fieldsIn } from '../match/column-map';
import { inWords } from '../match/write-pairs';
import { EXIT, print } from '../output';
import { type As, viewerIn } from '../viewer-in';
import { withRooms } from '../with-rooms';

export type HubOptions = Readonly<Partial<As> & { reason?: string; person?: string; json?: boolean }>;

/** Which child it is, asked of the hub in a role: the same answer as `POST /v1/children/match`. */
export async function matchInHub(options: HubOptions): Promise<number> {
  const as = askerIn(options);
  const person = fieldsIn(await personText(options.person ?? '-'));
  const question = questionIn({ reason: options.reason ?? '', person });
  return withRooms(async ({ directory }, { asking }) => {
    const answer = await asking.ask({ kind: 'person', ...(await viewerIn(as, directory)) }, question);
    print(options.json ?? false, answer, linesOf(answer));
    return EXIT.done;
  });
}

function askerIn({ as, role, agency }: HubOptions): As {
  if (as !== undefined && role !== undefined && agency !== undefined) return { as, role, agency };
  throw new Problem(
    'match-what',
    422,
    'It is not clear who asks',
    'To ask the hub, say who you are by --as, --role and --agency, and why by --reason',
  );
}

/** From a file or standard input: arguments are seen by everybody on the machine. */
export const personText = (from: string): Promise<string> =>
  from === '-' ? textOf(process.stdin) : readFile(from, 'utf8');

const linesOf = ({ status, reason, candidates, known, notUsed, weights }: HubAnswer): readonly string[] => [
  `${status}${reason ? ` (${reason})` : ''}, by weights ${weights}`,
  ...candidates.map(({ child, evidence, ...one }) =>
    [`${child}: ${one.status}`, one.reason ?? '', `${one.weight.toFixed(1)} bits`, evidence.map(inWords).join('; ')]
      .filter((part) => part !== '')
      .join(', '),
  ),
  ...(known ? [`known ${known.by}: ring ${known.ring.name}, ${known.ring.phone}`] : []),
  ...notUsed.map(({ field, reason: why }) => `not used: ${field} ${why}`),
];
