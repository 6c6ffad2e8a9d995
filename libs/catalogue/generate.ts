import { catalogue } from './catalogue';
import { codeLists } from './codes';
import type { EventDefinition } from './definition';
import { FLAGS } from './flags';

/** The JSON Schema of an event type's data (2020-12), as published. */
export function schemaDocument(definition: EventDefinition): Readonly<Record<string, unknown>> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:tributary:${definition.type}:v${definition.version}`,
    title: definition.title,
    description: definition.about,
    ...definition.schema,
  };
}
export const schemaFileName = (definition: EventDefinition): string => `${definition.type}.v${definition.version}.json`;

const cell = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|');
const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

/** A word for a field's form, short enough for a table. */
function formOf(schema: Readonly<Record<string, unknown>>): string {
  if (typeof schema['x-code-list'] === 'string') return `code of [${schema['x-code-list']}](#${schema['x-code-list']})`;
  if (Array.isArray(schema['enum'])) return schema['enum'].length > 6 ? 'one of a list' : schema['enum'].join(', ');
  if (schema['items'] !== undefined) return `list: ${formOf(asRecord(schema['items']))}`;
  if (schema['format'] === 'date') return 'day';
  if (schema['format'] === 'date-time') return 'time';
  if (Array.isArray(schema['anyOf'])) return schema['anyOf'].map((one) => formOf(asRecord(one))).join(' or ');
  return textOr(schema['type'], 'any');
}

function fieldRows(definition: EventDefinition): readonly string[] {
  return Object.entries(definition.schema.properties).map(([name, value]) => {
    const schema = asRecord(value);
    const about = name === 'flags' ? 'What is odd about it; see [flags](#flags).' : textOr(schema['description'], '');
    const needed = definition.minimum.includes(name) ? 'yes' : '';
    return `| \`${name}\` | ${needed} | ${cell(formOf(schema))} | ${cell(about)} |`;
  });
}

const STREAM = {
  record: 'an agency’s record',
  child: 'a child',
  alert: 'an alert',
  assessment: 'an assessment',
  practice: 'practice (no child)',
};

function heldWords(release: EventDefinition['release']): string {
  if (release.state === 'open') return '';
  const { by, decidedWithin, when } = release;
  const which = when ? ` where \`${when.field}\` says ${when.codes.map((code) => `\`${code}\``).join(', ')}` : '';
  const days = decidedWithin === 1 ? 'one working day' : `${decidedWithin} working days`;
  return ` Held${which} until released by: ${by}, who decides within ${days}.`;
}

/** How long it holds, in the words of the page. */
function lastingWords({ lasts }: EventDefinition): string {
  if (lasts === undefined) return '';
  if (lasts === 'moment') return ' It happened, and is over.';
  if ('with' in lasts) return ` Stays as long as the \`${lasts.with}\` it belongs to.`;
  const ends = lasts.until.map((type) => ` or \`${type}\` ends it`).join('');
  const over = (lasts.over ?? []).map((field) => ` or its \`${field}\` says that it is over`).join('');
  return ` Holds until its source says otherwise${ends}${over}.`;
}

function section(definition: EventDefinition): string {
  const held = heldWords(definition.release);
  const targeted = definition.targeted
    ? ` Targeted work: who does it may learn of others who do (\`${definition.targeted.worker}\`).`
    : '';
  const places = definition.location.map((name) => `\`${name}\``).join(', ');
  const located = places ? ` Says where the child is: ${places}.` : '';
  return [
    `### ${definition.type}`,
    '',
    `**${definition.title}.** ${definition.about}`,
    '',
    `Stream: ${STREAM[definition.subject]}. Class: ${definition.dataClass}. Kept as: ${definition.retention}.` +
      `${held}${targeted}${located}${lastingWords(definition)} Schema: [v${definition.version}](schemas/${schemaFileName(definition)}).`,
    '',
    '| field | needed | form | meaning |',
    '|---|---|---|---|',
    ...fieldRows(definition),
    '',
  ].join('\n');
}

function codeSection(list: (typeof codeLists)[number]): string {
  const rows = Object.entries(list.codes).map(([code, title]) => `| \`${cell(code)}\` | ${cell(title)} |`);
  return [
    `### ${list.id}`,
    '',
    `${list.title}. Source: ${list.source}.`,
    '',
    '| code | meaning |',
    '|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** The readable page of all event types and code lists (docs/events.md). */
export function eventsPage(): string {
  const sectors = [...new Set(catalogue.map(({ sector }) => sector))];
  const bySector = sectors.flatMap((sector) => [
    `## ${sector}`,
    '',
    ...catalogue.filter((definition) => definition.sector === sector).map(section),
  ]);
  const flags = Object.entries(FLAGS).map(([flag, about]) => `| \`${flag}\` | ${about} |`);
  return [
    '# Events',
    '',
    'Generated from `libs/catalogue`; change it there and run `npm run docs`.',
    '',
    'Only the fields named here are kept. Anything else a sender writes is left out and counted, and so is every field ' +
      'that must not be held: names and numbers of people (they belong to the identity store), addresses, narrative, ' +
      'diagnoses, adults’ health, police intelligence, court papers. A code is kept as the agency gave it (`own`, ' +
      '`term`) beside the canonical `code`; one that the list does not know is kept and marked `unmapped`.',
    '',
    ...bySector,
    '## Flags',
    '',
    '| flag | meaning |',
    '|---|---|',
    ...flags,
    '',
    '## Code lists',
    '',
    ...codeLists.map(codeSection),
  ].join('\n');
}
