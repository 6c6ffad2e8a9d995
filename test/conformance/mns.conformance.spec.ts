import { contentOf, describeFiles, expectedFor, filesIn, foldersIn, parseAll } from './expected';

const ROOT = 'mns-signals/signal-schemas/examples';
const files = [
  ...foldersIn(ROOT).flatMap((folder) => filesIn(`${ROOT}/${folder}`, '.json')),
  ...filesIn('mns-signals/specification/schemas/cloudevents/examples', '.json'),
];

describeFiles(files, (path) => {
  it('is taken in as one change, or counted as not held', async () => {
    const all = await parseAll('mns-signal', contentOf(path));
    const seen = all.flatMap<object>((one) => {
      if (one.kind === 'parked') return [{ parked: one.code }];
      if (one.kind !== 'record') return [];
      return [
        {
          child: one.sighting.localId.slice(-3),
          changes: one.facts.map(({ data }) => data),
          notRead: one.dropped ?? 0,
        },
      ];
    });
    expect(seen).toHaveLength(1);
    expect(JSON.stringify(seen)).not.toMatch(/99120/);
    expect(seen).toEqual(expectedFor(path, seen));
  });
});
