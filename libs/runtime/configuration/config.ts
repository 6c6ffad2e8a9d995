import { resolve } from 'node:path';
import { Problem } from '@tributary/kernel';
import type { Variable } from './kinds';
import { kafkaRules, type StreamSettings, streamSettings } from './kafka-settings';
import { type Value, type Values, type VariableName, variables } from './variables';

type Env = Readonly<Record<string, string | undefined>>;

/** All settings of a process, checked; never changed after the start. Time spans in milliseconds. */
export type Config = Readonly<{
  env: 'demo' | 'production';
  /** Absolute. */
  home: string;
  host: string;
  port: number;
  publicUrl?: string;
  database?: Readonly<{ events: string; keys: string }>;
  owner?: Readonly<{ events: string; keys: string }>;
  stream: StreamSettings;
  masterKeyFile?: string;
  notaryKeyFile?: string;
  directoryFile?: string;
  agreementsDir?: string;
  oidcIssuer?: string;
  /** Where mail goes out. */
  smtpUrl?: string;
  /** How agencies' systems are called; nobody is where there are no secrets. */
  webhooks: Readonly<{ secretsDir?: string; hosts: readonly string[] }>;
  /** Which MESH mailboxes are read. */
  meshFile?: string;
  /** Which feeds are fetched. */
  pullFile?: string;
  /** Where files are laid for feeds. */
  dropDir?: string;
  /** Where traces go. */
  tracesTo?: string;
  tracesShare: number;
  mailFrom: string;
  /** The pages at `oidcIssuer`. */
  oidcClient: Readonly<{ id: string; secretFile?: string; claim: string }>;
  sessionIdle: number;
  sessionLongest: number;
  logLevel: Value<(typeof variables)['LOG_LEVEL']>;
  /** How long until the next person is told. */
  ackLimits: Readonly<{ immediate: number; today: number; thisWeek: number }>;
  serviceHours: Value<(typeof variables)['SERVICE_HOURS']>;
  /** The door for HL7 v2; without `tls` on this machine alone. */
  mllp?: Readonly<{
    host: string;
    port: number;
    tls?: Readonly<{ certFile: string; keyFile: string; clientCaFile: string }>;
  }>;
  statusAgeLimit: number;
  freshness: number;
  historyQuiet: number;
  reopenWithin: number;
  bundleWithin: number;
  /** How often all records are looked at as one set, with how many megabytes at most; never where it is missing. */
  reconsider?: Readonly<{ everyMs: number; memoryMb: number }>;
  maxBodyBytes: number;
  rawRetentionDays: number;
  demo: boolean;
}>;

