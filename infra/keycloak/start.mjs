// Starts Keycloak with the realm beside this file, its data in memory: `npm run keycloak -- [--port 8080]`.
// PUBLIC_URL, OIDC_CLIENT_SECRET, AGENCY_CLIENT_SECRET and DEMO_PASSWORD fill the realm's places; they have no default.
// Prints `keycloak ready on http://127.0.0.1:<port>` on standard output; SIGTERM or Ctrl-C stops it. `--with-parent` stops
// it too when standard input ends. Exit code 2: it could not be fetched, or a place is not filled.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const PLACES = ['PUBLIC_URL', 'OIDC_CLIENT_SECRET', 'AGENCY_CLIENT_SECRET', 'DEMO_PASSWORD'];

const { values } = parseArgs({ options: { port: { type: 'string' }, 'with-parent': { type: 'boolean' } } });
const port = values.port ?? '8080';

function leave(words) {
  process.stderr.write(`${words}\n`);
  process.exit(2);
}

const empty = PLACES.filter((name) => !process.env[name]);
if (empty.length > 0) leave(`Set ${empty.join(', ')}: the realm has places for them`);

// A folder of its own each time: Keycloak writes beside its programs.
const folder = mkdtempSync(join(tmpdir(), 'tributary-keycloak-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const pom = join(here, 'pom.xml');
const into = [`-DoutputDirectory=${folder}`, `-DmarkersDirectory=${join(folder, 'markers')}`];
const got = spawnSync('mvn', ['-q', '-B', '-f', pom, 'dependency:unpack-dependencies', ...into], { encoding: 'utf8' });
if (got.status !== 0) leave(`Maven could not fetch Keycloak: ${got.error?.message ?? got.stdout.slice(-2_000)}`);
const [name] = readdirSync(folder).filter((one) => one.startsWith('keycloak'));
if (!name) leave('what Maven fetched holds no Keycloak');
const home = join(folder, name);
cpSync(join(here, 'realm.json'), join(home, 'data/import/realm.json'));

const args = ['start-dev', '--db=dev-mem', '--import-realm', `--http-port=${port}`, '--http-host=127.0.0.1'];
const server = spawn(join(home, 'bin/kc.sh'), args, {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, JAVA_OPTS_KC_HEAP: '-Xms128m -Xmx512m' },
});
let said = '';
server.stdout.on('data', (chunk) => (said = `${said}${chunk}`.slice(-4_000)));
server.on('exit', (code) => {
  if (code !== 0 && code !== 143 && code !== 130) process.stderr.write(said);
  process.exit(code === 143 || code === 130 ? 0 : (code ?? 1));
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill('SIGTERM'));
if (values['with-parent']) process.stdin.on('end', () => server.kill('SIGTERM')).resume();

const at = `http://127.0.0.1:${port}`;
const answers = async () => {
  const answer = await fetch(`${at}/realms/wexbourne/.well-known/openid-configuration`).catch(() => undefined);
  return answer?.ok === true;
};
while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, 200));
process.stdout.write(`keycloak ready on ${at}\n`);
