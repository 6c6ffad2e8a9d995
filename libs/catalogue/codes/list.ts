/** A list of codes with what each means. */
export interface CodeList<C extends string = string> {
  readonly id: string;
  readonly title: string;
  /** Where the list comes from. */
  readonly source: string;
  readonly codes: Readonly<Record<C, string>>;
}

export const defineCodes = <const C extends string>(list: CodeList<C>): CodeList<C> => list;

export type CodeOf<L> = L extends CodeList<infer C> ? C : never;

/**
 * A code as the agency gave it (`own`, perhaps with its `term`) beside the canonical one. A code the list does not
 * know keeps its text and is flagged: an event is never refused for its code.
 */
export type Coded<C extends string = string> = Readonly<{ code?: C; own: string; term?: string; unmapped?: true }>;

/** Agencies pad, and mix case; `aliases` maps an agency's own codes to the list's. */
export function coded<C extends string>(
  list: CodeList<C>,
  own: string,
  term?: string,
  aliases: Readonly<Record<string, C>> = {},
): Coded<C> {
  const text = own.trim();
  const upper = text.toUpperCase();
  const hit = Object.hasOwn(aliases, upper)
    ? aliases[upper]
    : Object.hasOwn(list.codes, upper)
      ? (upper as C)
      : undefined;
  const kept = term === undefined ? { own: text } : { own: text, term };
  return hit === undefined ? { ...kept, unmapped: true } : { code: hit, ...kept };
}
