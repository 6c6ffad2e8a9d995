import type { ProblemDocument } from '../../domain/receipt';

export const FHIR_JSON = 'application/fhir+json';

/** Whether a request came by a door for FHIR, whose errors are resources (FHIR R4, 3.1.0.1.8). */
export const isFhir = (path: string): boolean => path.startsWith('/fhir/');

/** By status, from the value set issue-type (R4). */
const CODES: Readonly<Record<number, string>> = {
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  413: 'too-long',
  415: 'not-supported',
  422: 'invalid',
  429: 'throttled',
  503: 'transient',
};

/** A problem as FHIR says it. */
export const operationOutcome = ({ status, code, title, detail }: ProblemDocument): object => ({
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'error',
      code: CODES[status] ?? (status < 500 ? 'structure' : 'exception'),
      details: { coding: [{ code }], text: title },
      diagnostics: detail,
    },
  ],
});
