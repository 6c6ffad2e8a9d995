import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueDocs } from './write-docs';

const docs = join(__dirname, '../../docs');

describe('the generated documents', () => {
  it.each([...catalogueDocs()])('%s is as the catalogue has it: else run `npm run docs`', (path, text) => {
    expect(readFileSync(join(docs, path), 'utf8')).toBe(text);
  });

  it('hold no schema that the catalogue has dropped', () => {
    const expected = [...catalogueDocs().keys()].filter((path) => path.startsWith('schemas/'));
    expect(
      readdirSync(join(docs, 'schemas'))
        .map((file) => `schemas/${file}`)
        .sort(),
    ).toEqual(expected.sort());
  });
});
