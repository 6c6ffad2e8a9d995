import { type Disclosure, DisclosureLedger } from '@tributary/access';
import { ROLES } from '@tributary/directory';
import {
  type LastLook,
  type LookedBy,
  lookNow,
  ReconsideringBook,
  Reconsidering,
  type SplitChild,
} from '@tributary/identity';
import { EXIT, print } from '../output';
import { type As, viewerIn } from '../viewer-in';
import { withRooms } from '../with-rooms';
import { notSteward } from './match-fit';

export type ReconsiderOptions = As & Readonly<{ reason: string; last?: boolean }>;

/** Looks at all records at once, or says what the last look came to. Exit code 1 where a steward has a child's records to take apart. */
export async function reconsider(options: ReconsiderOptions): Promise<number> {
  return withRooms(async ({ database, vault, directory }) => {
    const { practitioner, role, agency } = await viewerIn(options, directory);
    if (role !== ROLES.dataSteward) throw notSteward();
    const pool = database.events;
    const by: LookedBy = { practitioner, role, agency, purpose: options.reason.trim() };
    const book = new ReconsideringBook(pool);
    const ledger = new DisclosureLedger(pool);
    const disclose = (line: Disclosure) => ledger.record(line);
    const look = () => new Reconsidering({ pool, vault }).run();
    const found = options.last
      ? await readLast(book, (last) => disclose(lastLine(by, last)))
      : await lookNow({ pool, book, look, disclose, now: Date.now }, by);
    if (!found) {
      print(options.json ?? false, null, ['nobody has looked yet']);
      return EXIT.done;
    }
    const { weights, records, children, proposed, splits } = found;
    const at = 'beganAt' in found ? { beganAt: found.beganAt } : {};
    print(options.json ?? false, { ...at, weights, records, children, proposed, splits }, linesOf({ ...found, ...at }));
    return splits.length > 0 ? EXIT.wrong : EXIT.done;
  });
}

async function readLast(
  book: ReconsideringBook,
  disclose: (last: LastLook) => Promise<void>,
): Promise<LastLook | undefined> {
  const last = await book.last();
  if (last) await disclose(last);
  return last;
}

const lastLine = (by: LookedBy, { beganAt, splits }: LastLook): Disclosure => ({
  ...{ ...by, child: null, what: 'match-reconsidered', asKnownOn: null, withheld: [] },
  shown: [{ lookedAt: beganAt, splits: splits.length }],
});

type Told = Readonly<{
  beganAt?: string;
  weights: string;
  records: number;
  children: number;
  proposed: number;
  splits: readonly SplitChild[];
}>;

const linesOf = ({ beganAt, weights, records, children, proposed, splits }: Told): readonly string[] => [
  ...(beganAt === undefined ? [] : [`looked at ${beganAt}`]),
  `${records} records under ${weights}: ${children} children by themselves; ${proposed} links proposed to stewards`,
  ...splits.map(({ records: parts }) => `take apart: ${parts.map((part) => part.join(' ')).join(' | ')}`),
];
