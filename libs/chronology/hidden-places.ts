import { type Hidden, SEALED } from '@tributary/access';
import { definitionOf } from '@tributary/catalogue';
import type { DirectoryView } from '@tributary/directory';
import type { AgencyId } from '@tributary/kernel';
import type { RefOf } from './domain/step';

type Agency = DirectoryView['document']['agencies'][number];
/** Sectors whose agencies are places where a child is met; of education, those that are schools. */
const PLACES: readonly string[] = ['health', 'housing', 'voluntary'];
const isPlace = ({ sector, schools }: Agency): boolean => (schools?.length ?? 0) > 0 || PLACES.includes(sector);

/** What stands in an answer instead of an agency that is a place: its sector, and nothing of which one it is. */
export const sealedAgency = (sector: string): AgencyId => `${SEALED}-${sector}` as AgencyId;

export type Onlooker = Readonly<{
  agency: AgencyId;
  view: DirectoryView;
  refOf: RefOf;
  /** Whether a supplier's agreement names the reader's role for where children are. */
  opens: (supplier: AgencyId) => boolean;
}>;

/**
 * What is hidden from a reader of a child whose location is sealed: every place there is, so that a word tells nothing
 * whichever it is, save the reader's own agency and those whose agreement names the reader's role.
 */
export function hiddenFrom({ agency, view, refOf, opens }: Onlooker): Hidden {
  const places = view.document.agencies.filter((one) => isPlace(one) && one.id !== agency && !opens(one.id));
  const ids = new Set<string>(places.map(({ id }) => id));
  const words = new Map<string, string | null>();
  for (const place of places) for (const [word, instead] of wordsOfPlace(place, view)) words.set(word, instead);
  for (const [word, instead] of wordsOfPeople(view, ids, refOf)) words.set(word, instead);
  return {
    words,
    fieldsOf: (type) => definitionOf(type)?.location ?? [],
    opens: (supplier) => opens(supplier as AgencyId),
  };
}

type Word = readonly [string, string | null];

const wordsOfPlace = ({ id, name, sector, schools }: Agency, view: DirectoryView): readonly Word[] => [
  [id, sealedAgency(sector)],
  [name, SEALED],
  ...(schools ?? []).map((number): Word => [number, SEALED]),
  ...view.feedsOf(id).map((feed): Word => [feed.id, SEALED]),
  ...view
    .teamsOf(id)
    .flatMap((team): Word[] => [
      [team.id, SEALED],
      [team.name, SEALED],
      ...(team.phone ? [[team.phone, null] as const] : []),
    ]),
];

/** Whoever works in a place tells which: by id, name, number, and as the place's feeds name them. */
function wordsOfPeople(view: DirectoryView, places: ReadonlySet<string>, refOf: RefOf): readonly Word[] {
  const there = view.document.practitioners.filter(({ roles }) => roles.some(({ agency }) => places.has(agency)));
  return there.flatMap(({ id, name, phone, email, workerNumbers }): Word[] => [
    [id, SEALED],
    [name, SEALED],
    ...(phone ? [[phone, null] as const] : []),
    ...(email ? [[email, null] as const] : []),
    ...(workerNumbers ?? []).map(({ agency, number }): Word => [refOf('worker', agency, number), null]),
  ]);
}
