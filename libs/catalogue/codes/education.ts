import { defineCodes } from './list';

export const SUSPENSION_CATEGORY = defineCodes({
  id: 'suspension-category',
  title: 'Kind of suspension or exclusion',
  source: 'DfE common basic data set, exclusion category',
  codes: { SUSP: 'Suspension', PERM: 'Permanent exclusion', LNCH: 'Suspension over lunch times' },
});

export const SUSPENSION_REASON = defineCodes({
  id: 'suspension-reason',
  title: 'Reason for a suspension or exclusion',
  source: 'DfE common basic data set, exclusion reason (from 2020)',
  codes: {
    PP: 'Physical assault against a pupil',
    PA: 'Physical assault against an adult',
    VP: 'Verbal abuse or threatening behaviour against a pupil',
    VA: 'Verbal abuse or threatening behaviour against an adult',
    OW: 'Use or threat of use of an offensive weapon or prohibited item',
    BU: 'Bullying',
    RA: 'Racist abuse',
    LG: 'Abuse against sexual orientation or gender identity',
    DS: 'Abuse relating to disability',
    SM: 'Sexual misconduct',
    DA: 'Drug and alcohol related',
    DM: 'Damage',
    TH: 'Theft',
    DB: 'Persistent or general disruptive behaviour',
    MT: 'Inappropriate use of social media or online technology',
    PH: 'Wilful and repeated breach of public health measures',
  },
});

export const SCHOOL_CONCERN = defineCodes({
  id: 'school-concern',
  title: 'What a school is concerned about',
  source: 'Tributary, after the categories of Keeping children safe in education',
  codes: {
    NEGLECT: 'Neglect',
    PHYSICAL: 'Physical harm',
    EMOTIONAL: 'Emotional harm',
    SEXUAL: 'Sexual harm',
    EXPLOITATION: 'Exploitation',
    'DOMESTIC-ABUSE': 'Domestic abuse at home',
    'SELF-HARM': 'Self-harm or low mood',
    ATTENDANCE: 'Attendance or going missing from school',
    'CHILD-ON-CHILD': 'Harm by another child',
    HOME: 'Change or hardship at home',
    OTHER: 'Another concern',
  },
});

export const LEAVING = defineCodes({
  id: 'leaving',
  title: 'Why a pupil left a school’s roll',
  source: 'Tributary, after the grounds of the School Attendance (Pupil Registration) (England) Regulations 2024',
  codes: {
    'OTHER-SCHOOL': 'Registered at another school',
    MOVED: 'Moved away, next school not known',
    'HOME-EDUCATION': 'Educated at home',
    'ORDINARY-END': 'Ordinary end of schooling at the school',
    EXCLUDED: 'Permanently excluded',
    ABROAD: 'Moved abroad',
    DIED: 'Died',
    'NOT-FOUND': 'Absent for long and not found',
    OTHER: 'Another ground',
  },
});

export const PLACEMENT_ANSWER = defineCodes({
  id: 'placement-answer',
  title: 'What a move means for school',
  source: 'Tributary, after the duties of the virtual school head',
  codes: {
    'SCHOOL-KEPT': 'The child stays at the same school, transport agreed',
    'SCHOOL-FOUND': 'Another school has offered a place',
    'NO-SCHOOL': 'There is no school yet',
  },
});
