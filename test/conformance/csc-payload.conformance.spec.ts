import { contentOf, describeFiles, expectedFor, figuresOf, filesIn, parseAll } from './expected';

describeFiles(filesIn('dfe-csc-api', '.json'), (path) => {
  it('is read block by block', async () => {
    const content = contentOf(path);
    const all = await parseAll('dfe-csc-json', content);
    expect(figuresOf(all)).toEqual(expectedFor(path, figuresOf(all)));
    const wrapped = await parseAll(
      'dfe-csc-json',
      Buffer.from(`{"la_code":999,"Children":[${content.toString('utf8')}]}`),
    );
    expect(wrapped).toEqual(all);
  });
});
