import { type MatchLine, type MatchPage, type MatchShown, matchVerdictIn } from '@tributary/identity';
import { EXIT, print } from '../output';
import { type As, viewerIn } from '../viewer-in';
import { withRooms } from '../with-rooms';

export type ListOptions = As & Readonly<{ after?: string }>;

/** Pairs that wait for a person, as `GET /v1/matches` lists them: no name, date or number. */
export async function listMatches(options: ListOptions): Promise<number> {
  return withRooms(async ({ directory }, { matches }) => {
    const page = await matches.waiting(await viewerIn(options, directory), options.after);
    print(options.json ?? false, page, linesOf(page));
    return EXIT.done;
  });
}

/** Both records of a pair side by side, as `GET /v1/matches/{id}`: it stands in the ledger. */
export async function showMatch(id: string, options: As): Promise<number> {
  return withRooms(async ({ directory }, { matches }) => {
    const shown = await matches.one(await viewerIn(options, directory), id);
    print(options.json ?? false, shown, sidesOf(shown));
    return EXIT.done;
  });
}

export type DecideOptions = As &
  Readonly<{ decision: string; reason: string; seen: string; until?: string; secondOpinion?: boolean }>;

/** Decides on a pair, as `POST /v1/matches/{id}/decision`. */
export async function decideMatch(id: string, options: DecideOptions): Promise<number> {
  const { decision, reason, seen, until, secondOpinion } = options;
  const asked = { ...(until === undefined ? {} : { until }), ...(secondOpinion ? { secondOpinion } : {}) };
  const verdict = matchVerdictIn({ decision, reason, seen, ...asked });
  return withRooms(async ({ directory }, { matches }) => {
    const decided = await matches.decide(await viewerIn(options, directory), id, verdict);
    print(options.json ?? false, decided, [`${id}: ${OUTCOMES[decided.outcome]}`]);
    return EXIT.done;
  });
}

const OUTCOMES = {
  link: 'linked',
  merge: 'all records of both children are of one',
  different: 'kept apart, and not proposed again',
  sleep: 'waits again on that day',
  opinion: 'waits for a second steward',
  escalate: 'goes to the senior of both, who differ',
} as const;

const certain = (probability: number | null): string =>
  probability === null ? 'not weighed' : `${(Math.floor(probability * 1000) / 10).toFixed(1)} %`;

const lineOf = ({ id, state, mayDecide, reason, probability, ageDays, agencies }: MatchLine): string =>
  [
    ...[id, mayDecide ? state : `${state}, not yours`, reason, certain(probability), `${ageDays} days`],
    `${agencies.record} and ${agencies.child.join(', ')}`,
  ].join('  ');

const linesOf = ({ matches, next }: MatchPage): readonly string[] => [
  ...matches.map(lineOf),
  ...(matches.length === 0 ? ['nothing waits'] : []),
  ...(next === null ? [] : [`more: --after ${next}`]),
];

function sidesOf(shown: MatchShown): readonly string[] {
  const { sides, follows, opinions, grave, seen } = shown;
  const { agencies, events, alerts } = follows;
  return [
    lineOf(shown),
    ...sides.beside.flatMap(({ agency, weight, probability, fields }) => [
      `${sides.record.agency} beside ${agency}: ${weight.toFixed(1)} bits, ${certain(probability)}`,
      ...fields.map(fieldLine),
    ]),
    ...(sides.more > 0 ? [`${sides.more} more records of the child are not shown`] : []),
    ...(sides.alongside.length > 0 ? [`its child has other records, of ${sides.alongside.join(', ')}`] : []),
    `a link would move ${events ?? 'some'} events and ${alerts.move} alerts; come together: ${agencies.comeTogether.join(', ') || 'none'}`,
    ...opinions.map(({ by, at, opinion, reason }) => `${by}, ${at}: ${opinion}: ${reason}`),
    ...(grave ? ['two stewards have to agree'] : []),
    `seen: ${seen}`,
  ];
}

type Field = MatchShown['sides']['beside'][number]['fields'][number];
const fieldLine = ({ field, one, other, outcome, weight, withheld }: Field): string => {
  const values = withheld ? `(${withheld})` : `${one ?? '-'} | ${other ?? '-'}`;
  const bits = weight === null ? '' : ` ${weight.toFixed(1)}`;
  return `  ${field.padEnd(14)} ${values}${outcome === null ? '' : `  ${outcome}${bits}`}`;
};
