/** Why a pair may not be linked by its weight alone. */
export type Reason =
  | 'two-nhs-numbers'
  | 'another-given-name'
  | 'number-contradicted'
  | 'number-alone'
  | 'two-upns'
  | 'no-given-name'
  | 'given-name-only-near'
  | 'no-birth-date'
  | 'not-yet-born'
  | 'another-birth'
  | 'another-birth-date'
  | 'several-fit'
  | 'one-or-twins'
  | 'nothing-to-compare';

export type Ruling = Readonly<{
  /**
   * `link`: by a number that nothing contradicts. `weigh`: the weight decides. `review`: a person may, a machine may not.
   * `apart`: two people for all a machine can tell; no chain of links may join them.
   */
  kind: 'link' | 'weigh' | 'review' | 'apart';
  reason?: Reason;
}>;

/** A person has to explain these: two whom a number sets against each other come together by no chain of links either. */
const EXPLAINED_FIRST: ReadonlySet<Reason | undefined> = new Set(['two-upns', 'number-contradicted']);

/** Whether a machine may have both in one cluster. */
export const keepsApart = ({ kind, reason }: Ruling): boolean => kind === 'apart' || EXPLAINED_FIRST.has(reason);
