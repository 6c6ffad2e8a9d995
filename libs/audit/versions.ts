import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { catalogue } from '@tributary/catalogue';
import { canonicalJson } from '@tributary/kernel';

/** What an answer depends on beside the events. */
export type Versions = Readonly<{
  code: Readonly<{ version: string; build: string }>;
  catalogue: string;
  /** Version of each alert rule, by its name. */
  rules: Readonly<Record<string, string>>;
  /** Version of each read model, by its name. */
  projections: Readonly<Record<string, number>>;
}>;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Changes with every change of a type, its class, its retention or its schema. */
export const catalogueVersion = (): string =>
  digest(
    canonicalJson(
      catalogue.map(({ type, version, dataClass, retention, release, schema }) => ({
        ...{ type, version, dataClass, retention, release },
        schema: JSON.stringify(schema),
      })),
    ),
  );

/** Rooms whose code makes a replay. */
const ROOMS = ['kernel', 'catalogue', 'access', 'chronology', 'audit'];
const isCode = (name: string): boolean => /\.[jt]s$/.test(name) && !/\.(spec|fixture|d)\.[jt]s$/.test(name);

async function codeFiles(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((f) => f.isFile() && isCode(f.name)).map((f) => join(f.parentPath, f.name));
}

/** A hash over the code as it runs: no build needs a repository beside it to be told from another. */
async function buildId(): Promise<string> {
  const libs = dirname(__dirname);
  const files = (await Promise.all(ROOMS.map((room) => codeFiles(join(libs, room))))).flat().sort();
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return digest(files.map((file, i) => `${file.slice(libs.length)}\n${texts[i]}`).join('\n'));
}

async function packageVersion(folder: string): Promise<string> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  const parsed: unknown = text === undefined ? undefined : JSON.parse(text);
  if (typeof parsed === 'object' && parsed !== null && 'version' in parsed) return String(parsed.version);
  const above = dirname(folder);
  return above === folder ? 'unknown' : packageVersion(above);
}

let code: Promise<Versions['code']> | undefined;

/** Package version and build of the running code; read once. */
export function codeVersion(): Promise<Versions['code']> {
  code ??= Promise.all([packageVersion(__dirname), buildId()]).then(([version, build]) => ({ version, build }));
  return code;
}

type Named = Readonly<{ name: string; version: number }>;

/** All versions, from the read models and rules that the app runs. */
export async function versionsOf(
  projections: readonly Named[],
  rules: Readonly<Record<string, string>>,
): Promise<Versions> {
  return {
    code: await codeVersion(),
    catalogue: catalogueVersion(),
    rules,
    projections: Object.fromEntries(projections.map((p) => [p.name, p.version])),
  };
}
