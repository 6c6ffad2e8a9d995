import { seeded } from '@tributary/demo';
import { ROLES } from '@tributary/directory';
import { type Fit, WeightsFitting } from '@tributary/identity';
import { Problem } from '@tributary/kernel';
import { DisclosureLedger } from '@tributary/access';
import { EXIT, print } from '../output';
import { type As, viewerIn } from '../viewer-in';
import { withRooms } from '../with-rooms';

export type FitOptions = As & Readonly<{ use?: boolean; reason: string }>;

/** Estimates the borough's own weights, keeps them as a version, and puts them in force where that was asked for. */
export async function fitMatch(options: FitOptions): Promise<number> {
  return withRooms(async ({ database, vault, directory }) => {
    const viewer = await viewerIn(options, directory);
    if (viewer.role !== ROLES.dataSteward) throw notSteward();
    const pool = database.events;
    const fitting = new WeightsFitting({ pool, vault, randomFor });
    const fit = await fitting.fit();
    const inForce = options.use === true;
    // First the line of who did it, as for all that is read of people: what stands in no ledger was not done.
    await new DisclosureLedger(pool).record({
      ...{ practitioner: viewer.practitioner, role: viewer.role, agency: viewer.agency, child: null },
      ...{ what: 'match-weights', purpose: options.reason.trim(), asKnownOn: null, withheld: [] },
      shown: [{ version: fit.weights.version, records: fit.records, before: fit.inForce, inForce }],
    });
    if (inForce) await fitting.use(fit.weights);
    const { weights, ...told } = fit;
    print(options.json ?? false, { version: weights.version, used: inForce, ...told }, linesOf(fit, inForce));
    return EXIT.done;
  });
}

const SEED_DIGITS = 8;
const randomFor = (fingerprint: string): (() => number) =>
  seeded(Number.parseInt(fingerprint.slice(0, SEED_DIGITS), 16));

const linesOf = ({ weights, inForce, records, children, changes }: Fit, used: boolean): readonly string[] => [
  `${weights.version}: from ${records} records of ${children} children; in force before: ${inForce}`,
  ...changes.map(({ before, after, pairs }) => `${String(pairs).padStart(9)}  ${before} → ${after}`),
  ...(changes.length === 0 ? ['no pair of records would be judged otherwise'] : []),
  used ? 'in force, everywhere within a minute' : 'kept, not in force: again with --use when you have looked',
];

export const notSteward = (): Problem =>
  new Problem(
    'not-data-steward',
    403,
    'A data steward decides by what records are matched',
    'Ask one of the directory',
  );
