import { type Entry, file, one } from './problem-entry';

/** What a mapping, or a delivery read by one, can lead to. */
export const MAPPING_PROBLEMS = {
  'mapping-missing': file(
    'The feed has no mapping yet',
    'A mapped feed is read by its mapping, and none is in force.',
    'Put one in force on the feed’s page, or by `tributary feed map put`, and send it again.',
    409,
  ),
  'mapping-wrong': file(
    'The mapping cannot be used',
    'A part of the mapping is missing, unknown, or does not fit the catalogue of events; each is named with its place.',
    'Mend what is named; `tributary feed map check` tells the same without a hub.',
  ),
  'mapping-no-event': one(
    'No event of the mapping applies',
    'The conditions of none of the mapping’s events hold for the row, and it is not among those to be ignored.',
    'Widen a condition of the mapping, or name such rows under `ignore`; then redrive.',
  ),
  'mapping-no-time': one(
    'Nothing says when it happened',
    'Neither the fields of the event nor `occurred` of the mapping give a day or a time.',
    'Name the column under `occurred`, or send the row with its day.',
  ),
} as const satisfies Readonly<Record<string, Entry>>;
