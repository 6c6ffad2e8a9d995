import type { MappingState, Preview, PreviewLine, SuggestedCode } from '@tributary/intake';
import { type Cell, row, type Table } from './feed-facts';
import { sentence, spoken, timeInWords } from '../page/words';

const CHANGES: Readonly<Record<PreviewLine['change'], Cell>> = {
  changed: { text: 'Changed', tag: 'govuk-tag--blue' },
  new: { text: 'New', tag: 'govuk-tag--blue' },
  gone: { text: 'Gone', tag: 'govuk-tag--orange' },
  'would-park': { text: 'Would park', tag: 'govuk-tag--red' },
  'no-longer-parked': { text: 'Taken in', tag: 'govuk-tag--green' },
};

export const versionsTable = ({ versions, inForce }: MappingState): Table => ({
  caption: 'Versions, newest first',
  head: ['Version', 'In force from', 'Put there by'],
  rows: versions.map(({ version, effectiveFrom, putAt, by }) => [
    version === inForce ? { text: String(version), more: 'In force' } : { text: String(version) },
    { text: timeInWords(effectiveFrom) },
    { text: by, more: timeInWords(putAt) },
  ]),
});

/** What another mapping would come to, in figures and line by line; no value of a record. */
export const previewFacts = (preview: Preview): object => ({
  rows: [
    row('Looked at', `${preview.deliveries} deliveries, ${preview.records} records`),
    row('As before', String(preview.same)),
    row('Changed', String(preview.changed)),
    row('Would park', String(preview.wouldPark)),
    row('No longer parked', String(preview.noLongerParked)),
  ],
  refused: preview.refused.map(({ code, detail }) => `${detail} (${code})`),
  more: preview.more,
  table: {
    caption: 'What would become otherwise',
    head: ['Place', 'Change', 'What'],
    rows: preview.lines.map(({ place, change, what }) => [
      { text: sentence(place) },
      CHANGES[change],
      { text: what.join('; ') },
    ]),
  },
});

export const unmappedTable = (codes: readonly SuggestedCode[]): Table => ({
  caption: 'Codes that nobody mapped',
  head: ['Code', 'Where', 'Came', 'Closest'],
  rows: codes.map(({ own, type, field, times, lastSeen, suggestion }) => [
    { text: own },
    { text: spoken(field), more: type },
    { text: times === 1 ? 'Once' : `${times} times`, more: `Last on ${timeInWords(lastSeen)}` },
    suggestion ? { text: suggestion.code, more: suggestion.title } : { text: 'None is close' },
  ]),
});
