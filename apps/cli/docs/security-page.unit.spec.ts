import { existsSync, readFileSync } from 'node:fs';

const page = readFileSync('docs/security.md', 'utf8');
const lines = page.split('\n').filter((line) => /^\| (?!threat|-)/.test(line));

/** Each as `file` and the words of its test. */
function shownBy(line: string): readonly (readonly [file: string, words: string])[] {
  const cell = line.split('|').at(-2) ?? '';
  return [...cell.matchAll(/`([^`]+)` ([^·]+)/g)].map(([, file = '', words = '']) => [file, words.trim()]);
}

describe('the page of threats', () => {
  it('has some', () => expect(lines.length).toBeGreaterThan(20));

  it.each(lines.map((line) => [line.split('|')[1]?.trim() ?? '', line]))('%s: its tests are there', (_, line) => {
    const tests = shownBy(line);
    expect(tests.length).toBeGreaterThan(0);
    const gone = tests.filter(([file, words]) => !existsSync(file) || !readFileSync(file, 'utf8').includes(words));
    expect(gone).toEqual([]);
  });
});
