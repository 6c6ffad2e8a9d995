import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { boroughOf, DEMO_SEED } from '@tributary/demo';
import type { PlainDate } from '@tributary/kernel';
import { wexbourne, wexbourneSchools } from '../../libs/demo/borough/wexbourne.fixture';
import { Deliverer } from '../support/load';
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
/** The same whose blocks belong together: each is run as one script, and prints what the page shows after it. */
const SCRIPTED = [
  ['docs/match.md', { blocks: 4, lines: 3 }],
  ['docs/review-matches.md', { blocks: 1, lines: 0 }],
] as const;
/** What installs and starts is run by whoever runs the tests. */
const NOT_HERE = /npm (ci|start|test)|^DEMO=/;

const TODAY = '2026-11-21' as PlainDate;
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

type Script = Readonly<{ script: string; shows: readonly string[] }>;

/** The page's shell blocks, each with the lines that the page shows of what it prints. */
async function scriptsOn(page: string): Promise<readonly Script[]> {
  const text = await readFile(join(root, page), 'utf8');
  const blocks = text.matchAll(/```sh\n([\s\S]*?)```(?:[^`]*?```text\n([\s\S]*?)```)?/g);
  return [...blocks].map(([, script = '', shown = '']) => ({
    script,
    shows: shown.split('\n').filter((line) => line.trim() !== ''),
  }));
}

/** Pupils and patients of the borough: enough records for the matcher to learn from. */
const known = boroughOf({ seed: DEMO_SEED, today: TODAY, schools: wexbourneSchools }).rest.filter(({ name }) =>
  /-(roll|list)[.]/.test(name),
);

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

  it.each(SCRIPTED)('of %s do what they say, a block at a time, and print what it shows', async (page, least) => {
    for (const file of known) {
      const agency = wexbourne.feed(file.feed)?.agency ?? '';
      const deliverer = new Deliverer(
        () => hub.url,
        () => tokensOf(env['TRIBUTARY_HOME'] ?? '').client(agency),
      );
      const { feed, mediaType: type, backfill } = file;
      await deliverer.send(file.name, { path: `/v1/feeds/${feed}/messages`, type, body: file.text(), backfill });
    }
    const scripts = await scriptsOn(page);
    expect(scripts.length).toBeGreaterThanOrEqual(least.blocks);
    expect(scripts.flatMap(({ shows }) => shows).length).toBeGreaterThanOrEqual(least.lines);
    for (const { script, shows } of scripts) {
      const here = script.replaceAll('http://127.0.0.1:3000', hub.url);
      const ran = await run('sh', ['-ec', here], { cwd: desk, env }).catch((error: unknown) => error as Failed);
      if ('code' in ran) throw new Error(`${script}\n${ran.stdout}${ran.stderr}`);
      expect(ran.stdout.split('\n')).toEqual(expect.arrayContaining([...shows]));
      if (script.startsWith('curl')) expect(JSON.parse(ran.stdout)).not.toHaveProperty('code');
    }
  });
});

type Failed = Readonly<{ code: number; stdout: string; stderr: string }>;
