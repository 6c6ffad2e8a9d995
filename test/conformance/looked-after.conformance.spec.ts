import type { Parsed } from '@tributary/feeds';
import { zipOf } from '../../libs/testing/zip';
import { contentOf, describeFiles, expectedFor, figuresOf, filesIn, parseAll } from './expected';

const tables = [...filesIn('ssda903', '.csv'), ...filesIn('la-schemas-liia/s903/samples', '.csv')];
const documents = filesIn('ssda903', '.xml');

/** Each row of a file as text, without a parser: its own lines, not the first. */
const rowsIn = (content: Buffer): readonly (readonly string[])[] =>
  content
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(1)
    .map((line) => line.split(','));

const linesOf = (all: readonly Parsed[]): number =>
  all.filter(({ kind }) => kind === 'record' || kind === 'parked').length;
const itemsOf = (all: readonly Parsed[]): readonly string[] =>
  all.flatMap((one) => (one.kind === 'record' ? one.facts.map(({ item }) => item) : []));

describeFiles(tables, (path) => {
  it('is accounted for, row by row', async () => {
    const content = contentOf(path);
    const all = await parseAll('ssda903', content);
    expect(linesOf(all)).toBe(rowsIn(content).length);
    expect(new Set(itemsOf(all)).size).toBe(itemsOf(all).length);
    expect(figuresOf(all)).toEqual(expectedFor(path, figuresOf(all)));
  });
});

describeFiles(documents, (path) => {
  it('is accounted for, child by child and block by block', async () => {
    const text = contentOf(path).toString('utf8');
    const count = (tag: string): number => text.split(`<${tag}>`).length - 1;
    const all = await parseAll('ssda903', contentOf(path));
    const { children, facts, parked } = figuresOf(all);
    expect(parked).toEqual({});
    expect(children).toBe(count('CHILD'));
    expect(facts['social-care.child-details-recorded']).toBe(count('HEADER'));
    expect(facts['social-care.looked-after-reviewed']).toBe(count('REVIEW'));
    const began = (facts['social-care.looked-after-started'] ?? 0) + (facts['social-care.placement-changed'] ?? 0);
    expect(began).toBe(count('EPISODE'));
    expect(facts['social-care.missing-started'] ?? 0).toBe(text.split('<MISSING>M<').length - 1);
    expect(new Set(itemsOf(all)).size).toBe(itemsOf(all).length);
    expect(figuresOf(all)).toEqual(expectedFor(path, figuresOf(all)));
  });
});

const set = filesIn('ssda903', '.csv');
describeFiles(set.length === 0 ? [] : ['ssda903/*.csv as one ZIP'], (key) => {
  const packed = () => zipOf(set.map((path) => ({ name: path, content: contentOf(path) })));

  it('is accounted for, row by row, each under the child whom Header names', async () => {
    const all = await parseAll('ssda903', packed());
    expect(linesOf(all)).toBe(set.reduce((sum, path) => sum + rowsIn(contentOf(path)).length, 0));
    const header = set.find((path) => path.endsWith('header.csv')) ?? '';
    const named = new Set(rowsIn(contentOf(header)).map(([child]) => child));
    const strangers = set.flatMap((path) => rowsIn(contentOf(path)).filter(([child]) => !named.has(child)));
    expect(figuresOf(all).parked).toEqual(strangers.length > 0 ? { 'ssda903-not-in-header': strangers.length } : {});
    expect(figuresOf(all)).toEqual(expectedFor(key, figuresOf(all)));
  });

  it('says the same twice', async () => {
    expect(await parseAll('ssda903', packed())).toEqual(await parseAll('ssda903', packed()));
  });
});
