import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure } from './measure';

/** Of the table that is committed; the gate takes another for each commit. */
export const TABLE_SEED = 'wexbourne';

const FILE = join(__dirname, '../../../../../libs/matching/measured/measured.ts');

/** Writes the table of what was measured, from `dist` into the sources. */
export function writeMeasured(measuredOn: string): void {
  const rows = measure(TABLE_SEED).map(
    ({ dimension, group, truePairs, missed, reviewed, linkedPairs, falseLinks }) =>
      `    { dimension: '${dimension}', group: '${group}', truePairs: ${truePairs}, missed: ${missed}, reviewed: ${reviewed}, linkedPairs: ${linkedPairs}, falseLinks: ${falseLinks} },`,
  );
  const text = [
    "import type { Measured } from './group-rates';",
    '',
    '/** Written by `npm run bench:match -- --measured`; held against each run of the fairness gate. */',
    '// prettier-ignore',
    'export const MEASURED: Measured = {',
    `  measuredOn: '${measuredOn}',`,
    `  seed: '${TABLE_SEED}',`,
    '  rates: [',
    ...rows,
    '  ],',
    '};',
    '',
  ].join('\n');
  writeFileSync(FILE, text);
}
