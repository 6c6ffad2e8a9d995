import type { Around, Fact, Sighting } from '../format';

/** What an entry says, before it is checked; `dropped` counts its fields that are not read. */
export type Read = Readonly<{
  sighting: Sighting;
  facts: readonly Fact[];
  around?: Around;
  purge?: true;
  ifKnown?: true;
  dropped: number;
}>;
