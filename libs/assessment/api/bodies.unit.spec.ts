import 'reflect-metadata';
import { Problem } from '@tributary/kernel';
import { checked, OpenBody } from './bodies';
import { actionIn, agreementIn, askIn, closingIn, contributionIn, reviewIn } from './wishes';

const faultsOf = (reading: () => unknown): string => {
  try {
    reading();
    return 'nothing was wrong';
  } catch (error) {
    return error instanceof Problem ? error.detail : String(error);
  }
};
const owner = { practitioner: 'p-okonjo', role: 'designated-safeguarding-lead', agency: 'ash-lane-primary' };
const action = { outcome: 'Sleeps', what: 'Talk', owner, due: '2026-03-07' };
const said = { saidBy: 'parent', form: 'written', on: '2026-03-02' };

describe('what is sent in', () => {
  it('is taken with what goes without saying', () => {
    expect(agreementIn({ ...said, agencies: ['ash-lane-primary'] })).toMatchObject({ excluded: [] });
    expect(contributionIn({ element: 'progress', needs: 'Reads with a finger' })).toMatchObject({
      ...{ kind: 'contribute', voice: 'practitioner', forFamily: false, dataClass: 'family-help' },
      contribution: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });
  it('names what is wrong, and does not repeat it', () => {
    expect(faultsOf(() => checked(OpenBody, { reason: ' \n ' }))).toBe('reason: reason must not be empty');
    expect(faultsOf(() => checked(OpenBody, { reason: 'x', by: 'p-other' }))).toContain('property by should not exist');
    expect(faultsOf(() => actionIn({ ...action, due: '2026-02-30' }))).toContain('due must be a day that exists');
    expect(faultsOf(() => actionIn({ ...action, owner: '<b>somebody</b>' }))).toContain('owner');
    expect(faultsOf(() => actionIn({ ...action, owner: { ...owner, agency: '<b>' } }))).not.toContain('<b>');
    expect(faultsOf(() => reviewIn({ on: ['2026-03-02'], progress: 'x' }))).toContain('on must be a day');
    expect(faultsOf(() => closingIn({ on: '2026-03-02', outcome: 'constructor' }))).toContain('outcome');
  });
  it.each(['adult-third-party', 'counselling', 'sexual-health', 'immigration', 'adoption', 'allegation', 'court'])(
    'cannot be of the class %s, which does not belong where many read',
    (dataClass) => {
      expect(faultsOf(() => contributionIn({ element: 'progress', needs: 'x', dataClass }))).toContain('dataClass');
    },
  );
  it('asks about the nineteen elements and no other', () => {
    const asks = [{ agency: 'ash-lane-primary', elements: ['income'] }];
    expect(faultsOf(() => askIn({ asks }))).toContain('asks.0.elements');
    expect(faultsOf(() => askIn({ asks: [] }))).toContain('asks');
  });
});
