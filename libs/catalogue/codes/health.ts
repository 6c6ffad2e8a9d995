import { defineCodes } from './list';

export const EMERGENCY_OUTCOME = defineCodes({
  id: 'emergency-outcome',
  title: 'How an emergency attendance ended',
  source: 'Tributary, after the discharge status of the emergency care data set',
  codes: {
    DISCHARGED: 'Discharged',
    ADMITTED: 'Admitted',
    TRANSFERRED: 'Transferred',
    'LEFT-BEFORE-SEEN': 'Left before being seen',
    'LEFT-BEFORE-END': 'Left before treatment was complete',
    DIED: 'Died',
  },
});

export const APPOINTMENT_OUTCOME = defineCodes({
  id: 'appointment-outcome',
  title: 'Why an appointment did not take place',
  source: 'Tributary, after the attendance status of the NHS data dictionary',
  codes: {
    'NOT-BROUGHT': 'Was not brought',
    'DID-NOT-ATTEND': 'Did not attend',
    'CANCELLED-BY-FAMILY': 'Cancelled by the family',
    'ARRIVED-LATE': 'Arrived too late to be seen',
  },
});

export const HEALTH_SERVICE = defineCodes({
  id: 'health-service',
  title: 'Kind of health service',
  source: 'Tributary',
  codes: {
    GP: 'General practice',
    'HEALTH-VISITING': 'Health visiting',
    'SCHOOL-NURSING': 'School nursing',
    PAEDIATRICS: 'Community or hospital paediatrics',
    DENTAL: 'Dental care',
    THERAPY: 'Therapies',
    IMMUNISATION: 'Immunisation',
    OTHER: 'Another service',
  },
});

export const DEATH_NOTICE = defineCodes({
  id: 'death-notice',
  title: 'How certain a notice of death is',
  source: 'NHS Personal Demographics Service, death notification status',
  codes: {
    '1': 'Informal: told by a health organisation, without papers',
    '2': 'Formal: from the registrar of deaths',
  },
});

export const NEWBORN_SCREENING = defineCodes({
  id: 'newborn-screening',
  title: 'Newborn screening programme',
  source: 'NHS Digital Child Health, child health encounter types 006 to 008',
  codes: {
    'BLOOD-SPOT': 'Blood spot',
    HEARING: 'Hearing',
    'PHYSICAL-EXAMINATION': 'Newborn and infant physical examination',
  },
});

export const NOT_GIVEN = defineCodes({
  id: 'vaccination-not-given',
  title: 'Why a vaccination was not given',
  source: 'Tributary, after SNOMED CT findings and HL7 v3 ActReason',
  codes: {
    'NO-CONSENT': 'Nobody agreed to it',
    DECLINED: 'The child or family objected',
    'NOT-BROUGHT': 'The child was not brought',
    CONTRAINDICATED: 'There was a medical reason, which is not held',
    'OUT-OF-STOCK': 'The vaccine was not to be had',
    'ALREADY-IMMUNE': 'The child is protected already',
  },
});

export const HEALTH_FLAG = defineCodes({
  id: 'health-flag',
  title: 'Flag on a health record',
  source: 'Tributary, after the NHS Patient Flag service and Child Protection – Information Sharing',
  codes: {
    SAFEGUARDING: 'Safeguarding concern noted by health',
    'CHILD-PROTECTION': 'Child protection plan known to health',
    'LOOKED-AFTER': 'Looked after, known to health',
    'REASONABLE-ADJUSTMENT': 'Reasonable adjustments are made',
  },
});

export const HEALTH_SIGNAL = defineCodes({
  id: 'health-signal',
  title: 'Kind of change that a national service signals',
  source: 'NHS Multicast Notification Service, event types',
  codes: {
    'NHS-NUMBER-CHANGE': 'The NHS number was replaced or made invalid',
    'PDS-CHANGE-OF-GP': 'Change of general practice',
    'PDS-DEATH-NOTIFICATION': 'A notice of death was made, changed or removed',
    'PDS-RECORD-CHANGE': 'The demographic record changed',
    'IMMS-VACCINATION-RECORD-CHANGE': 'A vaccination record changed',
    'PATIENTFLAGS-CHANGE': 'A patient flag changed',
    'GPREG-CHANGE-GP-REQ': 'A change of practice was asked for',
    'PDM-RESOURCE-CHANGE': 'A booking or task of the patient data manager changed',
    'VRS-PROXY-ROLE-CREATED': 'Somebody may act for the person online',
    'VRS-PROXY-ROLE-CHANGED': 'How somebody may act for the person online changed',
    'VRS-PROXY-ROLE-DELETED': 'Somebody may act for the person online no more',
  },
});
