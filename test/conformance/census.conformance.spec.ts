import type { Fact, Parsed } from '@tributary/feeds';
import { contentOf, describeFiles, expectedFor, figuresOf, filesIn, parseAll } from './expected';

const files = [...filesIn('cin-census', '.xml'), ...filesIn('la-schemas-liia/cin_census/samples', '.xml')];

/** Counts tags in the text itself, without a parser: what the facts must come to. */
function blocksIn(xml: string) {
  const count = (tag: string, text = xml): number => text.split(`<${tag}>`).length - 1;
  const details = [...xml.matchAll(/<CINdetails>[^]*?<\/CINdetails>/g)].map(([text]) => text);
  const conferences = details.map((text) => {
    const enquiries = (text.match(/<Section47>[^]*?<\/Section47>/g) ?? []).join('');
    const days = (part: string) => [...part.matchAll(/<DateOfInitialCPC>\s*([^<\s]+)/g)].map(([, day]) => day);
    const alone = days(text.replaceAll(/<Section47>[^]*?<\/Section47>/g, ''));
    return days(enquiries).length + alone.filter((day) => !days(enquiries).includes(day)).length;
  });
  return {
    children: count('Child'),
    'child-details-recorded': count('Child'),
    'referral-received': count('CINdetails'),
    'case-closed': count('CINclosureDate'),
    'assessment-started': count('Assessments'),
    'assessment-completed': count('AssessmentAuthorisationDate'),
    'need-plan-started': count('CINPlanDates'),
    'need-plan-ended': count('CINPlanEndDate'),
    'section-47-started': count('Section47'),
    'protection-plan-started': count('ChildProtectionPlans'),
    'protection-plan-ended': count('CPPendDate'),
    'conference-held': count('CPPreviewDate') + conferences.reduce((sum, held) => sum + held, 0),
    factors: count('AssessmentFactors'),
    disabilities: count('Disability'),
    deaths: count('PersonDeathDate'),
    formerUpns: count('FormerUPN'),
  };
}

function blocksOut(all: readonly Parsed[]): ReturnType<typeof blocksIn> {
  const records = all.flatMap((one) => (one.kind === 'record' ? [one] : []));
  const facts = records.flatMap((one) => one.facts);
  const ofType = (type: string): number => facts.filter((fact) => fact.type === `social-care.${type}`).length;
  const listed = (field: string) =>
    facts.reduce((sum, { data }) => sum + (Array.isArray(data[field]) ? data[field].length : 0), 0);
  const types = Object.keys(blocksIn('')).filter((name) => name.includes('-'));
  const byType = Object.fromEntries(types.map((type) => [type, ofType(type)]));
  const deaths = facts.filter(({ data }) => data['deathDate'] !== undefined).length;
  const formerUpns = records.flatMap(({ sighting }) => sighting.formerUpns ?? []).length;
  const counts = {
    ...{ children: records.length, factors: listed('factors'), disabilities: listed('disabilities') },
    ...{ deaths, formerUpns },
  };
  return { ...byType, ...counts } as ReturnType<typeof blocksIn>;
}

const factsOf = (all: readonly Parsed[]): readonly Fact[] =>
  all.flatMap((one) => (one.kind === 'record' ? one.facts : []));

describeFiles(files, (path) => {
  const content = contentOf(path);

  it('is accounted for, child by child and block by block', async () => {
    const all = await parseAll('cin-census-xml', content);
    expect(blocksOut(all)).toEqual(blocksIn(content.toString('utf8')));
    expect(figuresOf(all)).toEqual(expectedFor(path, figuresOf(all)));
  });

  it('names each item once, and says the same twice', async () => {
    const once = factsOf(await parseAll('cin-census-xml', content));
    expect(new Set(once.map(({ item }) => item)).size).toBe(once.length);
    expect(factsOf(await parseAll('cin-census-xml', content))).toEqual(once);
  });
});

const withMany = files.filter((path) => path.endsWith('fake_CIN_data.xml'));
describeFiles(withMany, (path) => {
  it('changes one fact where one date is changed', async () => {
    const text = contentOf(path).toString('utf8');
    const before = factsOf(await parseAll('cin-census-xml', Buffer.from(text)));
    const changed = text.replace(/<CINclosureDate>\d{4}-\d{2}-\d{2}/, '<CINclosureDate>2022-01-01');
    expect(changed).not.toBe(text);
    const after = factsOf(await parseAll('cin-census-xml', Buffer.from(changed)));
    expect(after.map(({ item }) => item)).toEqual(before.map(({ item }) => item));
    expect(after.filter((fact, at) => JSON.stringify(fact) !== JSON.stringify(before[at]))).toHaveLength(1);
  });
});
