import type { PlainDate } from '@tributary/kernel';
import type { Person } from '../domain/person';

export type Placement = Readonly<{ id: string; from: PlainDate; reason: string; type: string }>;

/** What the council's system says of a child: one episode of need. */
export type CareEpisode = Readonly<{
  person: Person;
  /** When birth is expected: then neither name, sex, birth date nor number is known. */
  expected?: PlainDate;
  id: string;
  referred: PlainDate;
  referrer: string;
  worker?: Readonly<{ number: string; from: PlainDate }>;
  assessment?: Readonly<{ id: string; from: PlainDate; done?: PlainDate; factors: readonly string[] }>;
  /** An enquiry under section 47 of the Children Act 1989. */
  enquiry?: Readonly<{ id: string; from: PlainDate }>;
  needPlan?: Readonly<{ id: string; from: PlainDate }>;
  protectionPlan?: Readonly<{ id: string; from: PlainDate }>;
  placements?: readonly Placement[];
  closed?: Readonly<{ on: PlainDate; reason: string }>;
}>;

type Block = Readonly<Record<string, unknown>>;

/** One item a line, so that a reader can take one out and what is left still reads. */
const list = (name: string, blocks: readonly Block[]): readonly string[] =>
  blocks.length === 0
    ? []
    : [`   ,"${name}": [`, ...blocks.map((block, at) => `    ${at === 0 ? '' : ','}${JSON.stringify(block)}`), '   ]'];

function episodeLines(episode: CareEpisode): readonly string[] {
  const { worker, assessment, enquiry, needPlan, protectionPlan, placements = [], closed } = episode;
  return [
    `   "social_care_episode_id": ${JSON.stringify(episode.id)}`,
    `   ,"referral_date": "${episode.referred}", "referral_source": "${episode.referrer}"`,
    ...list('care_worker_details', worker ? [{ worker_id: worker.number, start_date: worker.from }] : []),
    ...list('child_and_family_assessments', assessment ? [assessmentBlock(assessment)] : []),
    ...list(
      'section_47_assessments',
      enquiry ? [{ section_47_assessment_id: enquiry.id, start_date: enquiry.from }] : [],
    ),
    ...list('child_in_need_plans', needPlan ? [{ child_in_need_plan_id: needPlan.id, start_date: needPlan.from }] : []),
    ...list(
      'child_protection_plans',
      protectionPlan ? [{ child_protection_plan_id: protectionPlan.id, start_date: protectionPlan.from }] : [],
    ),
    ...list('child_looked_after_placements', placements.map(placementBlock)),
    ...(closed ? [`   ,"closure_date": "${closed.on}", "closure_reason": "${closed.reason}"`] : []),
  ];
}

const assessmentBlock = ({ id, from, done, factors }: NonNullable<CareEpisode['assessment']>): Block => ({
  child_and_family_assessment_id: id,
  start_date: from,
  ...(done ? { authorisation_date: done } : {}),
  factors,
});

const placementBlock = ({ id, from, reason, type }: Placement): Block => ({
  child_looked_after_placement_id: id,
  start_date: from,
  start_reason: reason,
  placement_type: type,
});

const bornDetails = ({ upn, givenName, birthDate, sex }: Person): Block => ({
  ...{ unique_pupil_number: upn, first_name: givenName, date_of_birth: birthDate },
  sex: sex === 'female' ? 'F' : 'M',
});

function childLines(episode: CareEpisode, first: boolean): readonly string[] {
  const { person, expected } = episode;
  const { familyName: surname, postcode } = person;
  const details = {
    ...(expected ? { expected_date_of_birth: expected } : bornDetails(person)),
    ...{ surname, postcode },
  };
  return [
    ` ${first ? '' : ','}{"la_child_id": ${JSON.stringify(person.careId)},`,
    `  "child_details": ${JSON.stringify(details)},`,
    '  "social_care_episodes": [{',
    ...episodeLines(episode),
    '  }]}',
  ];
}

/** Format dfe-csc-json: DfE's daily payload of children's social care. */
export const socialCareJson = (episodes: readonly CareEpisode[]): string =>
  [
    '{"la_code": 999, "Children": [',
    ...episodes.flatMap((episode, at) => childLines(episode, at === 0)),
    ']}',
    '',
  ].join('\n');
