import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../support/processes';

/** Says more than a pipe holds, as an app does while its database is away, and ends when it is told to. */
const TALKER = `
  const { createLogger } = require(${JSON.stringify(join(root, 'dist/libs/runtime'))});
  const logger = createLogger({ app: 'spec', level: 'info' });
  const talk = () => { for (let n = 0; n < 1000; n += 1) logger.info('the work goes on', { count: n }); };
  process.on('SIGTERM', () => { talk(); process.exit(0); });
  setInterval(talk, 5);
  let rounds = 0;
  setInterval(() => { if ((rounds += 1) === 20) process.stderr.write('well on its way'); }, 10);
`;

describe('an app whose log nobody reads', () => {
  let talker: ChildProcess;
  beforeEach(() => {
    talker = spawn(process.execPath, ['-e', TALKER], { stdio: ['ignore', 'pipe', 'pipe'] });
  });
  afterEach(() => talker.kill('SIGKILL'));

  /** The exit code, or the signal that was needed. */
  const ended = async (): Promise<unknown> => {
    const gone = once(talker, 'exit');
    talker.kill('SIGTERM');
    const [code, signal] = (await gone) as [number | null, string | null];
    return code ?? signal;
  };

  it('ends when it is told to, though the reader stands still', async () => {
    await once(talker.stderr as NodeJS.ReadableStream, 'data');
    expect(await ended()).toBe(0);
  });

  it('works on where the reader is gone, and ends when it is told to', async () => {
    talker.stdout?.destroy();
    await once(talker.stderr as NodeJS.ReadableStream, 'data');
    expect(talker.exitCode).toBeNull();
    expect(await ended()).toBe(0);
  });
});
