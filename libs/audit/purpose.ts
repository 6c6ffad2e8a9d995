import { Problem } from '@tributary/kernel';

export const AUDITOR = 'auditor';
const PURPOSE = /^[a-z][a-z0-9-]{1,60}$/;

/** Throws `purpose-missing` where it is no code word: words of one's own would carry names into the ledger. */
export function purposeOf(purpose: string | undefined): string {
  if (purpose !== undefined && PURPOSE.test(purpose)) return purpose;
  throw new Problem(
    'purpose-missing',
    400,
    'This needs a purpose',
    'Give purpose as a code word, like practice-review: small letters, digits and hyphens, no personal data.',
  );
}
