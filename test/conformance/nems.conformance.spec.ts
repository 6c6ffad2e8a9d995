import type { Fact, Parsed } from '@tributary/feeds';
import { contentOf, describeFiles, expectedFor, filesIn, parseAll } from './expected';

const files = [...filesIn('nems-stu3-events', '.xml'), ...filesIn('nems-child-stories/JackDawkins/NEMS', '.xml')];

type Told = Readonly<{ path: string; child: string; fact: Fact }>;

async function told(path: string): Promise<Readonly<{ all: readonly Parsed[]; said: readonly Told[] }>> {
  const all = await parseAll('nems-stu3', contentOf(path));
  const said = all.flatMap((one) =>
    one.kind === 'record' ? one.facts.map((fact) => ({ path, child: one.sighting.localId, fact })) : [],
  );
  return { all, said };
}

/** Test numbers are public; their endings tell the children apart. */
const childOf = (localId: string): string => `NHS number ending ${localId.slice(-3)}`;
const itemOf = ({ child, fact }: Told): string => `${child} ${fact.item}`;
const sayingOf = ({ fact }: Told): string => `${fact.retracted ? 'takes back ' : ''}${fact.type}`;
/** The same rule as the hub's: the higher revision, else the later arrival. */
const isBefore = (a: Told, b: Told): boolean => (a.fact.revision ?? '') < (b.fact.revision ?? '');

describe('messages of the events service', () => {
  let said: readonly Told[] = [];
  beforeAll(async () => {
    said = (await Promise.all(files.map(told))).flatMap((one) => one.said);
  });

  describeFiles(files, (path) => {
    it('is listed with its child, its events, and what it supersedes, or why it is not taken in', async () => {
      const { all } = await told(path);
      const own = said.filter((one) => one.path === path && !one.fact.ifKnown);
      const related = (one: Told, is: (other: Told) => boolean) =>
        said
          .filter((other) => !other.fact.ifKnown && itemOf(other) === itemOf(one) && is(other))
          .map((other) => other.path);
      const text = contentOf(path).toString('utf8');
      const seen = {
        event: /<event>[^]*?<code value="([^"]+)"/.exec(text)?.[1],
        labelled: /MessageEventType-1"\/>\s*<code value="(\w+)"/.exec(text)?.[1],
        child: all.flatMap((one) => (one.kind === 'record' ? [childOf(one.sighting.localId)] : [])),
        says: own.map(sayingOf),
        supersedes: [...new Set(own.flatMap((one) => related(one, (other) => isBefore(other, one))))],
        flags: [...new Set(own.flatMap(({ fact }) => (fact.data['flags'] as string[] | undefined) ?? []))],
        parked: all.flatMap((one) => (one.kind === 'parked' ? [one.code] : [])),
        notRead: all.reduce((sum, one) => sum + (one.kind === 'record' ? (one.dropped ?? 0) : 0), 0),
      };
      expect(seen.child.length + seen.parked.length).toBe(1);
      expect(seen).toEqual(expectedFor(path, seen));
    });
  });

  it('are none of them dropped for a message id that repeats', () => {
    if (files.length === 0) return;
    const ids = files.map(
      (path) => /<MessageHeader>\s*<id value="([^"]+)"/.exec(contentOf(path).toString('utf8'))?.[1],
    );
    expect(new Set(ids).size).toBeLessThan(files.length);
    const stated = new Set(said.map(({ path }) => path));
    expect(files.filter((path) => !stated.has(path)).every((path) => path.includes('Death'))).toBe(true);
  });
});
