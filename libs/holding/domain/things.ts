import { currentFacts, definitionOf, isEvent } from '@tributary/catalogue';
import { type Instant, later, type Recorded } from '@tributary/kernel';
import { endsOf } from './ended';
import { familyOf, isReplaced } from './families';

const RETRACTED = 'record.fact-retracted';

/**
 * What is held or erased as a whole: one item of a source with all that was ever said of it, or everything that a record
 * says of one kind of lasting thing.
 */
export type Thing = Readonly<{
  said: readonly Recorded[];
  /** From when its holding period runs: the last that was said of it, or its end; null while it stands. */
  runsFrom: Instant | null;
}>;

/** What an agency's record holds, in things. `now` decides which days have passed. */
export function thingsOf(record: readonly Recorded[], now: Instant): readonly Thing[] {
  const typeOf = typesOfItems(record);
  const things = Map.groupBy(record, (one) => {
    const family = familyOf(typeOf(one));
    return family === undefined ? itemOf(one) : `family ${family}`;
  });
  const stands = new Set(currentFacts(record));
  return [...things.values()].map((said) => ({ said, runsFrom: runsFrom(said, stands, now) }));
}

/** A retraction is of the type that its item had; where nothing else of it is left, of the type that it names. */
function typesOfItems(record: readonly Recorded[]): (one: Recorded) => string {
  const types = new Map<string, string>();
  for (const one of record) {
    const type = isEvent(one.event, RETRACTED) ? (one.event.data.type ?? RETRACTED) : one.event.type;
    const before = types.get(itemOf(one));
    if (before === undefined || (familyOf(before) === undefined && one.event.type !== RETRACTED)) {
      types.set(itemOf(one), type);
    }
  }
  return (one) => types.get(itemOf(one)) ?? one.event.type;
}

const itemOf = ({ event: { streamId, source } }: Recorded): string =>
  `${streamId} ${'record' in source ? source.record : ''}`;

function runsFrom(said: readonly Recorded[], stands: ReadonlySet<Recorded>, now: Instant): Instant | null {
  const current = said.filter((one) => stands.has(one));
  const ends = current.filter(lasts).map((one) => endsOf(one, isReplaced(one.event.type) ? [...stands] : current));
  if (ends.some((end) => end === null || end > now)) return null;
  return [...said.map(({ event }) => event.knownFrom), ...ends]
    .filter((at) => at !== null)
    .reduce((a, b) => later(a, b));
}

function lasts({ event }: Recorded): boolean {
  const lasting = definitionOf(event.type)?.lasts;
  return typeof lasting === 'object' && 'until' in lasting;
}
