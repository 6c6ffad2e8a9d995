import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AppProcess, freePort, OF_ALL, root } from '../support/processes';
import { tokensOf } from '../support/tokens';

/** Pages whose commands a newcomer types as they stand, beside a hub on the port they name. */
const PAGES = [
  'README.md',
  'docs/add-a-rule.md',
  'docs/connect-a-feed.md',
  'docs/demo.md',
  'docs/directory.md',
  'docs/notices.md',
  'docs/verify.md',
  'docs/replay-for-an-audit.md',
];
/** What installs and starts is run by whoever runs the tests. */
const NOT_HERE = /npm (ci|start|test)|^DEMO=/;

const run = promisify(execFile);

/** The lines of the page's shell blocks, and the commands in its tables. */
async function commandsOn(page: string): Promise<readonly string[]> {
  const text = await readFile(join(root, page), 'utf8');
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
    block.replaceAll('\\\n', ' ').split('\n'),
  );
  const cells = [...text.matchAll(/^\|.*\| `(npx .*?)` \|$/gm)].map(([, command = '']) => command);
  return [...blocks, ...cells]
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '' && !NOT_HERE.test(line));
}

describe('the commands in the docs', () => {
  let desk: string;
  let hub: AppProcess;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    desk = await mkdtemp(join(tmpdir(), 'tributary-docs-'));
    await chmod(desk, 0o755);
    const home = join(desk, 'home');
    hub = new AppProcess('hub', 'dist/apps/hub/main.js', { TRIBUTARY_HOME: home, DEMO: '0' }, await freePort());
    await hub.start().ready();
    const clients = JSON.parse(await readFile(join(home, 'clients.json'), 'utf8')) as Record<string, string>;
    const CLIENT = 'kingsmere-academy';
    // What `npx` finds in a checkout whose packages are installed.
    const bin = join(desk, 'bin');
    await mkdir(bin);
    await writeFile(join(bin, 'npx'), `#!/bin/sh\nshift\nexec node "${root}/dist/apps/cli/main.js" "$@"\n`, {
      mode: 0o755,
    });
    // And what the settings' defaults name.
    await symlink(join(root, 'infra'), join(desk, 'infra'));
    env = {
      ...OF_ALL,
      PATH: `${bin}:${OF_ALL['PATH']}`,
      TRIBUTARY_HOME: home,
      CLIENT,
      SECRET: clients[CLIENT],
      TOKEN: await tokensOf(home).client(CLIENT),
    };
  });
  afterAll(async () => {
    await hub?.stop();
    await rm(desk, { recursive: true, force: true });
  });

  it.each(PAGES)('of %s do what they say', async (page) => {
    const commands = await commandsOn(page);
    expect(commands.length).toBeGreaterThan(1);
    for (const command of commands) {
      const here = command
        .replaceAll('http://127.0.0.1:3000', hub.url)
        .replace(/feed (send|test|checklist|map preview|map put)/, `feed $1 --url ${hub.url}`);
      const ran = await run('sh', ['-ec', here], { cwd: desk, env }).catch((error: unknown) => error as Failed);
      if ('code' in ran) throw new Error(`${command}\n${ran.stdout}${ran.stderr}`);
      if (command.startsWith('curl')) expect(JSON.parse(ran.stdout)).not.toHaveProperty('code');
    }
  });
});

type Failed = Readonly<{ code: number; stdout: string; stderr: string }>;
