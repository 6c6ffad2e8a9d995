import { type DirectoryDocument, DirectoryView, type Practitioner } from '@tributary/directory';
import { type AgreementVersion, type PractitionerId, Problem } from '@tributary/kernel';
import { type ChecklistFacts, checklistOf, openSteps, requireComplete } from './checklist';
import { wholeFeed } from './onboarding.fixture';

const whole = wholeFeed();
const open = (facts: ChecklistFacts) => checklistOf(facts).filter(({ done }) => !done);
const withDocument = (change: (document: DirectoryDocument) => DirectoryDocument): ChecklistFacts => ({
  ...whole,
  view: new DirectoryView(2, change(whole.view.document)),
});
const withPerson = (id: string, change: (person: Practitioner) => Practitioner): ChecklistFacts =>
  withDocument((document) => ({
    ...document,
    practitioners: document.practitioners.map((one) => (one.id === id ? change(one) : one)),
  }));
const passed = { state: 'passed', checks: [] } as const;
const stale = { state: 'stale', checks: [] } as const;
const manager = whole.view.practitioner(whole.feed.manager);
const deputy = manager?.roles.find(({ role }) => role === 'feed-manager')?.deputy ?? '';

describe('the checklist of a feed', () => {
  it('is done where all stands', () => {
    expect(open(whole)).toEqual([]);
    expect(() => requireComplete(checklistOf(whole))).not.toThrow();
  });

  it.each<[string, ChecklistFacts, string]>([
    ['its manager has the role no longer', withPerson(whole.feed.manager, (p) => ({ ...p, roles: [] })), 'contact'],
    ['nobody stands in for its manager', withPerson(whole.feed.manager, withoutDeputy), 'contact'],
    ['the deputy cannot be reached', withPerson(deputy, ({ phone: _p, email: _e, ...person }) => person), 'contact'],
    ['its manager is nobody', { ...whole, feed: { ...whole.feed, manager: 'p-gone' as PractitionerId } }, 'contact'],
    ['nobody said whose software sends', { ...whole, undeclared: ['supplier'] }, 'declaration'],
    ['no agreement is in force', { ...whole, agreement: undefined }, 'agreement'],
    [
      'another agreement is in force than it names',
      { ...whole, feed: { ...whole.feed, agreement: 'education-9' as AgreementVersion } },
      'agreement',
    ],
    ['nobody is there for an incident', agreed({ incidentContact: 'p-gone' }), 'agreement'],
    ['it has no rhythm', { ...whole, feed: withoutRhythm() }, 'rhythm'],
    [
      'its school days are not known',
      withDocument((document) => ({ ...document, agencies: document.agencies.map(({ terms: _t, ...one }) => one) })),
      'rhythm',
    ],
    ['its tests were never passed', { ...whole, contract: { state: 'open', checks: [] } }, 'test'],
    ['something changed since its tests', { ...whole, contract: { ...stale, changed: ['mapping'] } }, 'test'],
    ['no file of its own was tested', { ...whole, contract: { ...passed, samplesAlone: true } }, 'test'],
    ['its form needs a mapping and has none', { ...whole, mapping: 0 }, 'mapping'],
  ])('is open where %s, and says what to do', (_, facts, step) => {
    expect(open(facts)).toEqual([expect.objectContaining({ id: step, next: expect.stringMatching(/\w/) as string })]);
  });

  it('counts a rhythm once, and not that it is not yet live', () => {
    const facts = { ...whole, feed: withoutRhythm(), undeclared: ['rhythm', 'liveSince'] };
    expect(openSteps(checklistOf(facts))).toEqual(['Rhythm and calendar']);
    expect(() => requireComplete(checklistOf(facts))).toThrow(Problem);
  });

  it('leaves a return its rhythm, and says that nobody watches it', () => {
    const found = checklistOf({ ...whole, feed: { ...whole.feed, rhythm: 'yearly' } });
    expect(found).toContainEqual(
      expect.objectContaining({ id: 'rhythm', done: true, finding: 'yearly; its silence is not watched' }),
    );
  });

  it('names the mapping in force', () => {
    expect(checklistOf({ ...whole, mapping: 3 })).toContainEqual(
      expect.objectContaining({ id: 'mapping', done: true, finding: 'Version 3 is in force' }),
    );
  });
});

function withoutDeputy(person: Practitioner): Practitioner {
  return { ...person, roles: person.roles.map(({ deputy: _d, ...held }) => held) };
}
function withoutRhythm(): ChecklistFacts['feed'] {
  return (({ rhythm: _its, by: _then, ...feed }: ChecklistFacts['feed']) => feed)(whole.feed);
}
function agreed(more: Partial<NonNullable<ChecklistFacts['agreement']>>): ChecklistFacts {
  if (!whole.agreement) throw new Error('no agreement');
  return { ...whole, agreement: { ...whole.agreement, ...more } };
}
