import type { Rule } from './rule';

/** What the child's area calls whoever leads the help, in the middle of a sentence. */
type AreaWords = Readonly<{ lead: string }>;

export type TextFacts = Readonly<{
  labels: AreaWords;
  rule: Rule;
  statusUnknown: boolean;
  identityConfirmed: boolean;
  /** Why this reader: `allocated-worker`, `deputy` … */
  reason: string;
  authority: Readonly<{ name: string; frontDoor: string; outOfHours: string }> | undefined;
}>;

const REASONS: Readonly<Record<string, string>> = {
  'both-work': 'You work with the child, and so does somebody else.',
  'allocated-worker': 'You are the child’s allocated social worker.',
  'emergency-duty': 'You are on duty while the authority’s day team is not.',
  'raised-it': 'Your agency raised a concern that it rests on.',
  'concern-holder': 'Your agency recorded a concern that it is about.',
  'missing-education': 'You look after children missing education in the child’s authority.',
  'early-help': 'You coordinate early help in the child’s authority.',
  'assessment-lead': 'You lead the assessment.',
  'lead-gone': 'Whoever led the assessment cannot be told any more, and you can see to it that somebody leads.',
  clinician: 'The child was not brought to your service.',
  'health-lead': 'You lead safeguarding in the health service that sent it.',
  'closed-the-case': 'Your team closed the case.',
  'school-closed': 'The school it belongs to is closed, and you act for schools while they are.',
  reassigned: 'It was handed on to you.',
  reopened: 'It was closed, and that was taken back.',
  'stands-again': 'It had been taken back because of a link that was wrong, and stands again.',
  'was-told': 'You were told of the alert that is taken back.',
  duty: 'You are on duty, and nobody nearer to the child could be found in the directory.',
  'virtual-school': 'The child is looked after, and you lead the virtual school.',
  'feed-manager': 'You manage the feed that says who has a social worker.',
  'supplier-operator': 'You keep the hub running, and several feeds of one supplier are silent together.',
  'supplier-feed-manager': 'You manage one of the feeds; the operator has the silence of all of them in hand.',
  'senders-lead': 'Your agency sent the record, and it is not yet certain who the child is.',
  deputy: 'The person before you has not acknowledged it in time; you are their deputy.',
  manager: 'Those before you have not acknowledged it in time; you are their manager.',
};

/** Why it is this reader who was told. */
export const whyYou = (reason: string, { lead }: AreaWords): string =>
  reason === 'lead-practitioner' ? `You are the family’s ${lead}.` : (REASONS[reason] ?? 'It was sent to you.');

/** What an alert says to a reader, in plain sentences; no name, no number, no story. */
export function alertText(facts: TextFacts): readonly string[] {
  const { rule, authority } = facts;
  const doors = authority
    ? `ring ${authority.name}’s front door on ${authority.frontDoor}, or ${authority.outOfHours} out of hours, now`
    : 'ring the front door of the child’s authority now';
  return [
    facts.statusUnknown
      ? `Social worker status not current: ring the front door. A rule that looks for children with a social worker (“${rule.title}”) could not be answered.`
      : `${rule.title}.`,
    whyYou(facts.reason, facts.labels),
    ...(facts.identityConfirmed
      ? []
      : ['Identity not confirmed: it is not yet certain that these records are of one child.']),
    `This is information, not a referral. Nobody has been asked to act because this exists. If you think this child may be at risk of significant harm, ${doors}.`,
  ];
}
