import { Problem } from '@tributary/kernel';
import { Writable } from 'node:stream';
import { Health } from './health';
import { createLogger, type LogFields, withCorrelation } from './logger';
import { Metrics } from './metrics';
import { NestLogger } from './nest-logger';
import { reasonOf } from './safe-error';

function logging(): {
  logger: ReturnType<typeof createLogger>;
  lines: () => Record<string, unknown>[];
  raw: () => string;
} {
  let written = '';
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written += chunk.toString();
      done();
    },
  });
  const logger = createLogger({ app: 'spec', level: 'info', destination });
  const lines = (): Record<string, unknown>[] =>
    written
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { logger, lines, raw: () => written };
}

/** What PostgreSQL says when a value is refused: it quotes the value. */
class DriverError extends Error {
  readonly code = '22P02';
  readonly detail = 'Key (name)=(Canary Wexley) already exists.';
}

describe('logs', () => {
  it('are JSON with time, level, app and the correlation id of the work', () => {
    const { logger, lines } = logging();
    withCorrelation('c-1', () => logger.info('a batch was applied', { consumer: 'chronology', count: 3 }));
    expect(lines()[0]).toMatchObject({
      level: 'info',
      app: 'spec',
      msg: 'a batch was applied',
      consumer: 'chronology',
      count: 3,
      correlationId: 'c-1',
    });
  });

  it('hold nothing that is not on the list, and say what was left out', () => {
    const { logger, lines, raw } = logging();
    const careless = { count: 1, name: 'Canary Wexley', feed: { postcode: 'WX1 1AA' } } as unknown as LogFields;
    logger.warn('a record was parked', careless);
    expect(lines()[0]).toMatchObject({ count: 1, feed: '[object]', leftOut: ['name'] });
    expect(raw()).not.toMatch(/Canary|WX1/);
  });

  it('keep code and place of an error, and not the words of the driver', () => {
    const { logger, lines, raw } = logging();
    logger.error('it failed', { error: new DriverError('invalid input syntax: "Canary Wexley"') });
    logger.error('it failed', { error: new Problem('feed-unknown', 404, 'No such feed', 'Feeds: attendance') });
    expect(lines()[0]).toMatchObject({ error: { code: 'sql-22P02', name: 'Error' } });
    expect(lines()[1]).toMatchObject({ error: { code: 'feed-unknown', message: 'No such feed: Feeds: attendance' } });
    expect(JSON.stringify(lines()[0])).toContain('observe.unit.spec');
    expect(raw()).not.toContain('Canary');
  });

  it('of Nest keep the frames of a stack, not its first line', () => {
    const { logger, lines, raw } = logging();
    const error = new Error('Canary Wexley');
    const nest = new NestLogger(logger);
    nest.error(error.message, error.stack, 'ExceptionsHandler');
    nest.error(error);
    nest.log('listening', 'NestApplication');
    expect(raw()).not.toContain('Canary');
    expect(lines()).toMatchObject([
      { context: 'ExceptionsHandler', level: 'error' },
      { level: 'error', error: { name: 'Error' } },
      { context: 'NestApplication', msg: 'listening' },
    ]);
    expect(JSON.stringify(lines()[0])).toContain('observe.unit.spec');
  });
});

describe('reasons', () => {
  it.each([
    [new Problem('event-too-new', 500, '', ''), 'event-too-new'],
    [new DriverError(''), 'sql-22P02'],
    [Object.assign(new Error(''), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    [new TypeError('x'), 'TypeError'],
    ['thrown text', 'string'],
  ])('are short and hold no values', (error, reason) => {
    expect(reasonOf(error)).toBe(reason);
  });
});

describe('health', () => {
  it('says what is wrong, each part for itself', async () => {
    const health = new Health();
    health.register('database', async () => undefined);
    expect(await health.readiness()).toEqual({ ready: true, checks: [{ name: 'database', ok: true }] });
    health.register('stream', async () => 'no broker answers');
    health.register('keys', async () => {
      throw new Problem('master-key-wrong', 500, 'Wrong key', 'It must hold 32 bytes');
    });
    expect(await health.readiness()).toEqual({
      ready: false,
      checks: [
        { name: 'database', ok: true },
        { name: 'stream', ok: false, problem: 'no broker answers' },
        { name: 'keys', ok: false, problem: 'master-key-wrong: It must hold 32 bytes' },
      ],
    });
  });

  it('is not ready while shutting down', async () => {
    const health = new Health();
    health.shuttingDown();
    expect(await health.readiness()).toMatchObject({ ready: false, checks: [{ problem: 'shutting down' }] });
  });
});

describe('metrics', () => {
  it('carry the app’s name and can be had twice in a process', async () => {
    const [one, other] = [new Metrics({ app: 'a' }), new Metrics({ app: 'b' })];
    one.parked.inc({ consumer: 'chronology' });
    expect(await one.registry.metrics()).toContain('tributary_events_parked_total{consumer="chronology",app="a"} 1');
    expect(await other.registry.metrics()).not.toContain('consumer="chronology"');
  });
});
