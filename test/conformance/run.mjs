// Runs the conformance specs over what others wrote. Without those files there is nothing to conform to: exit 2.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const data = fileURLToPath(new URL('../../../shared/testdata/', import.meta.url));
if (!existsSync(data)) {
  process.stderr.write('conformance: ../shared/testdata is missing; nothing was checked.\n');
  process.exit(2);
}
const jest = fileURLToPath(new URL('../../node_modules/jest/bin/jest.js', import.meta.url));
const args = [jest, '--selectProjects', 'conformance', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
