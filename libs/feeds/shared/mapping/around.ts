import { RELATIONSHIPS, RESPONSIBILITIES } from '@tributary/catalogue';
import type { Instant } from '@tributary/kernel';
import type { Around, PersonAround } from '../../parsed';
import { around, personAround } from '../around';
import { maybe } from '../facts';
import { checkValue } from './check-value';
import { dayIn, USUAL_FORMS } from './days';
import type { AroundMap, MappingDocument, MappingFault, ValueMap } from './document';
import type { Source } from './source';
import { type Reading, Values } from './values';

const WORD = { kind: 'word', words: RELATIONSHIPS } as const;
const RESPONSIBILITY = { kind: 'word', words: RESPONSIBILITIES } as const;
const YES_NO = { kind: 'yes-no' } as const;

/** Whether what a mapping says of people around the child can stand there. */
export function checkAround({ record, codes = {} }: MappingDocument): readonly MappingFault[] {
  return (record.around ?? []).flatMap(({ relationship, responsibility, livesWith }, i) => {
    const given = [
      ['relationship', relationship, WORD],
      ['responsibility', responsibility, RESPONSIBILITY],
      ['livesWith', livesWith, YES_NO],
    ] as const;
    return given.flatMap(([name, value, kind]) =>
      value === undefined ? [] : checkValue(value, kind, { where: `record.around[${i}].${name}`, codes }),
    );
  });
}

/**
 * Whom a row names around the child; undefined where the mapping reads nobody. Not all that there are: a row says nothing
 * of those whom it leaves out. A later row corrects it by when it was recorded: numbers order what they number alone.
 */
export function aroundReader(
  mapping: MappingDocument,
): (source: Source, recordedAt: Instant | undefined) => Around | undefined {
  const readers = (mapping.record.around ?? []).map((one) => personReader(one, mapping));
  if (readers.length === 0) return () => undefined;
  return (source, recordedAt) => {
    const people = readers.map((read) => read(source));
    return around(people, { ...maybe('recordedAt', recordedAt), ...maybe('revision', recordedAt) });
  };
}

function personReader(given: AroundMap, mapping: MappingDocument): (source: Source) => PersonAround | undefined {
  const { dates = USUAL_FORMS } = mapping;
  const values = new Values(mapping);
  const reading = (value: ValueMap | undefined, kind: typeof WORD | typeof RESPONSIBILITY | typeof YES_NO): Reading =>
    value === undefined ? () => undefined : values.of(value, kind, false);
  const relationship = reading(given.relationship, WORD);
  const responsibility = reading(given.responsibility, RESPONSIBILITY);
  const livesWith = reading(given.livesWith, YES_NO);
  return (source) => {
    const text = (column: string | undefined) => (column === undefined ? undefined : source.get(column));
    const day = (column: string | undefined) => dayIn(text(column) ?? '', dates);
    const home = livesWith(source, quiet);
    return personAround({
      // The mapping's own table first, then the words that everybody uses.
      words: [wordIn(relationship(source, quiet)), text(columnOf(given.relationship))],
      responsible: wordIn(responsibility(source, quiet)) ?? text(columnOf(given.responsibility)),
      ...{ number: text(given.number), givenName: text(given.givenName), familyName: text(given.familyName) },
      ...{ birthDate: day(given.birthDate), from: day(given.from), until: day(given.until) },
      ...{ livesWith: typeof home === 'boolean' ? home : undefined, household: text(given.household) },
      ...{ livesWithFrom: day(given.livesWithFrom), livesWithUntil: day(given.livesWithUntil) },
      staffNumber: text(given.staffNumber),
    });
  };
}

/** What is dubious of somebody around the child is no flag of what happened to it. */
const quiet = (): void => undefined;
const wordIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const columnOf = (value: ValueMap | undefined): string | undefined =>
  typeof value === 'string' ? value : value && 'column' in value ? value.column : undefined;
