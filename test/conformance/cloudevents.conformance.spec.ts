import { contentOf, describeFiles, expectedFor, filesIn, parseAll } from './expected';

type Case = Readonly<{ id: string; event?: unknown; batch?: unknown }>;
type Suite = Readonly<{ testType: string; tests: readonly Case[] }>;

/** The codes of a case, in order; a foreign type is where a sound envelope ends. */
async function codesOf({ event, batch }: Case): Promise<readonly string[]> {
  const [value, mediaType] =
    event === undefined ? [batch, 'application/cloudevents-batch+json'] : [event, 'application/cloudevents+json'];
  const all = await parseAll('cloudevents', Buffer.from(JSON.stringify(value)), mediaType);
  return all.flatMap((one) => (one.kind === 'parked' ? [one.code] : one.kind === 'complete' ? [] : [one.kind]));
}

describeFiles(filesIn('cloudevents-conformance/format/json', '.json'), (path) => {
  const suite = JSON.parse(
    contentOf(path)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
  ) as Suite;

  it('comes out as expected', async () => {
    const seen: Record<string, readonly string[]> = {};
    for (const one of suite.tests) seen[one.id] = await codesOf(one);
    expect(seen).toEqual(expectedFor(path, seen));
  });

  it.each(suite.tests.map((one) => [one.id, one] as const))('%s is told sound from unsound', async (_, one) => {
    const codes = await codesOf(one);
    const events = one.event === undefined ? (one.batch as readonly unknown[]).length : 1;
    expect(codes).toHaveLength(events);
    const unsound = codes.filter((code) => code !== 'type-unknown');
    if (suite.testType.startsWith('Valid')) expect(unsound).toEqual([]);
    else {
      expect(unsound.length).toBeGreaterThan(0);
      expect(unsound.every((code) => code.startsWith('ce-'))).toBe(true);
    }
  });
});
