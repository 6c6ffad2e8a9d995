import { defineCodes } from './list';

const SSDA903 = 'DfE looked-after children return (SSDA903) 2024, code sets';

export const EPISODE_START = defineCodes({
  id: 'episode-start',
  title: 'Why a new episode of care began',
  source: SSDA903,
  codes: {
    S: 'Started to be looked after',
    L: 'Change of legal status only',
    P: 'Change of placement and carer',
    T: 'Change of placement, same carer',
    B: 'Change of legal status, placement and carer',
    U: 'Change of legal status and placement, same carer',
  },
});

export const EPISODE_END = defineCodes({
  id: 'episode-end',
  title: 'Why an episode of care ended',
  source: SSDA903,
  codes: {
    X1: 'Episode ends, a new one begins at once',
    E11: 'Adopted, application unopposed',
    E12: 'Adopted, consent dispensed with',
    E2: 'Died',
    E3: 'Care taken over by another local authority',
    E4A: 'Returned home, part of the care plan',
    E4B: 'Returned home, not part of the care plan',
    E41: 'Child arrangements order',
    E45: 'Special guardianship to former foster carers, relatives or friends',
    E46: 'Special guardianship to former foster carers, others',
    E47: 'Special guardianship to relatives or friends',
    E48: 'Special guardianship to others',
    E5: 'Moved to independent living with support',
    E6: 'Moved to independent living without support',
    E7: 'Transferred to adult social care',
    E8: 'Ceased for another reason',
    E9: 'Sentenced to custody',
    E13: 'Left care to live with parents or relatives, no parental responsibility',
    E14: 'Accommodation on remand ended',
    E15: 'Age assessment found an adult',
    E16: 'Moved abroad',
    E17: 'Aged 18 and stayed with current carers',
  },
});

export const PLACEMENT_TYPE = defineCodes({
  id: 'placement-type',
  title: 'Kind of placement',
  source: SSDA903,
  codes: {
    A3: 'Placed for adoption with consent, current foster carer',
    A4: 'Placed for adoption with consent, not current foster carer',
    A5: 'Placed for adoption with placement order, current foster carer',
    A6: 'Placed for adoption with placement order, not current foster carer',
    H5: 'Semi-independent living',
    K1: "Secure children's home",
    K2: "Children's home",
    P1: 'With parents or others with parental responsibility',
    P2: 'Independent living',
    P3: 'Residential employment',
    R1: 'Residential care home',
    R2: 'NHS or other health trust',
    R3: 'Family centre or mother and baby unit',
    R5: 'Young offender institution or prison',
    S1: 'Residential school',
    T0: 'All types of temporary move',
    T1: 'Temporary, hospital stay',
    T2: 'Temporary, holiday',
    T3: 'Temporary, carer on holiday',
    T4: 'Temporary, other',
    U1: 'Foster placement with relative or friend, long term',
    U2: 'Foster placement with relative or friend, also an adopter',
    U3: 'Foster placement with relative or friend, other',
    U4: 'Foster placement, long term',
    U5: 'Foster placement with a carer who is also an adopter',
    U6: 'Foster placement, other',
    Z1: 'Other placement',
  },
});

export const PLACEMENT_CHANGE = defineCodes({
  id: 'placement-change',
  title: 'Why a placement changed',
  source: SSDA903,
  codes: {
    CARPL: 'Change to another planned placement',
    CLOSE: 'Provision closed',
    ALLEG: 'Allegation',
    STAND: 'Standards of care',
    APPRR: 'Approval removed',
    CREQB: "Carer's request because of the child's behaviour",
    CREQO: "Carer's request for another reason",
    CHILD: "Child's request",
    LAREQ: "Authority's request",
    PLACE: "Placing authority's change in the plan",
    CUSTOD: 'Custody',
    OTHER: 'Other',
  },
});

export const REVIEW_PARTICIPATION = defineCodes({
  id: 'review-participation',
  title: 'How a child took part in a review',
  source: SSDA903,
  codes: {
    PN0: 'Under four years old',
    PN1: 'Attended and spoke',
    PN2: 'Attended, an advocate spoke',
    PN3: 'Attended and made views known without words',
    PN4: 'Attended and did not make views known',
    PN5: 'Did not attend, an advocate spoke',
    PN6: 'Did not attend, made views known in another way',
    PN7: 'Did not attend, views not made known',
  },
});
