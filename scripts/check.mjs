// Types, lint, import rules, unused code, format and unit tests; stops at nothing, reports all that fails.
// `--without-tests`: for whoever runs all tests anyway.
import { spawn } from 'node:child_process';

const steps = [
  ['types', 'tsc'],
  ['lint', 'eslint', '--cache', '--cache-location', 'node_modules/.cache/eslint/', 'apps', 'libs', 'test'],
  ['import rules', 'depcruise', 'apps', 'libs', 'test', '--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
  ['unused code', 'knip'],
  ['format', 'prettier', '--check', '--log-level', 'warn', '--cache', '.'],
  ['unit tests', 'jest', '--selectProjects', 'unit'],
];

function run([name, command, ...args]) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ name, ok: false, output: String(error), seconds: 0 }));
    child.on('close', (code) => resolve({ name, ok: code === 0, output, seconds: (Date.now() - started) / 1000 }));
  });
}

async function lane(queue, results) {
  for (let step = queue.shift(); step; step = queue.shift()) {
    const result = await run(step);
    results.push(result);
    process.stdout.write(`${result.ok ? 'ok  ' : 'FAIL'} ${result.name} (${result.seconds.toFixed(1)} s)\n`);
    if (!result.ok) process.stdout.write(`${result.output}\n`);
  }
}

const queue = process.argv.includes('--without-tests') ? steps.filter(([name]) => name !== 'unit tests') : [...steps];
const results = [];
await Promise.all([lane(queue, results), lane(queue, results)]);
process.exitCode = results.every((result) => result.ok) ? 0 : 1;
