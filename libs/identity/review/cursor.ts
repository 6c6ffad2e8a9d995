import { isUuid, Problem } from '@tributary/kernel';
import type { Cursor } from './storage/pairs';

export const cursorText = (cursor: Cursor): string => Buffer.from(cursor.join(' ')).toString('base64url');

/** Throws query-wrong. */
export function readCursor(text: string): Cursor {
  const [percent = '', micros = '', id = '', ...rest] = Buffer.from(text, 'base64url').toString().split(' ');
  if (/^-?\d{1,3}$/.test(percent) && /^\d{1,17}$/.test(micros) && isUuid(id) && rest.length === 0)
    return [Number(percent), micros, id];
  throw new Problem('query-wrong', 400, 'The parameter after is wrong', 'Take it from the page before', {
    parameter: 'after',
  });
}
