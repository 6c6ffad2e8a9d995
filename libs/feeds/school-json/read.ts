import type { Fact, Sighting } from '../format';

/** What an entry says, before it is checked; `dropped` counts its fields that are not read. */
export type Read = Readonly<{
  sighting: Sighting;
  facts: readonly Fact[];
  purge?: true;
  ifKnown?: true;
  dropped: number;
}>;
