/**
 * An error for a person: what happened, where, and what to do next. Becomes RFC 9457 problem details at the edge.
 * Never holds personal data: it is logged.
 */
export class Problem extends Error {
  constructor(
    /** A short stable code, e.g. `csv-header-wrong`; its page is docs/problems.md#<code>. */
    readonly code: string,
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    /** Extra members of the problem document (place, limit …). */
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${title}: ${detail}`);
    this.name = 'Problem';
  }
}

export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
