import type { DataClass, Release, RetentionBucket, RoleCode } from '@tributary/kernel';
import type { TObject, TProperties } from 'typebox';
import { ALWAYS_FORBIDDEN } from './forbidden';

/** Whose stream it goes to: an agency's record, a child, an alert, an assessment, or the practice stream (no child at all). */
export type Subject = 'record' | 'child' | 'alert' | 'assessment' | 'practice';
export type Sector =
  | 'identity'
  | 'education'
  | 'health'
  | 'social-care'
  | 'police'
  | 'housing'
  | 'agency'
  | 'record'
  | 'clock'
  | 'governance'
  | 'alerting'
  | 'assessment'
  | 'practice';
/** Sectors whose types an agency may state; `agency`: what any of them may. All else is decided in the hub. */
export const STATED_SECTORS = [
  'education',
  'health',
  'social-care',
  'police',
  'housing',
  'agency',
] as const satisfies Sector[];

/**
 * What a new event of the type starts with. A held one waits for the named role, which decides within so many national
 * working days; with `when`, only one that says one of these codes in that field is held.
 */
export type ReleaseDefault = Readonly<{ state: 'open' } | HeldBack>;
export type HeldBack = Readonly<{
  state: 'held';
  by: RoleCode;
  decidedWithin: number;
  when?: Readonly<{ field: string; codes: readonly string[] }>;
}>;

/** How long what an agency states holds, and with it how long it is held unopened (ADR-0021). */
export type Lasting =
  /** It happened, and is over. */
  | 'moment'
  /**
   * It holds until its source says otherwise of the same item, or a statement of one of these types in the same record ends
   * it (its own type: the next in its place). `by`: fields that say which of several is meant. `over`: fields that say in
   * the statement itself that it is over, as `true` or as its last day.
   */
  | Readonly<{ until: readonly string[]; by?: readonly string[]; over?: readonly string[] }>
  /** It ends or belongs to what that type began in the same record, and stays as long. */
  | Readonly<{ with: string }>;

type Data = Readonly<Record<string, unknown>>;
/** Turns the data of one schema version into the next one's. */
export type Upcast = (data: Data) => Data;

/** Everything there is to say about one event type. */
export interface EventDefinition<T extends string = string, S extends TObject = TObject> {
  readonly type: T;
  /** Version of `schema`; raised together with an upcast. */
  readonly version: number;
  readonly title: string;
  /** One or two plain sentences. */
  readonly about: string;
  readonly subject: Subject;
  readonly sector: Sector;
  readonly dataClass: DataClass;
  readonly retention: RetentionBucket;
  /** Every type that an agency may state says it; what is decided in the hub has none. */
  readonly lasts?: Lasting;
  readonly release: ReleaseDefault;
  readonly schema: S;
  /** Fields without which the event makes no sense: the schema's required ones. */
  readonly minimum: readonly string[];
  /** Fields that must not enter the store; dropped wherever they stand, and counted. */
  readonly forbidden: readonly string[];
  /**
   * It states targeted work with the child: `worker` is the field with the agency's own number of whoever does it. Two who
   * do such work may learn of each other. Without it a service is universal, and nobody is told of it.
   */
  readonly targeted?: Readonly<{ worker: string }>;
  /** Fields that say where the child can be found: a class of their own, sealed by a protected address. */
  readonly location: readonly string[];
  /** `upcasts[n]` takes version n + 1 to n + 2. */
  readonly upcasts: readonly Upcast[];
}

type Given<T extends string, P extends TProperties> = Omit<
  EventDefinition<T, TObject<P>>,
  'minimum' | 'forbidden' | 'upcasts' | 'release' | 'location'
> & {
  readonly release?: ReleaseDefault;
  readonly forbidden?: readonly string[];
  readonly location?: readonly string[];
  readonly upcasts?: readonly Upcast[];
};

export function defineEvent<const T extends string, P extends TProperties>(
  given: Given<T, P>,
): EventDefinition<T, TObject<P>> {
  const required: unknown = Reflect.get(given.schema, 'required');
  return {
    release: { state: 'open' },
    upcasts: [],
    location: [],
    ...given,
    minimum: Array.isArray(required) ? required.map(String) : [],
    forbidden: [...ALWAYS_FORBIDDEN, ...(given.forbidden ?? [])],
  };
}

/** The release state of a new event, before anybody released it. */
export function releaseOf({ release }: EventDefinition, data: unknown = undefined): Release {
  if (release.state === 'open' || (release.when && !says(data, release.when))) return { state: 'open' };
  return { state: 'held', by: release.by, audience: [] };
}

/**
 * Whether the data says one of the codes; a code that could not be mapped counts as the agency gave it. Where there is no
 * data to ask, as for a retraction, it counts as said.
 */
function says(data: unknown, { field, codes }: NonNullable<HeldBack['when']>): boolean {
  if (data === null || typeof data !== 'object') return true;
  const value: unknown = Reflect.get(data, field);
  const given: readonly unknown[] = Array.isArray(value) ? value : [value];
  return given.some((one) => {
    const { code, own } = (one ?? {}) as Readonly<{ code?: unknown; own?: unknown }>;
    return codes.includes(String(code ?? own));
  });
}
