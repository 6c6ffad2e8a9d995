import { dirname, resolve } from 'node:path';
import { Problem } from '@tributary/kernel';
import { parseDuration } from '@tributary/runtime';
import type { MeshConnection } from './mesh-mailbox';
import type { Workflow } from './mesh-pull';
import { fileText, readSettings } from './settings-file';

export type MeshSettings = Readonly<{
  connection: MeshConnection;
  workflows: Readonly<Record<string, Workflow>>;
  everyMs: number;
  alarmAfterMs: number;
}>;

type Given = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Given =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const KNOWN = [
  'mailbox',
  'url',
  'passwordFile',
  'sharedKeyFile',
  'caFile',
  'certFile',
  'keyFile',
  'workflows',
  'every',
  'alarmAfter',
];
const NEEDED = ['mailbox', 'url', 'passwordFile', 'sharedKeyFile'] as const;

/**
 * The mailboxes of a MESH file (`mailboxes:`, each with its workflows). Secrets stand in files of their own, named
 * relative to it. Throws `mesh-file-wrong` with every fault and its place.
 */
export async function readMeshFile(path: string): Promise<readonly MeshSettings[]> {
  const value = await readSettings(path, 'MESH_FILE', wrong);
  const listed: unknown = isObject(value) ? value['mailboxes'] : undefined;
  if (!Array.isArray(listed)) throw wrong(['mailboxes is missing']);
  const mailboxes = listed.map((one: unknown) => (isObject(one) ? one : {}));
  const faults = mailboxes.flatMap((one, at) => faultsOf(one).map((fault) => `mailboxes[${at}].${fault}`));
  if (faults.length > 0) throw wrong(faults);
  return Promise.all(mailboxes.map((one) => settingsOf(one, dirname(resolve(path)))));
}

const textIn = (given: Given, name: string): string | undefined => {
  const value = given[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

function faultsOf(given: Given): readonly string[] {
  const url = textIn(given, 'url') ?? '';
  const secure = /^https:\/\//.test(url) || /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/.test(url);
  const workflows = isObject(given['workflows']) ? Object.entries(given['workflows']) : [];
  const incomplete = workflows.filter(([, to]) => !isObject(to) || !textIn(to, 'feed') || !textIn(to, 'mediaType'));
  return [
    ...NEEDED.filter((name) => textIn(given, name) === undefined).map((name) => `${name} is missing`),
    ...(URL.canParse(url) && secure ? [] : ['url must start with https:// (http:// on this computer alone)']),
    ...(workflows.length === 0 ? ['workflows is missing'] : []),
    ...incomplete.map(([name]) => `workflows.${name} needs feed and mediaType`),
    ...['every', 'alarmAfter']
      .filter((name) => given[name] !== undefined && !durationIn(given, name))
      .map((name) => `${name} must be a duration as PT1M`),
    ...Object.keys(given)
      .filter((name) => !KNOWN.includes(name))
      .map((name) => `${name} is not known`),
  ];
}

const durationIn = (given: Given, name: string): number | undefined => parseDuration(textIn(given, name) ?? '');

async function settingsOf(given: Given, folder: string): Promise<MeshSettings> {
  const secret = async (name: string): Promise<string | undefined> => {
    const file = textIn(given, name);
    return file === undefined ? undefined : (await fileText(resolve(folder, file), name, wrong)).trim();
  };
  const [password, sharedKey, ca, cert, key] = await Promise.all(
    ['passwordFile', 'sharedKeyFile', 'caFile', 'certFile', 'keyFile'].map(secret),
  );
  return {
    connection: {
      url: textIn(given, 'url') ?? '',
      identity: { mailbox: textIn(given, 'mailbox') ?? '', password: password ?? '', sharedKey: sharedKey ?? '' },
      tls: { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) },
    },
    workflows: given['workflows'] as Readonly<Record<string, Workflow>>,
    everyMs: durationIn(given, 'every') ?? 60_000,
    alarmAfterMs: durationIn(given, 'alarmAfter') ?? 3_600_000,
  };
}

const wrong = (faults: readonly string[]): Problem =>
  new Problem('mesh-file-wrong', 500, 'The MESH file is wrong', `${faults.slice(0, 20).join('; ')}.`, { faults });
