import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FEED_PROBLEMS } from '@tributary/feeds';
import { HUB_PROBLEMS } from './hub-problems';
import { problemsPage } from './problems-page';

const root = join(__dirname, '../../..');
const sources = ['apps', 'libs'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.(spec|fixture))\.ts$/.test(path) && !/^testing|hub-problems|problem-codes/.test(path))
    .map((path) => readFileSync(join(root, folder, path), 'utf8')),
);
const all = sources.join('\n');
const thrown = new Set(
  [...all.matchAll(/(?:new Problem|extends Problem[^}]*?super)\(\s*'([a-z-]+)'/g)].map((found) => found[1] ?? ''),
);
const hub = Object.values(HUB_PROBLEMS).flatMap((told) => Object.keys(told));

describe('the page of problems', () => {
  it('has every code that the code can answer with', () => {
    expect(thrown.size).toBeGreaterThan(60);
    const known = new Set([...hub, ...Object.keys(FEED_PROBLEMS)]);
    expect([...thrown].filter((code) => !known.has(code))).toEqual([]);
  });

  it('has no code that nothing answers with, and none twice', () => {
    // A few are chosen first and thrown by their name.
    expect(hub.filter((code) => !thrown.has(code) && !all.includes(`'${code}'`))).toEqual([]);
    expect(new Set(hub).size).toBe(hub.length);
  });

  it('gives each its own heading, which an answer’s address leads to', () => {
    const page = problemsPage();
    for (const code of [...hub, ...Object.keys(FEED_PROBLEMS)]) expect(page).toContain(`\n### ${code}\n`);
    expect(readFileSync(join(root, 'docs/problems.md'), 'utf8')).toBe(page);
  });
});
