import { DisclosureLedger } from '@tributary/access';
import { ROLES } from '@tributary/directory';
import { type Reconsidered, Reconsidering } from '@tributary/identity';
import { EXIT, print } from '../output';
import { type As, viewerIn } from '../viewer-in';
import { withRooms } from '../with-rooms';
import { notSteward } from './match-fit';

export type ReconsiderOptions = As & Readonly<{ reason: string }>;

/** Looks at all records at once. Exit code 1 where a steward has a child's records to take apart. */
export async function reconsider(options: ReconsiderOptions): Promise<number> {
  return withRooms(async ({ database, vault, directory }) => {
    const viewer = await viewerIn(options, directory);
    if (viewer.role !== ROLES.dataSteward) throw notSteward();
    const pool = database.events;
    const found = await new Reconsidering({ pool, vault }).run();
    const { weights, records, proposed, splits } = found;
    await new DisclosureLedger(pool).record({
      ...{ practitioner: viewer.practitioner, role: viewer.role, agency: viewer.agency, child: null },
      ...{ what: 'match-reconsidered', purpose: options.reason.trim(), asKnownOn: null, withheld: [] },
      shown: [{ version: weights, records, proposed, splits: splits.length }],
    });
    print(
      options.json ?? false,
      { weights, records, children: found.clusters.length, proposed, splits },
      linesOf(found),
    );
    return splits.length > 0 ? EXIT.wrong : EXIT.done;
  });
}

const linesOf = ({ weights, records, clusters, proposed, splits }: Reconsidered): readonly string[] => [
  `${records} records under ${weights}: ${clusters.length} children by themselves; ${proposed} links proposed to stewards`,
  ...splits.map(({ records: parts }) => `take apart: ${parts.map((part) => part.join(' ')).join(' | ')}`),
];
