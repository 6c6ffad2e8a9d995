import { DATA_CLASSES } from '@tributary/kernel';
import { SECTORS } from '@tributary/directory';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { COHORTS, RELATIONSHIPS } from '../domain/agreement';
import { LEVELS } from '../domain/level';

const oneOf = (values: readonly string[]) => Type.Unsafe<string>({ type: 'string', enum: [...values] });
const Slug = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Text = Type.String({ minLength: 1, maxLength: 500 });
const Classes = Type.Array(oneOf(DATA_CLASSES), { minItems: 1 });
const whole = { additionalProperties: false } as const;

const Whom = {
  relationship: oneOf(RELATIONSHIPS),
  roles: Type.Optional(Type.Array(Slug, { minItems: 1 })),
  sectors: Type.Optional(Type.Array(oneOf(SECTORS), { minItems: 1 })),
};
const each = <S extends ReturnType<typeof oneOf> | typeof Classes>(names: readonly string[], schema: S) =>
  Type.Object(Object.fromEntries(names.map((name) => [name, Type.Optional(schema)])), whole);

const AgreementShape = Type.Object(
  {
    agreement: Slug,
    version: Type.Integer({ minimum: 1 }),
    title: Text,
    suppliers: Type.Object(
      {
        authority: Type.String({ pattern: '^\\d{3}$' }),
        sectors: Type.Array(oneOf(SECTORS), { minItems: 1 }),
        agencies: Type.Optional(Type.Array(Slug, { minItems: 1 })),
      },
      whole,
    ),
    inForce: Type.Object({ from: Day, to: Type.Optional(Day) }, whole),
    controller: Text,
    lawfulBasis: Type.Object({ article6: Text, article9: Text, confidentiality: Text }, whole),
    retention: Text,
    impactAssessment: Text,
    incidentContact: Slug,
    purposes: Type.Array(Slug, { minItems: 1 }),
    analysis: Type.Optional(Classes),
    rules: Type.Array(Slug),
    cohorts: each(COHORTS, Classes),
    location: Type.Optional(Type.Array(Type.Object(Whom, whole), { minItems: 1 })),
    own: Type.Array(Type.Object({ ...Whom, classes: Classes }, whole), { minItems: 1 }),
    readers: Type.Array(
      Type.Object(
        {
          ...Whom,
          reader: Text,
          purposes: Type.Optional(Type.Array(Slug, { minItems: 1 })),
          opens: each(DATA_CLASSES, oneOf(LEVELS.filter((level) => level !== 'nothing'))),
        },
        whole,
      ),
    ),
  },
  whole,
);
const compiled = Compile(AgreementShape);

/** Each part that is missing, unknown or of the wrong kind, by its path; values are not repeated. */
export function shapeFaults(value: unknown): readonly string[] {
  if (compiled.Check(value)) return [];
  return compiled.Errors(value).map(({ instancePath, message }) => `${instancePath || '/'}: ${message}`);
}
