import {
  type DirectoryDocument,
  type Feed,
  type MllpSender,
  type NoticeChannel,
  OWNING_ROLES,
  RHYTHMS,
  ROLES,
} from './document';
import { wrongLabels } from './labels';

/** What does not hang together in a directory, each with its place in the file; empty where all is well. */
export function faultsOf(document: DirectoryDocument): readonly string[] {
  return [
    ...doubles(document),
    ...danglings(document),
    ...gaps(document),
    ...backwards(document),
    ...notNumbers(document),
    ...wrongLabels(document),
    ...document.feeds.flatMap((feed, i) => misdeclared(feed, `feeds[${i}]`)),
    ...document.agencies.flatMap(({ notices }, i) => nowhere(notices, `agencies[${i}].notices`)),
    ...document.agencies.flatMap(({ id, notices }, i) => tooLong(id, notices?.by === 'kafka', `agencies[${i}].id`)),
    ...document.feeds.flatMap(({ id, kafka }, i) => tooLong(id, kafka !== undefined, `feeds[${i}].id`)),
    ...sharedPrincipals(document),
  ];
}

function doubles(document: DirectoryDocument): string[] {
  const { authorities, agencies, teams = [], feeds, practitioners } = document;
  const lists: readonly (readonly Named[])[] = [
    authorities.map(({ code }, i) => [`authorities[${i}].code`, code]),
    agencies.map(({ id }, i) => [`agencies[${i}].id`, id]),
    teams.map(({ id }, i) => [`teams[${i}].id`, id]),
    feeds.map(({ id }, i) => [`feeds[${i}].id`, id]),
    practitioners.map(({ id }, i) => [`practitioners[${i}].id`, id]),
    feeds.flatMap(({ mllp }, i) => (mllp ? [[`feeds[${i}].mllp`, senderOf(mllp)] as const] : [])),
    agencies.flatMap(({ schools }, i) => (schools ?? []).map((school): Named => [`agencies[${i}].schools`, school])),
    practitioners.flatMap(({ workerNumbers }, i) =>
      (workerNumbers ?? []).map((one, j): Named => [
        `practitioners[${i}].workerNumbers[${j}]`,
        `${one.agency} ${one.number}`,
      ]),
    ),
  ];
  return lists.flatMap(twice);
}

const senderOf = ({ certificate, application, facility }: MllpSender): string =>
  [certificate, application, facility].join(' ').trim();

/** A place in the file and what stands there. */
type Named = readonly [place: string, id: string];

function twice(list: readonly Named[]): string[] {
  const seen = new Set<string>();
  return list.flatMap(([place, id]) => (seen.has(id) ? [`${place}: "${id}" stands twice`] : (seen.add(id), [])));
}

function danglings(document: DirectoryDocument): string[] {
  const authorities = new Set(document.authorities.map((authority) => authority.code));
  const agencies = new Set<string>(document.agencies.map((agency) => agency.id));
  const people = new Set<string>(document.practitioners.map((practitioner) => practitioner.id));
  const teams = document.teams ?? [];
  const teamsThere = new Set(teams.map((team) => `${team.agency} ${team.id}`));
  const missing = (known: ReadonlySet<string>, id: string | undefined, place: string): string[] =>
    id === undefined || known.has(id) ? [] : [`${place}: "${id}" is not in the directory`];
  return [
    ...document.agencies.flatMap((a, i) => missing(authorities, a.authority, `agencies[${i}].authority`)),
    ...teams.flatMap((team, i) => [
      ...missing(agencies, team.agency, `teams[${i}].agency`),
      ...missing(people, team.manager, `teams[${i}].manager`),
    ]),
    ...document.feeds.flatMap((feed, i) => [
      ...missing(agencies, feed.agency, `feeds[${i}].agency`),
      ...missing(people, feed.manager, `feeds[${i}].manager`),
      ...missing(agencies, feed.controller, `feeds[${i}].controller`),
    ]),
    ...document.practitioners.flatMap((practitioner, i) => [
      ...practitioner.roles.flatMap((held, j) => {
        const place = `practitioners[${i}].roles[${j}]`;
        return [
          ...missing(agencies, held.agency, `${place}.agency`),
          ...missing(people, held.deputy, `${place}.deputy`),
          ...missing(people, held.manager, `${place}.manager`),
          ...(held.team === undefined || teamsThere.has(`${held.agency} ${held.team}`)
            ? []
            : [`${place}.team: "${held.team}" is no team of ${held.agency}`]),
        ];
      }),
      ...(practitioner.workerNumbers ?? []).flatMap((worker, j) =>
        missing(agencies, worker.agency, `practitioners[${i}].workerNumbers[${j}].agency`),
      ),
    ]),
  ];
}

