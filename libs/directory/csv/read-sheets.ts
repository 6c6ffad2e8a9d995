import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { csvRows } from '@tributary/feeds';
import { Problem } from '@tributary/kernel';
import { placeOf, type Sheet, type SheetName, type SheetRow, type Sheets, SHEETS } from './columns';

/** All that stands in the files of a folder, and what in them cannot be read; values are not repeated. */
export async function readSheets(folder: string): Promise<Readonly<{ sheets: Sheets; faults: readonly string[] }>> {
  const sheets: Partial<Record<SheetName, readonly SheetRow[]>> = {};
  const faults: string[] = [];
  for (const name of Object.keys(SHEETS) as SheetName[]) {
    const read = await readSheet(folder, name);
    faults.push(...read.faults);
    if (read.rows) sheets[name] = read.rows;
  }
  return { sheets, faults };
}

type Read = Readonly<{ rows?: readonly SheetRow[]; faults: readonly string[] }>;

async function readSheet(folder: string, name: SheetName): Promise<Read> {
  const { needed, optional, mustBe }: Sheet = SHEETS[name];
  const rows: SheetRow[] = [];
  const faults: string[] = [];
  try {
    const input = createReadStream(join(folder, `${name}.csv`));
    for await (const row of csvRows(input, { needed, optional, ignored: [] })) {
      const { line } = row;
      const place = placeOf({ sheet: name, line });
      if (!row.whole) faults.push(`${place}: has too many or too few values`);
      if (row.dropped > 0) {
        faults.push(`${place}: a column is not known; there are ${[...needed, ...optional].join(', ')}`);
      }
      rows.push({ sheet: name, line, get: (column) => row.get(column) });
    }
  } catch (error) {
    if (!isMissing(error)) return { faults: [`${name}.csv: ${detailOf(error)}`] };
    return { faults: mustBe ? [`${name}.csv: is not in the folder`] : [] };
  }
  return { rows, faults };
}

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';

function detailOf(error: unknown): string {
  if (error instanceof Problem) return error.detail;
  throw error;
}
