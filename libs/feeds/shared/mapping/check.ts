import { closestWord, catalogue, definitionOf, type EventDefinition, STATED_SECTORS } from '@tributary/catalogue';
import type { EventMap, MappingDocument, MappingFault } from './document';
import { type FieldKind, fieldsOf } from './field-kinds';
import { wrong } from './shape';
import { checkAround } from './around';
import { checkValue } from './check-value';

const stated = (definition: EventDefinition): boolean =>
  definition.subject === 'record' && (STATED_SECTORS as readonly string[]).includes(definition.sector);

/** What of a mapping does not fit the catalogue, or itself; each with its place and what to do. */
export function checkMapping(mapping: MappingDocument): readonly MappingFault[] {
  return [
    ...checkReading(mapping),
    ...checkRecord(mapping),
    ...checkAround(mapping),
    ...(mapping.events ?? []).flatMap((event, i) => checkEvent(event, `events[${i}]`, mapping)),
  ];
}

function checkReading({ format, reads = {}, dates = [] }: MappingDocument): readonly MappingFault[] {
  const csvOnly = (['delimiter', 'encoding'] as const).filter((name) => format === 'mapped-json' && reads[name]);
  const jsonOnly = (['list', 'each'] as const).filter((name) => format === 'mapped-csv' && reads[name]);
  const both = dates.includes('dd/mm/yyyy') && dates.includes('mm/dd/yyyy');
  return [
    ...csvOnly.map((name) => wrong(`reads.${name}`, 'is for CSV alone', 'Leave it out: JSON is UTF-8.')),
    ...jsonOnly.map((name) => wrong(`reads.${name}`, 'is for JSON alone', 'Leave it out.')),
    ...(both ? [wrong('dates', 'leaves 02/03/2026 open', 'Keep either dd/mm/yyyy or mm/dd/yyyy.')] : []),
  ];
}

function checkRecord({ record, codes = {} }: MappingDocument): readonly MappingFault[] {
  const sexes = ['male', 'female', 'unknown'];
  const { sex } = record;
  const blank = /\s/.test(record.system)
    ? [wrong('record.system', 'holds a blank', 'Give the system a short name: housing.')]
    : [];
  return sex === undefined
    ? blank
    : [...blank, ...checkValue(sex, { kind: 'word', words: sexes }, { where: 'record.sex', codes })];
}

function checkEvent(event: EventMap, where: string, mapping: MappingDocument): readonly MappingFault[] {
  const definition = definitionOf(event.type);
  if (!definition || !stated(definition)) return [unknownType(event.type, where)];
  const fields = fieldsOf(definition);
  const { occurred = {} } = event;
  const said = Object.keys(occurred).filter((name) => name !== 'to');
  return [
    ...(event.occurred !== undefined && (said.length !== 1 || ('to' in occurred && said[0] !== 'from'))
      ? [wrong(`${where}.occurred`, 'says none or several times', 'Give `on`, or `from` and perhaps `to`, or `at`.')]
      : []),
    ...missingFields(event, definition, where),
    ...Object.entries(event.fields).flatMap(([name, value]) => {
      const place = { where: `${where}.fields.${name}`, codes: mapping.codes ?? {} };
      const kind = fields.get(name);
      return kind ? checkValue(value, kind, place) : [unknownField(name, place.where, { definition, fields })];
    }),
  ];
}

function unknownType(type: string, where: string): MappingFault {
  const close = closestWord(
    catalogue.filter(stated).map((one) => one.type),
    type,
  );
  return wrong(
    `${where}.type`,
    'is no type that an agency may state',
    close ? `Did you mean ${close}? docs/events.md has all.` : 'docs/events.md has all.',
  );
}

/** A row that takes back needs no more than its item; a row that states needs all its type does. */
const missingFields = (event: EventMap, definition: EventDefinition, where: string): readonly MappingFault[] =>
  definition.minimum
    .filter((name) => event.fields[name] === undefined)
    .map((name) => wrong(`${where}.fields.${name}`, `is missing: ${definition.type} needs it`, 'Name its column.'));

function unknownField(
  name: string,
  where: string,
  { definition, fields }: Readonly<{ definition: EventDefinition; fields: ReadonlyMap<string, FieldKind> }>,
): MappingFault {
  if (definition.forbidden.includes(name)) {
    return wrong(where, 'must not enter the hub', 'Leave it out; the column is then not read, and counted.');
  }
  const close = closestWord([...fields.keys()], name);
  const all = `${definition.type} has: ${[...fields.keys()].join(', ')}.`;
  return wrong(where, `is no field of ${definition.type}`, close ? `Did you mean ${close}? ${all}` : all);
}
