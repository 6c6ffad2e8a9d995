import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { Problem } from '@tributary/kernel';
import { readConfig } from './config';
import { configurationTable } from './documentation';
import { parseDuration } from './kinds';

function problemOf(env: Record<string, string>): Problem {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('was taken');
}

describe('configuration', () => {
  it('needs nothing at all', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      env: 'demo',
      host: '127.0.0.1',
      port: 3000,
      stream: { kind: 'embedded' },
      ackLimits: { immediate: 900_000, today: 14_400_000, thisWeek: 86_400_000 },
      serviceHours: 'directory',
      mailFrom: 'tributary@localhost',
      statusAgeLimit: 172_800_000,
      freshness: 604_800_000,
      maxBodyBytes: 2 ** 31,
      rawRetentionDays: 30,
      demo: true,
    });
    expect(config).not.toHaveProperty('database');
    expect(isAbsolute(config.home)).toBe(true);
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('looks at all records once a day, as often as it is told, or never', () => {
    expect(readConfig({}).reconsider).toEqual({ everyMs: 86_400_000, memoryMb: 4_096 });
    expect(readConfig({ RECONSIDER: 'PT6H', RECONSIDER_MEMORY_MB: '512' }).reconsider).toEqual({
      ...{ everyMs: 21_600_000, memoryMb: 512 },
    });
    expect(readConfig({ RECONSIDER: 'off' })).not.toHaveProperty('reconsider');
    expect(problemOf({ RECONSIDER: 'never' }).extra['settings']).toEqual([
      "RECONSIDER must be a time span such as PT4H, PT15M or P2D, or a number of seconds, and longer than nothing; or off, not 'never'",
    ]);
  });

  it('takes an empty value for none', () => {
    expect(readConfig({ PORT: ' ', DATABASE_URL: '' })).toEqual(readConfig({}));
  });

  it('names every wrong value at once, with what it should be', () => {
    const problem = problemOf({ PORT: 'http', STREAM: 'rabbit', ACK_LIMIT_TODAY: '4 hours', DEMO: 'yes' });
    expect(problem.code).toBe('configuration-wrong');
    expect(problem.extra['settings']).toEqual([
      "PORT must be a whole number from 0 to 65535, not 'http'",
      "STREAM must be one of embedded, kafka, not 'rabbit'",
      "ACK_LIMIT_TODAY must be a time span such as PT4H, PT15M or P2D, or a number of seconds, and longer than nothing, not '4 hours'",
      "DEMO must be 1 (yes) or 0 (no), not 'yes'",
    ]);
  });

  it('never repeats a secret', () => {
    const { message } = problemOf({ DATABASE_URL: 'mysql://app:hunter2@db/tributary' });
    expect(message).toContain('DATABASE_URL');
    expect(message).not.toContain('hunter2');
  });

  it.each([
    [{ STREAM: 'kafka' }, /KAFKA_BROKERS is needed.*DATABASE_URL is needed/],
    [{ DATABASE_URL: 'postgres://a@b/c' }, /KEYS_DATABASE_URL is needed/],
    [{ KEYS_DATABASE_URL: 'postgres://a@b/c' }, /DATABASE_URL is needed/],
    [{ MLLP_PORT: '2575', MLLP_HOST: '0.0.0.0' }, /MLLP_CERT_FILE.*needed where MLLP_HOST is not of this machine/],
    [{ MLLP_PORT: '2575', MLLP_CERT_FILE: 'c', MLLP_KEY_FILE: 'k' }, /MLLP_CLIENT_CA_FILE are needed together/],
    [{ MLLP_CERT_FILE: 'c', MLLP_KEY_FILE: 'k', MLLP_CLIENT_CA_FILE: 'a' }, /MLLP_PORT is needed/],
    [{ KAFKA_SSL_CA_FILE: 'ca' }, /KAFKA_SSL=1 is needed with KAFKA_SSL_CA_FILE/],
    [{ KAFKA_SSL: '1', KAFKA_SSL_CERT_FILE: 'c' }, /KAFKA_SSL_CERT_FILE and KAFKA_SSL_KEY_FILE are needed together/],
    [{ KAFKA_SASL_USERNAME: 'hub' }, /KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and .* are needed together/],
    [
      {
        ...{ KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: 'hub', KAFKA_SASL_PASSWORD_FILE: 'p' },
        KAFKA_BROKERS: 'localhost:9092,kafka:9092',
      },
      /KAFKA_SSL=1 is needed with KAFKA_SASL_MECHANISM=plain: it sends the password as it is/,
    ],
    [{ OWNER_DATABASE_URL: 'postgres://a@b/c' }, /OWNER_KEYS_DATABASE_URL is needed/],
    [
      { TRIBUTARY_ENV: 'production' },
      /MASTER_KEY_FILE.*generated key is refused.*NOTARY_KEY_FILE.*OIDC_ISSUER.*demo sign-ins are refused.*DIRECTORY_FILE/,
    ],
  ])('refuses %j', (env, message) => {
    expect(problemOf(env as Record<string, string>).message).toMatch(message);
  });

  it('opens the door for HL7 without certificates on this machine alone, and to others with all three', () => {
    expect(readConfig({})).not.toHaveProperty('mllp');
    expect(readConfig({ MLLP_PORT: '2575' }).mllp).toEqual({ host: '127.0.0.1', port: 2575 });
    const files = { MLLP_CERT_FILE: 'c', MLLP_KEY_FILE: 'k', MLLP_CLIENT_CA_FILE: 'a' };
    expect(readConfig({ ...files, MLLP_PORT: '2575', MLLP_HOST: '0.0.0.0' }).mllp).toEqual({
      ...{ host: '0.0.0.0', port: 2575 },
      tls: { certFile: 'c', keyFile: 'k', clientCaFile: 'a' },
    });
  });

  it('finds the owner’s key database beside the app’s', () => {
    const config = readConfig({
      DATABASE_URL: 'postgres://app:a@db:5432/tributary',
      KEYS_DATABASE_URL: 'postgres://app:a@db:5432/tributary_keys',
      OWNER_DATABASE_URL: 'postgres://owner:o@db:5432/tributary',
    });
    expect(config.owner?.keys).toBe('postgres://owner:o@db:5432/tributary_keys');
  });

  it('never delivers the demo in production', () => {
    const files = {
      MASTER_KEY_FILE: 'm',
      NOTARY_KEY_FILE: 'n',
      DIRECTORY_FILE: 'd',
      AGREEMENTS_DIR: 'a',
      OIDC_ISSUER: 'https://id.test',
    };
    expect(readConfig({ ...files, TRIBUTARY_ENV: 'production' }).demo).toBe(false);
  });

  it.each([
    ['PT4H', 14_400_000],
    ['P1DT12H', 129_600_000],
    ['PT90S', 90_000],
    ['900', 900_000],
    ['P', undefined],
    ['PT', undefined],
    ['4h', undefined],
  ])('reads the time span %s as %s', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it('is documented as it is', async () => {
    const page = await readFile(join(__dirname, '../../../docs/configuration.md'), 'utf8');
    const squeeze = (table: string): string => table.replaceAll(/ +/g, ' ').replaceAll(/-+/g, '-');
    expect(squeeze(page)).toContain(squeeze(configurationTable()));
  });
});
