import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvLine } from '@tributary/feeds';
import type { Agency, DirectoryDocument, Practitioner } from '../domain/document';
import { NOBODY, type SheetName, SHEETS } from './columns';

/** Writes a directory as the CSV files that an import reads; answers their names. */
export async function writeDirectoryFolder(folder: string, document: DirectoryDocument): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const files = Object.entries(sheetsOf(document)).map(([name, text]) => [`${name}.csv`, text] as const);
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  return files.map(([name]) => name);
}

type Values = Readonly<Record<string, string | undefined>>;

/** The text of each file. Pure. */
export function sheetsOf(document: DirectoryDocument): Readonly<Record<SheetName, string>> {
  const { authorities, agencies, teams = [], practitioners } = document;
  return {
    authorities: sheet(
      'authorities',
      authorities.map((one) => ({ ...plain(one), front_door: one.frontDoor, out_of_hours: one.outOfHours })),
    ),
    agencies: sheet('agencies', agencies.map(agencyRow)),
    terms: sheet('terms', agencies.flatMap(termRows)),
    teams: sheet('teams', teams.map(plain)),
    practitioners: sheet('practitioners', practitioners.map(plain)),
    roles: sheet('roles', practitioners.flatMap(roleRows)),
    'worker-numbers': sheet(
      'worker-numbers',
      practitioners.flatMap(({ id, workerNumbers = [] }) =>
        workerNumbers.map((one) => ({ ...plain(one), practitioner: id })),
      ),
    ),
  };
}

function sheet(name: SheetName, rows: readonly Values[]): string {
  const { needed, optional } = SHEETS[name];
  const columns = [...needed, ...optional];
  const lines = rows.map((row) => columns.map((column) => row[column] ?? ''));
  return [columns, ...lines].map((values) => `${csvLine(values)}\n`).join('');
}

/** What of it is a text as it stands. */
const plain = (one: object): Values =>
  Object.fromEntries(Object.entries(one).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

const agencyRow = ({ hours, schools, ...agency }: Agency): Values => ({
  ...plain(agency),
  schools: schools?.join(' '),
  opens: hours === 'always' ? hours : hours?.from,
  closes: hours === 'always' ? undefined : hours?.to,
});

const termRows = ({ id, terms = [], insetDays = [] }: Agency): readonly Values[] => [
  ...terms.map(({ from, to }) => ({ agency: id, from, to, kind: 'term' })),
  ...insetDays.map((day) => ({ agency: id, from: day, to: day, kind: 'inset' })),
];

const roleRows = ({ id, roles }: Practitioner): readonly Values[] =>
  roles.map((held) => ({ ...plain(held), practitioner: id, manager: held.manager ?? NOBODY }));
