import { Problem } from '@tributary/kernel';

type Shape = Readonly<{
  Check(value: unknown): boolean;
  Errors(value: unknown): readonly Readonly<{ instancePath: string; message: string }>[];
}>;

/** Of a property that nobody asked for, by its name: the sender's own words. That there is one is said of the whole. */
const SURPLUS = 'schema is false';

/** The body as asked for; what is wrong is named, and never repeated. */
export function bodyIn<T>(shape: Shape, body: unknown): T {
  const value: unknown = body ?? {};
  if (shape.Check(value)) return value as T;
  const faults = shape
    .Errors(value)
    .flatMap(({ instancePath, message }) => (message === SURPLUS ? [] : [`${instancePath || '/'}: ${message}`]));
  throw new Problem('body-wrong', 422, 'The body is not what is asked for', faults.join('; '));
}
