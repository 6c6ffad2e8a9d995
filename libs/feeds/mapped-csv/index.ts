import type { FeedFormat, Parsed } from '../format';
import { type CsvRow, csvRows } from '../shared/csv';
import { type Mapping, neededMapping, parkedRow, readRow } from '../shared/mapping';

/** A CSV of the sender's own columns, read by the feed's mapping. Values are texts: nothing in them is ever run. */
export const mappedCsv: FeedFormat = {
  id: 'mapped-csv',
  title: 'CSV of the sender’s own, by a mapping',
  mediaTypes: ['text/csv'],
  currency: 'live',
  revisions: 'stamp',
  mapped: true,
  async *parse(input, options): AsyncGenerator<Parsed> {
    const mapping = neededMapping(options, 'mapped-csv');
    for await (const row of csvRows<string>(input, headerOf(mapping), mapping.document.reads)) {
      const place = `line ${row.line}`;
      yield row.whole
        ? readRow(mapping, { source: row, place, dropped: row.dropped, raw: () => row.raw() }, options)
        : cutOff(row, place);
    }
    yield { kind: 'complete' };
  },
};

const cutOff = (row: CsvRow<string>, place: string): Parsed =>
  parkedRow(place, 'csv-row-wrong-length', 'It does not have one value for each column.', () => row.raw());

function headerOf({ columns, document }: Mapping) {
  const optional = document.optional ?? [];
  return { needed: columns.filter((name) => !optional.includes(name)), optional, ignored: [] };
}
