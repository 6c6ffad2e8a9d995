import { Problem } from '@tributary/kernel';

const LONGEST = 200;

/** Short texts of a form, without the blanks around them; '' where one is left out. Throws a Problem for what no form sends. */
export function textsOf<F extends string>(
  form: Readonly<Record<string, unknown>>,
  fields: readonly F[],
): Readonly<Record<F, string>> {
  const given = fields.map((name) => [name, form[name] ?? ''] as const);
  const texts = given.filter((one): one is readonly [F, string] => typeof one[1] === 'string');
  if (texts.length < given.length || texts.some(([, value]) => value.length > LONGEST))
    throw new Problem('form-wrong', 400, 'This cannot be done', 'Go back and try again.');
  return Object.fromEntries(texts.map(([name, value]) => [name, value.trim()])) as Record<F, string>;
}
