import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { acknowledgementIn, bodyWrong } from '../api/acknowledgement';
import { AcknowledgeRecord } from '../api/bodies';
import type { Acknowledgement } from '../notices';

const MOST_BYTES = 65_536;

/** What a record on an agency's topic says of which notice. Throws `body-wrong` (422), which repeats nothing of it. */
export function acknowledgementOf(value: Buffer | null): Readonly<{ notice: string; said: Acknowledgement }> {
  const body = plainToInstance(AcknowledgeRecord, objectIn(value));
  const [fault] = validateSync(body, { whitelist: true, forbidNonWhitelisted: true });
  if (fault) throw bodyWrong('the value has fields that are not asked for, or lacks one');
  const said = acknowledgementIn(body);
  return { notice: body.notice, said: said.lease === undefined ? { ...said, overLease: true } : said };
}

function objectIn(value: Buffer | null): object {
  if (value === null || value.length > MOST_BYTES) throw bodyWrong('the value is missing, or too large');
  const body = parsed(value);
  // What nests deeper than any body does would be walked by recursion.
  if (!isObject(body) || !Object.values(body).every(isFlat)) throw bodyWrong('the value is no such object');
  return body;
}

function parsed(value: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(value));
  } catch {
    throw bodyWrong('the value is no JSON in UTF-8');
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A plain value, or an object of such. */
const isFlat = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (isObject(value) && Object.values(value).every((inner) => typeof inner !== 'object'));
