// What must never be lost or doubled, at length and by hand; `npm test` holds the same at a size that ends in minutes.
// `--size full` takes about a quarter of an hour, the soak (without a word) hours. Sizes given in the environment hold.
import { spawnSync } from 'node:child_process';

const SIZES = {
  full: { INVARIANT_EVENTS: '50000', INVARIANT_KILLS: '5', PARITY_SEEDS: '3', PARITY_BOROUGH: '1', FUZZ_MS: '5000' },
  soak: {
    INVARIANT_EVENTS: '1000000',
    INVARIANT_KILLS: '50',
    PARITY_SEEDS: '3',
    PARITY_BOROUGH: '1',
    FUZZ_MS: '60000',
  },
};
const asked = process.argv.includes('--size') ? process.argv[process.argv.indexOf('--size') + 1] : 'soak';
const size = SIZES[asked];
if (!size) throw new Error(`--size is one of ${Object.keys(SIZES).join(', ')}`);

const env = { ...size, ...process.env };
const e2e = (spec) => ['jest', '--selectProjects', 'e2e', '-w', '1', '--', `test/invariants/${spec}.e2e.spec.ts`];
const steps = [
  ['nest', 'build'],
  ['jest', '--selectProjects', 'unit', '-w', '1', '--testTimeout', '3600000', '--', 'libs/feeds/fuzz.unit.spec.ts'],
  e2e('parity'),
  e2e('parity-borough'),
  e2e('kills'),
];

process.stdout.write(
  `${asked}: ${Object.keys(size)
    .map((name) => `${name}=${env[name]}`)
    .join(' ')}\n`,
);
let failed = 0;
for (const [command, ...args] of steps) {
  const { status } = spawnSync(command, args, { env, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
