import { type TSchemaOptions, Type } from 'typebox';
import type { CodeList, CodeOf } from './codes';
import { FLAGS, type Flag } from './flags';

/** The building blocks of event data. Each text has a limit: nothing a sender writes can grow an event without end. */
export const Day = (description: string) =>
  Type.String({ description, format: 'date', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
export const At = (description: string) =>
  Type.String({ description, format: 'date-time', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,12}Z$' });
/** An id or a code word; no white space, so no sentence fits. */
export const Id = (description: string) =>
  Type.String({ description, minLength: 1, maxLength: 100, pattern: '^\\S+$' });
/** Who did it: one person in one role in one agency. */
export const ActedBy = (description = 'The practitioner.') => ({
  by: Id(description),
  role: Id('The role they acted in.'),
  agency: Id('The agency they acted for.'),
});
/** The agency's own reference or short term, as it stands there. */
export const Own = (description: string) => Type.String({ description, minLength: 1, maxLength: 200 });
export const Whole = (description: string) => Type.Integer({ description, minimum: 0, maximum: 1_000_000_000 });
export const YesNo = (description: string) => Type.Boolean({ description });
/** A person's own words, where the event exists to hold them. */
export const Words = (description: string) => Type.String({ description, minLength: 1, maxLength: 2000 });
export const OneOf = <const V extends readonly string[]>(description: string, values: V) =>
  Type.Unsafe<V[number]>({ type: 'string', description, enum: [...values] });
export const Session = OneOf('Half of the school day.', ['AM', 'PM'] as const);

export const CODE_LIST = 'x-code-list';

/** The agency's code beside the canonical one; see `Coded`. */
export const Code = <L extends CodeList>(description: string, list: L) =>
  Type.Object(
    {
      code: Type.Optional(OneOf('Canonical code; missing where the agency’s code is not in the list.', codesOf(list))),
      own: Type.String({ description: 'The code as the agency gave it.', minLength: 1, maxLength: 200 }),
      term: Type.Optional(Type.String({ description: 'The agency’s own words for it.', maxLength: 200 })),
      unmapped: Type.Optional(Type.Literal(true, { description: 'The agency’s code is not in the list.' })),
    },
    { description, additionalProperties: false, [CODE_LIST]: list.id },
  );
const codesOf = <L extends CodeList>(list: L) => Object.keys(list.codes) as CodeOf<L>[];

export const Flags = Type.Optional(
  Type.Array(OneOf('What is odd about what the source said.', Object.keys(FLAGS) as Flag[]), { maxItems: 20 }),
);

/** Event data: only declared fields. */
export const Data = <P extends Parameters<typeof Type.Object>[0]>(properties: P, options: TSchemaOptions = {}) =>
  Type.Object(properties, { ...options, additionalProperties: false });

export { Type };
export const Maybe = Type.Optional;
export const Many = Type.Array;
