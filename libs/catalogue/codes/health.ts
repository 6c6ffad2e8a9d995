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
