import {
  CLOSURE_REASON,
  DISABILITY,
  ETHNICITY,
  isValidUpn,
  PRIMARY_NEED,
  REFERRAL_SOURCE,
  UPN_UNKNOWN,
} from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import type { Fact, Sighting } from '../format';
import { fact, flagged, maybe } from '../shared/facts';
import { formerly } from '../shared/formerly';
import { readSex } from '../shared/pupil';
import { type BlockContext, codeIn, codesIn, dateIn, oddities, yesNoIn } from './blocks';
import { XmlNode } from '../shared/xml-node';

const NOTHING = new XmlNode('none');
export const identifiersOf = (child: XmlNode): XmlNode => child.first('ChildIdentifiers') ?? NOTHING;

/** The census has no names and no addresses. */
export function sightingOf(child: XmlNode, localId: string): Sighting {
  const who = identifiersOf(child);
  return {
    system: 'csc',
    localId,
    ...maybe('birthDate', dateIn(who, 'PersonBirthDate')),
    ...maybe('expectedBirthDate', dateIn(who, 'ExpectedPersonBirthDate')),
    ...maybe('sex', readSex(who.value('Sex') ?? who.value('GenderCurrent') ?? '')),
    ...maybe('upn', who.value('UPN')),
    ...formerly('formerUpns', who.texts('FormerUPN')),
  };
}

const IDENTIFIERS = [
  'LAchildID',
  'UPN',
  'FormerUPN',
  'UPNunknown',
  'PersonBirthDate',
  'ExpectedPersonBirthDate',
  'PersonDeathDate',
  'GenderCurrent',
  'Sex',
];
const DETAILS = [
  'CINreferralDate',
  'ReferralSource',
  'PrimaryNeedCode',
  'CINclosureDate',
  'ReasonForClosure',
  'DateOfInitialCPC',
  'ReferralNFA',
];
const BLOCKS = ['Assessments', 'CINPlanDates', 'Section47', 'ChildProtectionPlans'];

const unknown = (node: XmlNode, known: readonly string[]): number =>
  node.children.filter(({ name }) => !known.includes(name)).length;
/** Elements of a child that are not read: blocks of later censuses. */
export const unreadInChild = (child: XmlNode): number =>
  unknown(child, ['ChildIdentifiers', 'ChildCharacteristics', 'CINdetails']) +
  unknown(identifiersOf(child), IDENTIFIERS) +
  unknown(child.first('ChildCharacteristics') ?? NOTHING, ['Ethnicity', 'Disabilities']);
export const unreadInDetails = (details: XmlNode): number => unknown(details, [...DETAILS, ...BLOCKS]);

/** What the return says of the child itself, as on its reference date. */
export function detailsFact(child: XmlNode, path: string, on: PlainDate): Fact {
  const [who, traits] = [identifiersOf(child), child.first('ChildCharacteristics') ?? NOTHING];
  const [upn, born, expected] = [
    who.value('UPN'),
    dateIn(who, 'PersonBirthDate'),
    dateIn(who, 'ExpectedPersonBirthDate'),
  ];
  const ethnicity = codeIn(traits, 'Ethnicity', ETHNICITY);
  const disabilities = codesIn(traits.values('Disability', 'Disabilities'), DISABILITY);
  const upnUnknown = codeIn(who, 'UPNunknown', UPN_UNKNOWN);
  return fact(
    'social-care.child-details-recorded',
    { item: `${path}/details`, occurred: { on } },
    {
      ...maybe('ethnicity', ethnicity),
      ...(disabilities.length > 0 ? { disabilities } : {}),
      ...maybe('upnUnknown', upnUnknown),
      ...maybe('expectedBirthDate', expected),
      ...maybe('deathDate', dateIn(who, 'PersonDeathDate')),
      ...flagged(
        ...oddities(
          who,
          ['PersonBirthDate', 'ExpectedPersonBirthDate', 'PersonDeathDate'],
          ['LAchildID', 'UPN', 'UPNunknown'],
        ),
        traits.stray && 'stray-text',
        child.stray && 'stray-text',
        upn !== undefined && !isValidUpn(upn) && 'upn-invalid',
        upn !== undefined && upnUnknown !== undefined && 'upn-and-reason',
        born !== undefined && expected !== undefined && 'expected-and-actual-birth',
        [ethnicity, upnUnknown, ...disabilities].some((code) => code?.unmapped) && 'code-unmapped',
      ),
    },
  );
}

/** The facts that stand in CINdetails itself: referral, first conference, closure. */
export function referralFacts(details: XmlNode, context: BlockContext, born: PlainDate | undefined): readonly Fact[] {
  const { path, episode, referral: date } = context;
  const [referrer, primaryNeed] = [
    codeIn(details, 'ReferralSource', REFERRAL_SOURCE),
    codeIn(details, 'PrimaryNeedCode', PRIMARY_NEED),
  ];
  const noFurtherAction = yesNoIn(details, 'ReferralNFA');
  const facts: Fact[] = [
    fact(
      'social-care.referral-received',
      { item: `${path}/referral`, occurred: { on: date } },
      {
        date,
        episode,
        ...maybe('referrer', referrer),
        ...maybe('primaryNeed', primaryNeed),
        ...maybe('noFurtherAction', noFurtherAction),
        ...flagged(
          ...oddities(details, ['CINreferralDate', 'CINclosureDate', 'DateOfInitialCPC']),
          born !== undefined && date < born && 'before-birth',
          (referrer?.unmapped || primaryNeed?.unmapped) && 'code-unmapped',
          noFurtherAction === undefined && details.value('ReferralNFA') !== undefined && 'yes-no-unreadable',
        ),
      },
    ),
  ];
  const heldOn = dateIn(details, 'DateOfInitialCPC');
  // The same conference may stand in a section 47 block as well; it was one.
  if (heldOn !== undefined && !context.conferences.has(heldOn)) {
    const early = flagged(heldOn < date && 'before-referral');
    const data = { date: heldOn, kind: 'initial', episode, ...early } as const;
    facts.push(
      fact('social-care.conference-held', { item: `${path}/initial-conference`, occurred: { on: heldOn } }, data),
    );
  }
  const closed = dateIn(details, 'CINclosureDate');
  if (closed !== undefined) facts.push(closureFact(details, context, closed));
  return facts;
}

function closureFact(details: XmlNode, { path, episode, referral: opened }: BlockContext, date: PlainDate): Fact {
  const reason = codeIn(details, 'ReasonForClosure', CLOSURE_REASON);
  return fact(
    'social-care.case-closed',
    { item: `${path}/closure`, occurred: { on: date } },
    {
      date,
      episode,
      ...maybe('reason', reason),
      ...flagged(
        reason === undefined ? 'reason-missing' : reason.unmapped && 'code-unmapped',
        date < opened && 'end-before-start',
      ),
    },
  );
}
