import type { Parsed } from '@tributary/feeds';
import { contentOf, describeFiles, expectedFor, filesIn, parseAll } from './expected';

const FOLDER = 'hl7v2-mirth-edge';
const files = [...filesIn(FOLDER, '.hl7'), ...filesIn(FOLDER, '-input.txt')];

/** Message headers in the text itself, counted without a parser. */
const headersIn = (content: Buffer): number => content.toString('latin1').split(/(?:^|[\r\n])MSH\|/).length - 1;

/** What became of each message: left out and why, parked and why, or its facts. */
const outcomeOf = (one: Parsed): string => {
  if (one.kind === 'left-out' || one.kind === 'parked') return `${one.kind}: ${one.code}`;
  if (one.kind !== 'record') return one.kind;
  return one.facts.map(({ type }) => type).join(', ') || (one.mergedInto === undefined ? 'record' : 'merged record');
};
const outcomesOf = (all: readonly Parsed[]) =>
  all.flatMap((one) => ('place' in one ? [`${one.place}: ${outcomeOf(one)}`] : []));

describeFiles(files, (path) => {
  const content = contentOf(path);
  const young = Buffer.from(content.toString('latin1').replaceAll(/\|(19\d\d)(\d{4})\|/g, '|2015$2|'), 'latin1');

  it('is accounted for, message by message', async () => {
    const all = await parseAll('hl7v2', content);
    const places = all.flatMap((one) => ('place' in one ? [one.place.split(',')[0]] : []));
    expect(new Set(places).size).toBe(headersIn(content));
    expect(outcomesOf(all)).toEqual(expectedFor(path, outcomesOf(all)));
  });

  it('is read as of children too: its people are adults', async () => {
    const all = await parseAll('hl7v2', young);
    expect(outcomesOf(all)).toEqual(expectedFor(`${path} (as of children)`, outcomesOf(all)));
  });
});
