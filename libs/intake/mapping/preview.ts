import type { FeedFormat, Mapping, Parsed } from '@tributary/feeds';
import { canonicalJson, type Instant, Problem } from '@tributary/kernel';

/** A delivery that is looked at; its bytes can be read several times. */
export type Sample = Readonly<{
  id: string;
  receivedAt: Instant;
  mediaType: string;
  bytes: () => AsyncIterable<Uint8Array>;
}>;
/** What would become otherwise at one place; names types and fields, never a value. */
export type PreviewLine = Readonly<{
  delivery: string;
  place: string;
  change: 'changed' | 'would-park' | 'no-longer-parked' | 'new' | 'gone';
  what: readonly string[];
}>;
export type Preview = Readonly<{
  deliveries: number;
  records: number;
  same: number;
  changed: number;
  wouldPark: number;
  noLongerParked: number;
  /** Deliveries that would be refused as a whole, and why. */
  refused: readonly Readonly<{ delivery: string; code: string; detail: string }>[];
  lines: readonly PreviewLine[];
  /** Further lines are counted and not shown, or a delivery was longer than is looked at. */
  more: boolean;
}>;

/** Records of one delivery that are held against each other, and lines that are shown. */
const MOST = { records: 2_000, lines: 50 } as const;
type Readings = Readonly<{ format: FeedFormat; before: Mapping | undefined; after: Mapping }>;
type Entry = Exclude<Parsed, { kind: 'complete' }>;

/** What another mapping would make of deliveries that came already. Nothing is kept of it. */
export async function previewOf(samples: AsyncIterable<Sample>, readings: Readings): Promise<Preview> {
  const tally = new Tally();
  for await (const sample of samples) await compare(sample, readings, tally);
  return tally.result();
}

async function compare(sample: Sample, { format, before, after }: Readings, tally: Tally): Promise<void> {
  tally.deliveries += 1;
  const [then, now] = [await read(sample, format, before), await read(sample, format, after)];
  if (now.problem) {
    tally.refused.push({ delivery: sample.id, code: now.problem.code, detail: now.problem.detail });
    return;
  }
  tally.more ||= then.more || now.more;
  for (const place of new Set([...then.entries.keys(), ...now.entries.keys()])) {
    tally.note(sample.id, place, [then.entries.get(place), now.entries.get(place)]);
  }
}

type Read = Readonly<{ entries: ReadonlyMap<string, Entry>; problem?: Problem; more: boolean }>;

async function read(sample: Sample, format: FeedFormat, mapping: Mapping | undefined): Promise<Read> {
  const entries = new Map<string, Entry>();
  if (!mapping) return { entries, more: false };
  const { receivedAt, mediaType } = sample;
  try {
    for await (const parsed of format.parse(sample.bytes(), { receivedAt, mediaType, mapping })) {
      if (entries.size >= MOST.records) return { entries, more: true };
      if (parsed.kind !== 'complete') entries.set(parsed.place, parsed);
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { entries, problem: error, more: false };
  }
  return { entries, more: false };
}

class Tally {
  deliveries = 0;
  more = false;
  readonly refused: Preview['refused'][number][] = [];
  private readonly counts = { records: 0, same: 0, changed: 0, wouldPark: 0, noLongerParked: 0 };
  private readonly lines: PreviewLine[] = [];

  note(delivery: string, place: string, [before, after]: readonly [Entry | undefined, Entry | undefined]): void {
    this.counts.records += 1;
    const found = changeOf(before, after);
    if (!found) this.counts.same += 1;
    else {
      this.counts[COUNTED[found.change]] += 1;
      if (this.lines.length < MOST.lines) this.lines.push({ delivery, place, ...found });
      else this.more = true;
    }
  }

  result(): Preview {
    const { deliveries, refused, lines, more } = this;
    return { deliveries, ...this.counts, refused, lines, more };
  }
}

type Change = Pick<PreviewLine, 'change' | 'what'>;
const COUNTED = {
  changed: 'changed',
  new: 'changed',
  gone: 'changed',
  'would-park': 'wouldPark',
  'no-longer-parked': 'noLongerParked',
} as const;

function changeOf(before: Entry | undefined, after: Entry | undefined): Change | undefined {
  if (after?.kind === 'parked') {
    const same = before?.kind === 'parked' && before.code === after.code;
    return same ? undefined : { change: 'would-park', what: [`${after.message} (${after.code})`] };
  }
  if (before?.kind === 'parked') return { change: 'no-longer-parked', what: typesOf(after) };
  if (!before) return { change: 'new', what: typesOf(after) };
  if (!after) return { change: 'gone', what: typesOf(before) };
  const what = differing(before, after);
  return what.length === 0 ? undefined : { change: 'changed', what };
}

const factsOf = (entry: Entry | undefined) =>
  entry?.kind === 'record' ? entry.facts : entry?.kind === 'practice' ? [entry.fact] : [];
const typesOf = (entry: Entry | undefined): readonly string[] => {
  const types = factsOf(entry).map(({ type, retracted }) => (retracted ? `takes back ${type}` : type));
  return types.length > 0 ? types : ['nothing'];
};

/** Types that come or go, and for those that stay the fields that differ. */
function differing(before: Entry, after: Entry): readonly string[] {
  const [was, will] = [typesOf(before), typesOf(after)];
  if (was.join() !== will.join()) return [`${was.join(', ')} becomes ${will.join(', ')}`];
  const fields = factsOf(before).flatMap((fact, i) => {
    const next = factsOf(after)[i];
    const { data, ...rest } = fact;
    const { data: then = {}, ...others } = next ?? {};
    return [...namesThatDiffer(data, then), ...namesThatDiffer(rest, others)].map((name) => `${fact.type}: ${name}`);
  });
  const record = namesThatDiffer(sightingOf(before), sightingOf(after)).map((name) => `record: ${name}`);
  return [...fields, ...record];
}

const sightingOf = (entry: Entry): object => (entry.kind === 'record' ? entry.sighting : {});

const namesThatDiffer = (a: object, b: object): readonly string[] => {
  const [one, other] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) => canonicalJson({ v: one[name] ?? null }) !== canonicalJson({ v: other[name] ?? null }),
  );
};
