/** Why a number cannot stand for a person. */
export type NumberFault = 'format' | 'check' | 'placeholder';

const REPEATED = /^(\d)\1*$/;
export const normaliseNhsNumber = (text: string): string => text.replace(/[\s-]/g, '');

/**
 * Ten digits, weights 10 to 2 on the first nine, modulus 11 (NHS data dictionary). Repeated digits pass the check
 * and are placeholders all the same. Undefined where there is nothing to object to.
 */
export function nhsNumberFault(text: string): NumberFault | undefined {
  const number = normaliseNhsNumber(text);
  if (!/^\d{10}$/.test(number)) return 'format';
  if (REPEATED.test(number)) return 'placeholder';
  let sum = 0;
  for (let i = 0; i < 9; i++) sum += Number(number[i]) * (10 - i);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(number[9]) ? undefined : 'check';
}
export const isValidNhsNumber = (text: string): boolean => nhsNumberFault(text) === undefined;

/** The 23 letters of a check letter and of a temporary number: no I, O, S. */
const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';
export const normaliseUpn = (text: string): string => text.replace(/\s/g, '').toUpperCase();

/**
 * Check letter, then twelve digits; a temporary number ends in a letter, which counts as its place in the alphabet
 * of 23. Sum of each value times its position (2 to 13), modulus 23 (GovTalk UniquePupilNumber 2.0).
 */
export function upnFault(text: string): NumberFault | undefined {
  const upn = normaliseUpn(text);
  if (!/^[A-Z]\d{11}[\dA-Z]$/.test(upn)) return 'format';
  if (REPEATED.test(upn.slice(1))) return 'placeholder';
  let sum = 0;
  for (let i = 1; i < 13; i++) {
    const char = upn.charAt(i);
    const value = /\d/.test(char) ? Number(char) : UPN_LETTERS.indexOf(char);
    if (value < 0) return 'check';
    sum += value * (i + 1);
  }
  return UPN_LETTERS.charAt(sum % 23) === upn.charAt(0) ? undefined : 'check';
}
/** It ends in a letter: given by a school until the pupil's permanent one is known. Says nothing of its check letter. */
export const isTemporaryUpn = (text: string): boolean => /[A-Z]$/.test(normaliseUpn(text));

export const isValidUpn = (text: string): boolean => upnFault(text) === undefined;
