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

/** Whether no chain of links may join them: two people, or two permanent UPNs, which a person has to explain first. */
export const keepsApart = ({ kind, reason }: Ruling): boolean => kind === 'apart' || reason === 'two-upns';
