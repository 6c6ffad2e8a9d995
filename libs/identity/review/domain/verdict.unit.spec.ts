import type { Opinion } from '../pair';
import { isGrave, stepOf } from './verdict';

const said = (...opinions: Opinion['opinion'][]) => ({
  opinions: opinions.map((opinion) => ({ opinion }) as Opinion),
});
const NOTHING = { reason: 'not-certain', evidence: [] };
const plain = { cohorts: new Set<string>(), placeSealed: false };

describe('what a verdict comes to', () => {
  it.each([
    ['link', said(), false, 'link'],
    ['different', said(), false, 'different'],
    ['link', said(), true, 'opinion'],
    ['different', said(), true, 'opinion'],
    ['link', said('link'), true, 'link'],
    ['different', said('different'), false, 'different'],
    ['link', said('different'), false, 'escalate'],
    ['different', said('link'), true, 'escalate'],
    ['link', said('link', 'different'), true, 'link'],
    ['different', said('link', 'different'), true, 'different'],
    ['later', said(), true, 'sleep'],
    ['later', said('link'), true, 'sleep'],
    ['later', said('link', 'different'), true, 'sleep'],
  ] as const)('%s, after %j, grave %s: %s', (decision, pair, grave, step) => {
    expect(stepOf(pair, { decision }, grave)).toBe(step);
  });

  it('is an opinion where its author asks for another one', () => {
    expect(stepOf(said(), { decision: 'link', secondOpinion: true }, false)).toBe('opinion');
    expect(stepOf(said('link'), { decision: 'link', secondOpinion: true }, false)).toBe('link');
  });
});

describe('what one steward does not decide alone', () => {
  it.each([
    ['a protection plan', NOTHING, { ...plain, cohorts: new Set(['protection-plan']) }, true],
    ['a child looked after', NOTHING, { ...plain, cohorts: new Set(['looked-after']) }, true],
    ['a sealed place', NOTHING, { ...plain, placeSealed: true }, true],
    ['a contradicted number', { ...NOTHING, reason: 'number-contradicted' }, plain, true],
    ['two numbers', { ...NOTHING, evidence: [{ field: 'nhs-number', outcome: 'different' }] }, plain, true],
    ['two names', { ...NOTHING, evidence: [{ field: 'family-name', outcome: 'different' }] }, plain, false],
    ['a child in need', NOTHING, { ...plain, cohorts: new Set(['child-in-need']) }, false],
  ])('%s', (_, pair, facts, grave) => {
    expect(isGrave(pair, facts)).toBe(grave);
  });
});
