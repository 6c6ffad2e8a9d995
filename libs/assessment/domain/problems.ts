import { Problem } from '@tributary/kernel';

export const noAssessment = (): Problem =>
  new Problem(
    'assessment-none',
    404,
    'No assessment is open',
    'Nobody has opened one for this child, or the last was closed. Begin one from the child’s page.',
  );

export const roleRefused = (): Problem =>
  new Problem(
    'assessment-role-refused',
    403,
    'Not in this role',
    'The role you act in takes no part in that. docs/assessments.md says which roles do what.',
  );

export const notTheLead = (): Problem =>
  new Problem(
    'assessment-not-lead',
    403,
    'The lead practitioner does that',
    'Another practitioner leads this assessment. Ring them.',
  );

export const notAsked = (): Problem =>
  new Problem(
    'assessment-not-asked',
    403,
    'Your agency takes no part',
    'The family has not agreed to your agency, or nobody has asked it yet. Ring the lead practitioner.',
  );

export const noAgreement = (): Problem =>
  new Problem(
    'assessment-no-agreement',
    409,
    'The family has not agreed',
    'Without its agreement nobody is asked and nothing is written here. Protecting a child waits for no agreement: if you ' +
      'think this child may be at risk of significant harm, ring the front door now.',
  );

export const notAgreedTo = (agency: string): Problem =>
  new Problem(
    'assessment-agency-not-agreed',
    422,
    'The family has not agreed to that agency',
    'Ask the family, and record what it says, before you ask the agency.',
    { agency },
  );

export const isClosed = (): Problem =>
  new Problem(
    'assessment-closed',
    409,
    'The assessment is closed',
    'Nothing is added to it any more. Begin another one if the family wants help again.',
  );

const LOAD_AGAIN = 'The assessment has none of that id. Load it again.';
export const unknownContribution = (): Problem =>
  new Problem('assessment-contribution-unknown', 404, 'No such contribution', LOAD_AGAIN);
export const unknownAction = (): Problem => new Problem('assessment-action-unknown', 404, 'No such action', LOAD_AGAIN);

export const notTheAuthor = (): Problem =>
  new Problem(
    'assessment-not-author',
    403,
    'Somebody else wrote that',
    'Only its author changes a contribution. Write your own beside it.',
  );

export const dayWrong = (field: string, detail: string): Problem =>
  new Problem('assessment-day-wrong', 422, 'The day is wrong', detail, { field });

export const personWrong = (): Problem =>
  new Problem(
    'assessment-person-wrong',
    422,
    'They cannot take that on',
    'Choose somebody who, by the directory, holds a role that may, in an agency that takes part.',
  );

export const nothingWritten = (): Problem =>
  new Problem('assessment-words-missing', 422, 'Nothing is written', 'Write what goes well, or what is needed.');