/** Where people and agencies reach this hub; without a slash at its end. */
export const addressOf = ({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string =>
  (publicUrl ?? `http://${host}:${port}`).replace(/\/$/, '');

/** Throws `configuration-wrong`, naming every variable that is wrong and what it should be. */
export function readConfig(env: Env = process.env): Config {
  const wrong: string[] = [];
  const values = parseAll(env, wrong);
  wrong.push(...contradictions(values));
  if (wrong.length > 0) {
    throw new Problem(
      'configuration-wrong',
      500,
      wrong.length === 1 ? 'A setting is wrong' : `${wrong.length} settings are wrong`,
      `${wrong.join('; ')}. All settings: docs/configuration.md`,
      { settings: wrong },
    );
  }
  return Object.freeze(assemble(values));
}

function parseAll(env: Env, wrong: string[]): Values {
  const entries = Object.entries<Variable<unknown>>(variables).map(([name, variable]) => {
    const given = env[name]?.trim() || undefined;
    const text = given ?? variable.default;
    if (text === undefined) return [name, undefined];
    const parsed = variable.parse(text);
    if ('value' in parsed) return [name, parsed.value];
    wrong.push(`${name} ${parsed.wrong}${variable.secret ? '' : `, not '${text.slice(0, 80)}'`}`);
    return [name, undefined];
  });
  return Object.fromEntries(entries) as Values;
}

/** Values that are right alone and wrong together. */
function contradictions(v: Values): string[] {
  const production = v.TRIBUTARY_ENV === 'production';
  const needed = (name: VariableName, why: string): string => `${name} is needed ${why}`;
  const rules: readonly (readonly [boolean, string])[] = [
    ...kafkaRules(v),
    [
      v.STREAM === 'kafka' && !v.DATABASE_URL,
      needed('DATABASE_URL', 'with STREAM=kafka: its processes share one database'),
    ],
    [!!v.DATABASE_URL && !v.KEYS_DATABASE_URL, needed('KEYS_DATABASE_URL', 'with DATABASE_URL')],
    [!!v.KEYS_DATABASE_URL && !v.DATABASE_URL, needed('DATABASE_URL', 'with KEYS_DATABASE_URL')],
    [
      !!v.OWNER_DATABASE_URL && !v.OWNER_KEYS_DATABASE_URL && !v.KEYS_DATABASE_URL,
      needed('OWNER_KEYS_DATABASE_URL', 'with OWNER_DATABASE_URL, or KEYS_DATABASE_URL to take its name from'),
    ],
    ...doorRules(v),
    [production && !v.MASTER_KEY_FILE, needed('MASTER_KEY_FILE', 'in production: a generated key is refused')],
    [production && !v.NOTARY_KEY_FILE, needed('NOTARY_KEY_FILE', 'in production: a generated key is refused')],
    [
      production && !!v.WEBHOOK_HOSTS,
      'WEBHOOK_HOSTS is for tests and demonstrations: production calls no private address',
    ],
    [production && !v.OIDC_ISSUER, needed('OIDC_ISSUER', 'in production: demo sign-ins are refused')],
    [production && !v.DIRECTORY_FILE, needed('DIRECTORY_FILE', 'in production: the demo borough is refused')],
    [production && !v.AGREEMENTS_DIR, needed('AGREEMENTS_DIR', 'in production: the demo borough’s are refused')],
  ];
  return rules.flatMap(([broken, message]) => (broken ? [message] : []));
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** Messages without encryption, or from whoever comes, never leave the machine. */
function doorRules(v: Values): readonly (readonly [boolean, string])[] {
  const files = [v.MLLP_CERT_FILE, v.MLLP_KEY_FILE, v.MLLP_CLIENT_CA_FILE];
  const given = files.filter((file) => file !== undefined).length;
  const names = 'MLLP_CERT_FILE, MLLP_KEY_FILE and MLLP_CLIENT_CA_FILE';
  return [
    [given > 0 && given < files.length, `${names} are needed together`],
    [given > 0 && v.MLLP_PORT === undefined, 'MLLP_PORT is needed with the certificates of that door'],
    [
      v.MLLP_PORT !== undefined && given === 0 && !LOOPBACK.test(present(v.MLLP_HOST)),
      `${names} are needed where MLLP_HOST is not of this machine alone`,
    ],
  ];
}

function doorOf(v: Values): Config['mllp'] {
  if (v.MLLP_PORT === undefined) return undefined;
  const [certFile, keyFile, clientCaFile] = [v.MLLP_CERT_FILE, v.MLLP_KEY_FILE, v.MLLP_CLIENT_CA_FILE];
  const at = { host: present(v.MLLP_HOST), port: v.MLLP_PORT };
  if (certFile === undefined || keyFile === undefined || clientCaFile === undefined) return at;
  return { ...at, tls: { certFile, keyFile, clientCaFile } };
}

function roundOf(v: Values): Config['reconsider'] {
  const every = present(v.RECONSIDER);
  return every === 'off' ? undefined : { everyMs: every, memoryMb: present(v.RECONSIDER_MEMORY_MB) };
}

function assemble(v: Values): Config {
  const production = v.TRIBUTARY_ENV === 'production';
  const optional = {
    publicUrl: v.PUBLIC_URL,
    database: both(v.DATABASE_URL, v.KEYS_DATABASE_URL),
    owner: both(v.OWNER_DATABASE_URL, v.OWNER_KEYS_DATABASE_URL ?? keysBeside(v)),
    masterKeyFile: v.MASTER_KEY_FILE,
    notaryKeyFile: v.NOTARY_KEY_FILE,
    directoryFile: v.DIRECTORY_FILE,
    agreementsDir: v.AGREEMENTS_DIR,
    oidcIssuer: v.OIDC_ISSUER,
    smtpUrl: v.SMTP_URL,
    meshFile: v.MESH_FILE,
    pullFile: v.PULL_FILE,
    dropDir: v.DROP_DIR,
    tracesTo: v.OTEL_EXPORTER_OTLP_ENDPOINT,
    mllp: doorOf(v),
    reconsider: roundOf(v),
  };
  return {
    ...withoutUndefined(optional),
    env: present(v.TRIBUTARY_ENV),
    home: resolve(present(v.TRIBUTARY_HOME)),
    host: present(v.HOST),
    port: present(v.PORT),
    stream: streamSettings(v),
    mailFrom: present(v.MAIL_FROM),
    webhooks: { ...withoutUndefined({ secretsDir: v.WEBHOOK_SECRETS_DIR }), hosts: v.WEBHOOK_HOSTS ?? [] },
    oidcClient: {
      id: present(v.OIDC_CLIENT_ID),
      ...withoutUndefined({ secretFile: v.OIDC_CLIENT_SECRET_FILE }),
      claim: present(v.OIDC_PERSON_CLAIM),
    },
    sessionIdle: present(v.SESSION_IDLE),
    sessionLongest: present(v.SESSION_LONGEST),
    logLevel: present(v.LOG_LEVEL),
    tracesShare: present(v.OTEL_TRACES_SAMPLER_ARG),
    ackLimits: {
      immediate: present(v.ACK_LIMIT_IMMEDIATE),
      today: present(v.ACK_LIMIT_TODAY),
      thisWeek: present(v.ACK_LIMIT_THIS_WEEK),
    },
    serviceHours: present(v.SERVICE_HOURS),
    statusAgeLimit: present(v.STATUS_AGE_LIMIT),
    freshness: present(v.FRESHNESS),
    historyQuiet: present(v.HISTORY_QUIET),
    reopenWithin: present(v.REOPEN_WITHIN),
    bundleWithin: present(v.BUNDLE_WITHIN),
    maxBodyBytes: present(v.MAX_BODY_BYTES),
    rawRetentionDays: present(v.RAW_RETENTION_DAYS),
    demo: present(v.DEMO) && !production,
  };
}

const both = (events?: string, keys?: string): { events: string; keys: string } | undefined =>
  events !== undefined && keys !== undefined ? { events, keys } : undefined;

function keysBeside(v: Values): string | undefined {
  if (!v.OWNER_DATABASE_URL || !v.KEYS_DATABASE_URL) return undefined;
  const url = new URL(v.OWNER_DATABASE_URL);
  url.pathname = new URL(v.KEYS_DATABASE_URL).pathname;
  return url.href;
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const withoutUndefined = <T extends object>(given: T): Present<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Present<T>;

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a setting without a default was not checked');
  return value;
}
