import { definitionOf, type Flag } from '@tributary/catalogue';
import type { Instant, Occurred } from '@tributary/kernel';
import type { Fact } from '../../parsed';
import { Fault } from '../fault';
import { period } from '../facts';
import { occurredIn } from '../occurred';
import { dayIn, timeIn, USUAL_FORMS } from './days';
import type { EventMap, MappingDocument } from './document';
import { type FieldKind, fieldsOf } from './field-kinds';
import { nameBy, type Whose } from './record';
import { type Source, testOf } from './source';
import { type Reading, Values } from './values';

/** What all that one row says has in common. */
export type Stated = Readonly<{ recordedAt?: Instant; revision?: string; receivedAt: Instant }>;
/** The fact that a row states of one kind; undefined where it states none. */
export type EventReader = (source: Source, whose: Whose, stated: Stated) => Fact | undefined;

/** `event` was checked against the catalogue. */
export function eventReader(event: EventMap, mapping: MappingDocument): EventReader {
  const definition = definitionOf(event.type);
  const kinds: ReadonlyMap<string, FieldKind> = definition ? fieldsOf(definition) : new Map<string, FieldKind>();
  const flagged = definition !== undefined && Object.hasOwn(definition.schema.properties, 'flags');
  const [applies, takesBack] = [testOf(event.when), testOf(event.retract)];
  const occurred = occurredReader(event, mapping);
  const { name, columns } = 'columns' in event.item ? event.item : { name: event.type, columns: event.item };
  const readings = (needs: readonly string[]) => fieldReadings(event, kinds, { mapping, needs });
  const [whole, loose] = [readings(definition?.minimum ?? []), readings([])];

  return (source, { sighting, flags }, { receivedAt, ...stated }) => {
    if (!applies(source)) return undefined;
    const retracted = event.retract !== undefined && takesBack(source);
    const item = `${sighting.system}/${sighting.localId}/${name}/${nameBy(source, columns)}`;
    const raised = new Set<Flag>(flags);
    const data = read(retracted ? loose : whole, source, (flag) => void raised.add(flag));
    const at = occurred(source) ?? occurredIn(data);
    if (retracted) {
      return { type: event.type, data: {}, item, occurred: at ?? { at: receivedAt }, ...stated, retracted: true };
    }
    if (at === undefined) throw new Fault('mapping-no-time', `Nothing says when ${event.type} happened.`);
    const odd = flagged && raised.size > 0 ? { flags: [...raised] } : {};
    return { type: event.type, data: { ...data, ...odd }, item, occurred: at, ...stated };
  };
}

type Fields = readonly (readonly [name: string, reading: Reading])[];

const fieldReadings = (
  event: EventMap,
  kinds: ReadonlyMap<string, FieldKind>,
  { mapping, needs }: Readonly<{ mapping: MappingDocument; needs: readonly string[] }>,
): Fields => {
  const values = new Values(mapping);
  return Object.entries(event.fields).flatMap(([name, given]) => {
    const kind = kinds.get(name);
    return kind ? [[name, values.of(given, kind, needs.includes(name))] as const] : [];
  });
};

const read = (fields: Fields, source: Source, raise: (flag: Flag) => void): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap(([name, reading]) => {
      const value = reading(source, raise);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

function occurredReader({ occurred }: EventMap, mapping: MappingDocument): (source: Source) => Occurred | undefined {
  const { dates = USUAL_FORMS, times } = mapping;
  if (occurred === undefined) return () => undefined;
  if ('at' in occurred) {
    return (source) => {
      const at = timeIn(source.get(occurred.at), dates, times === 'london');
      return at === undefined ? undefined : { at };
    };
  }
  if ('on' in occurred) {
    return (source) => {
      const on = dayIn(source.get(occurred.on), dates);
      return on === undefined ? undefined : { on };
    };
  }
  const { from: first, to: last } = occurred;
  return (source) => {
    const from = dayIn(source.get(first), dates);
    return from && period(from, last === undefined ? undefined : dayIn(source.get(last), dates));
  };
}
