import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { targetConstructorToSchema } from 'class-validator-jsonschema';

type Schema = NonNullable<Extract<Parameters<typeof ApiBody>[0], { schema: unknown }>['schema']>;
/** What checks a body: a class of class-validator's, or a compiled typebox shape. */
type Shape = (new () => object) | Readonly<{ Type(): object }>;

type Saying = Readonly<{
  takes?: Shape;
  /** Media types of a body that is streamed as it comes. */
  streams?: readonly string[];
  /** Optional parameters of the query, each with what it means. */
  query?: Readonly<Record<string, string>>;
  /** Needs no token. */
  open?: true;
}>;

/** What `/openapi.json` says of a route: in a sentence, with the very shape that checks its body. */
export function Says(summary: string, { takes, streams, query = {}, open }: Saying = {}): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary, ...(streams ? { requestBody: streamed(streams) } : {}) }),
    ApiResponse({ status: '2XX', description: 'Done' }),
    ApiResponse({
      status: 'default',
      description: 'What is wrong, where, and what to do (RFC 9457; codes in docs/problems.md)',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }),
    ...(takes ? [ApiBody({ schema: schemaOf(takes) })] : []),
    ...Object.entries(query).map(([name, description]) =>
      ApiQuery({ name, description, required: false, schema: { type: 'string' } }),
    ),
    ...(open ? [] : [ApiBearerAuth()]),
  );
}

const streamed = (media: readonly string[]): { required: true; content: Record<string, { schema: Schema }> } => ({
  required: true,
  content: Object.fromEntries(media.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])),
});

/** Two libraries name the same shape, each in types of its own. */
const schemaOf = (shape: Shape): Schema =>
  'Type' in shape ? shape.Type() : (targetConstructorToSchema(shape) as object);

/** Parameters that many reads have. */
export const QUERY = {
  after: 'The position that a write returned: waits up to 2 s until it can be read',
  cursor: 'As the page before gave it, for the next',
  purpose: 'Why it is read; it stands in the ledger',
} as const;
