import { Problem } from '@tributary/kernel';

const LONGEST = 200;

/** The fields of an order as they came; throws `export-wrong` for one that is not known or is no short text. */
export function textsIn<F extends string>(body: unknown, fields: readonly F[]): Readonly<Partial<Record<F, string>>> {
  const wrong = (name: string, detail: string): Problem =>
    new Problem('export-wrong', 400, 'The order of the export is wrong', detail, {
      // A name that is none of ours may be anything: it is not repeated.
      field: fields.find((one) => one === name) ?? 'body',
    });
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw wrong('body', 'Send a JSON object.');
  const given = Object.entries(body).map(([name, value]): readonly [string, string] => {
    if (!fields.some((field) => field === name)) throw wrong(name, `Known are ${fields.join(', ')}.`);
    if (typeof value !== 'string' || value.length > LONGEST)
      throw wrong(name, `Give a text of at most ${LONGEST} characters.`);
    return [name, value];
  });
  return Object.fromEntries(given.filter(([, value]) => value !== '')) as Partial<Record<F, string>>;
}
