import type { AroundMap, Condition, EventMap, FieldMap, MappingDocument, ValueMap } from './document';
import { AROUND_COLUMNS, RECORD_FORMER, RECORD_PERIODS, RECORD_TEXTS } from './document';

/** Every column that a mapping names, once. */
export function columnsOf({ record, recordedAt, revision, ignore = [], events }: MappingDocument): readonly string[] {
  const { localId, birthDate, expectedBirthDate, sex, parents = [], around = [] } = record;
  return [
    ...new Set([
      ...localId,
      ...RECORD_TEXTS.flatMap((name) => record[name] ?? []),
      ...RECORD_FORMER.flatMap((name) => record[name] ?? []),
      ...RECORD_PERIODS.flatMap((name) => record[name] ?? []),
      ...[birthDate, expectedBirthDate].filter((column) => column !== undefined),
      ...(sex === undefined ? [] : ofValue(sex)),
      ...parents,
      ...around.flatMap(ofPerson),
      ...(recordedAt === undefined ? [] : [recordedAt]),
      ...(revision ? [revision.column] : []),
      ...ofConditions(ignore),
      ...events.flatMap(ofEvent),
    ]),
  ];
}

const ofPerson = (person: AroundMap): readonly string[] => [
  ...AROUND_COLUMNS.flatMap((name) => person[name] ?? []),
  ...[person.relationship, person.responsibility, person.livesWith].flatMap((one) =>
    one === undefined ? [] : ofValue(one),
  ),
];

const ofConditions = (conditions: readonly Condition[] = []): readonly string[] =>
  conditions.map(({ column }) => column);

const ofEvent = ({ when, retract, item, occurred, fields }: EventMap): readonly string[] => [
  ...ofConditions(when),
  ...ofConditions(retract),
  ...('columns' in item ? item.columns : item),
  ...Object.values((occurred ?? {}) as Readonly<Record<string, string>>),
  ...Object.values(fields).flatMap(ofField),
];

const ofField = (field: FieldMap): readonly string[] =>
  Array.isArray(field) ? (field as readonly ValueMap[]).flatMap(ofValue) : ofValue(field as ValueMap);
const ofValue = (value: ValueMap): readonly string[] =>
  typeof value === 'string' ? [value] : 'column' in value ? [value.column] : [];
