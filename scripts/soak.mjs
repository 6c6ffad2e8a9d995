// The long run of what must never be lost or doubled: hours, by hand. Sizes given in the environment hold.
import { spawnSync } from 'node:child_process';

const env = {
  INVARIANT_EVENTS: '1000000',
  INVARIANT_KILLS: '50',
  FUZZ_MS: '60000',
  ...process.env,
};
const steps = [
  ['nest', 'build'],
  ['jest', '--selectProjects', 'unit', '-w', '1', '--testTimeout', '3600000', '--', 'libs/feeds/fuzz.unit.spec.ts'],
  ['jest', '--selectProjects', 'e2e', '-w', '1', '--', 'test/invariants/kills.e2e.spec.ts'],
];

const sizes = ['INVARIANT_EVENTS', 'INVARIANT_KILLS', 'FUZZ_MS'].map((name) => `${name}=${env[name]}`);
process.stdout.write(`soak: ${sizes.join(' ')}\n`);
let failed = 0;
for (const [command, ...args] of steps) {
  const { status } = spawnSync(command, args, { env, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