/** An alert must never end in nobody: every owner has someone after them, every authority a duty desk. */
function gaps(document: DirectoryDocument): string[] {
  const alone = document.practitioners.flatMap((practitioner, i) =>
    practitioner.roles.flatMap((held, j) => {
      if (!OWNING_ROLES.includes(held.role)) return [];
      const place = `practitioners[${i}].roles[${j}]`;
      return [
        ...(held.deputy ? [] : [`${place}.deputy: a ${held.role} needs a deputy`]),
        ...(held.manager ? [] : [`${place}.manager: a ${held.role} needs a manager`]),
        ...(held.deputy === practitioner.id ? [`${place}.deputy: nobody is their own deputy`] : []),
        ...(held.manager === practitioner.id ? [`${place}.manager: nobody is their own manager`] : []),
      ];
    }),
  );
  const onDuty = document.authorities.flatMap((authority, i) => {
    const agencies = new Set(document.agencies.filter((a) => a.authority === authority.code).map((a) => a.id));
    const staffed = document.practitioners.some((p) =>
      p.roles.some((held) => held.role === ROLES.dutySocialWorker && agencies.has(held.agency)),
    );
    return staffed ? [] : [`authorities[${i}]: nobody holds ${ROLES.dutySocialWorker} there`];
  });
  return [...alone, ...onDuty];
}

/** Hours and terms that end before they begin. */
function backwards(document: DirectoryDocument): string[] {
  return document.agencies.flatMap(({ hours, terms }, i) => [
    ...(hours && hours !== 'always' && hours.from >= hours.to
      ? [`agencies[${i}].hours: they end before they begin`]
      : []),
    ...(terms ?? []).flatMap(({ from, to }, j) =>
      from > to ? [`agencies[${i}].terms[${j}]: it ends before it begins`] : [],
    ),
  ]);
}

/** Parts of a feed's declaration that contradict each other. */
function misdeclared(feed: Feed, place: string): string[] {
  const watched = (RHYTHMS as readonly (string | undefined)[]).includes(feed.rhythm);
  return [
    ...(feed.cohort === 'universal' && feed.impactAssessment === undefined
      ? [`${place}.impactAssessment: who sends of all children names the assessment of it`]
      : []),
    ...(feed.by !== undefined && !watched
      ? [`${place}.by: a time needs a rhythm of days: ${RHYTHMS.map((one) => `"${one}"`).join(', ')}`]
      : []),
    ...(feed.mllp !== undefined && senderOf(feed.mllp) === ''
      ? [`${place}.mllp: it names neither a certificate nor an application nor a facility`]
      : []),
    ...(feed.mllp !== undefined && feed.format !== 'hl7v2' ? [`${place}.mllp: only hl7v2 comes this way`] : []),
    ...(feed.liveSince !== undefined && !feed.live ? [`${place}.liveSince: it is not live`] : []),
  ];
}

/** A webhook needs an address, Kafka somebody who reads, and nothing else has one. */
function nowhere(notices: NoticeChannel | undefined, place: string): string[] {
  if (notices === undefined) return [];
  const { by, to, principal } = notices;
  return [
    ...((by === 'webhook') !== (to !== undefined)
      ? [`${place}.to: a webhook, and nothing else, says where to call`]
      : []),
    ...(to === undefined || URL.canParse(to) ? [] : [`${place}.to: it is no address`]),
    ...((by === 'kafka') !== (principal !== undefined)
      ? [`${place}.principal: Kafka, and nothing else, says who reads`]
      : []),
  ];
}

/** Kafka takes 249 characters for a topic; what comes before the id has its share. */
const LONGEST_IN_TOPIC = 200;
const tooLong = (id: string, isInTopic: boolean, place: string): string[] =>
  isInTopic && id.length > LONGEST_IN_TOPIC ? [`${place}: too long for the name of a Kafka topic`] : [];

/** Whoever signs in to brokers as one agency would write, or read, as the other. */
function sharedPrincipals({ agencies, feeds }: DirectoryDocument): string[] {
  const used = [
    ...agencies.map(({ id, notices }, i) => [`agencies[${i}].notices.principal`, notices?.principal, id] as const),
    ...feeds.map(({ agency, kafka }, i) => [`feeds[${i}].kafka.principal`, kafka?.principal, agency] as const),
  ];
  const of = new Map<string, string>();
  return used.flatMap(([place, principal, agency]) => {
    if (principal === undefined) return [];
    const before = of.get(principal) ?? agency;
    of.set(principal, before);
    return before === agency ? [] : [`${place}: "${principal}" is another agency’s already`];
  });
}

/** Thresholds must be whole numbers from 1: nothing else can be counted. */
function notNumbers(document: DirectoryDocument): string[] {
  return document.authorities.flatMap(({ thresholds }, i) =>
    Object.entries(thresholds ?? {}).flatMap(([rule, numbers]) =>
      Object.entries(numbers).flatMap(([name, value]) =>
        Number.isInteger(value) && value > 0
          ? []
          : [`authorities[${i}].thresholds.${rule}.${name}: must be a whole number from 1`],
      ),
    ),
  );
}
