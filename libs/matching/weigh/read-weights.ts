import { FIELDS, LEVELS } from '../compare/fields';
import type { Weights } from './weights';

const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object';
const isShare = (value: unknown): boolean => typeof value === 'number' && value > 0 && value <= 1;

/** A weights document that was kept; undefined where it is none, or lacks a field or level that is compared. */
export function readWeights(text: string): Weights | undefined {
  const document = parsed(text);
  if (!isObject(document) || typeof document['version'] !== 'string') return undefined;
  const { fields, thresholds, expectedMatches } = document;
  const rightly =
    isObject(fields) &&
    FIELDS.every((field) => LEVELS[field].every((level) => hasShares(fields[field], level))) &&
    isObject(thresholds) &&
    ['match', 'potential', 'low'].every((name) => isShare(thresholds[name])) &&
    typeof expectedMatches === 'number' &&
    expectedMatches > 0;
  return rightly ? (document as Weights) : undefined;
}

function hasShares(levels: unknown, level: string): boolean {
  const shares = isObject(levels) ? levels[level] : undefined;
  return isObject(shares) && isShare(shares['m']) && isShare(shares['u']);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
