import { SANDBOX_CHILDREN, type SandboxChild } from './sandbox-children';

/** What a test delivery can show of a feed, in the order in which it is usually shown. */
export const CONTRACT_CHECKS = [
  'accepted',
  'repeated',
  'corrected',
  'late',
  'taken-back',
  'parked',
  'unmapped',
  'dropped',
  'refused',
  'too-large',
] as const;
export type ContractCheck = (typeof CONTRACT_CHECKS)[number];

/** A native file about children who do not exist; sent in their order, each shows what it says. */
export type SampleFile = Readonly<{ name: string; shows: ContractCheck; mediaType: string; text: string }>;

/** The first children of the sandbox, one after the other. */
export function sandboxChild(number: number): SandboxChild {
  const child = SANDBOX_CHILDREN[number - 1];
  if (!child) throw new Error(`there is no sandbox child ${number}`);
  return child;
}

type Rows = readonly (readonly [shows: ContractCheck, rows: readonly (readonly string[])[]])[];

/** Files of one form: its header, and for each what it shows and its rows. */
export const csvSamples = (header: readonly string[], files: Rows): readonly SampleFile[] =>
  files.map(([shows, rows], i) => ({
    name: `${i + 1}-${shows}.csv`,
    shows,
    mediaType: 'text/csv',
    text: `${[header, ...rows].map((row) => row.join(',')).join('\n')}\n`,
  }));

/** The columns of a pupil in the school files, and a child's own. */
export const PUPIL_HEADER = ['UPN', 'LocalId', 'Surname', 'Forename', 'DOB', 'Sex', 'Postcode', 'LAESTAB'] as const;
export const pupilCells = (child: SandboxChild, school: string): readonly string[] => [
  ...[child.upn, child.ownNumber, child.familyName, child.givenName, child.birthDate],
  ...[child.sex === 'female' ? 'F' : 'M', child.postcode, school],
];
