import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '@tributary/kernel';
import { parseDocument } from 'yaml';
import type { Agreement } from '../domain/agreement';
import { faultsOf } from '../domain/check';
import { shapeFaults } from './shape';

/** Reads and checks every `.yaml` file of a folder; throws one Problem that lists every fault with its place. */
export async function readAgreements(folder: string): Promise<readonly Agreement[]> {
  const names = (await namesIn(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const read = await Promise.all(
    names.map(async (name) => parseAgreement(await readFile(join(folder, name), 'utf8'), name)),
  );
  const faults = faultsOf(read);
  if (faults.length > 0) throw wrong('the agreements together', faults);
  return read;
}

/** One file; `name` stands in what is said of its faults. */
export function parseAgreement(text: string, name: string): Agreement {
  const parsed = parseDocument(text);
  if (parsed.errors.length > 0) {
    throw wrong(
      name,
      parsed.errors.map(({ code, linePos }) => `line ${linePos?.[0].line ?? '?'}: ${code}`),
    );
  }
  const value = plainValue(parsed, name);
  const faults = shapeFaults(value);
  if (faults.length > 0) throw wrong(name, faults);
  return value as Agreement;
}

/** Aliases are refused: a few lines of them can stand for gigabytes. */
function plainValue(parsed: ReturnType<typeof parseDocument>, name: string): unknown {
  try {
    return parsed.toJS({ maxAliasCount: 0 });
  } catch {
    throw wrong(name, ['write each value out where it stands, without & and *']);
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    throw new Problem(
      'agreements-missing',
      500,
      'The folder of the agreements cannot be read',
      'AGREEMENTS_DIR names no readable folder',
    );
  }
}

function wrong(what: string, faults: readonly string[]): Problem {
  const shown = faults.slice(0, 20);
  const more = faults.length > shown.length ? `; and ${faults.length - shown.length} more` : '';
  return new Problem('agreement-wrong', 422, `Wrong: ${what}`, `${shown.join('; ')}${more}`, { faults });
}
