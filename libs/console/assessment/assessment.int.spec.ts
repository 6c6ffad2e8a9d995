import { Problem } from '@tributary/kernel';
import { DirectoryView } from '@tributary/directory';
import { Stand } from '../walks/console.fixture';
import { ACTION, assessment, marlow, MINE } from './assessment.fixture';
import { pagesOf } from '../walks/signed-in.fixture';

let stand: Stand;
const { page, post } = pagesOf(() => stand);
const HERE = '/children/abc123/assessment';
const said = { saidBy: 'parent', how: 'written', on: '2026-03-02' };

beforeEach(async () => {
  stand = await Stand.open();
});
afterEach(() => stand.app().close());

describe('the assessment of a child', () => {
  it('is reached from the child’s page and from the menu', async () => {
    expect(await page('/children/abc123')).toContain(`href="${HERE}"`);
    expect(await page('/assessments')).toMatch(
      /href="\/children\/abc123\/assessment">Wren Otter<[\s\S]*Review overdue/,
    );
  });

  it('is called what the area calls it, on each page that names it', async () => {
    const { version, document } = stand.directory;
    const labels = {
      ...{
        assessment: 'Early support review',
        assessments: 'Early support reviews',
        anAssessment: 'an early support review',
      },
      ...{ lead: 'Key worker', team: 'family circle', plan: 'Steps' },
    };
    const authorities = document.authorities.map((one) => ({ ...one, labels }));
    stand.directory = new DirectoryView(version, { ...document, authorities });
    expect(await page('/assessments')).toMatch(/<h1[^>]*>Early support reviews[\s\S]*key worker/);
    expect(await page(HERE)).toMatch(/Early support review: Wren Otter[\s\S]*Key worker: [\s\S]*id="plan">Steps</);
    expect(await page(`${HERE}/forms/review`)).toContain('The family circle and the family');
    expect(await page(`${HERE}/forms/lead`)).toContain('Who is the key worker from now on?');
    expect(await page('/children/abc123')).toContain('>Early support review</a>');
    stand.assessments.assessment = null;
    expect(await page(HERE)).toContain('Begin an early support review');
    for (const path of ['/assessments', HERE, `${HERE}/family`, '/children/abc123'])
      expect(await page(path)).not.toMatch(/family help assessment|lead practitioner/i);
  });

  it('shows each element with what several wrote, side by side, each with its author', async () => {
    const text = await page(HERE);
    expect(text.match(/<section class="tributary-element"/g)).toHaveLength(19);
    expect(text).toMatch(/Imogen Marlow[\s\S]*Comes every day[\s\S]*Adaeze Okonjo[\s\S]*Falls asleep in class/);
    expect(text).toContain('What stood here before');
  });

  it('sets beside an element what is stated already, with who stated it; never on the family’s copy', async () => {
    const text = await page(HERE);
    expect(text).toMatch(
      /Stated already[\s\S]*2 September 2025: Pupil enrolled. Ash Lane Primary School, known here from/,
    );
    expect(await page(`${HERE}/family`)).not.toContain('Pupil enrolled');
  });

  it('says what is not shown, and what to do when a child must be protected', async () => {
    const text = await page(HERE);
    expect(text).toContain('Ash Lane Primary School wrote something. Ask them.');
    expect(text).toContain('waits for no agreement');
    expect(text).toContain('01632 960 100');
  });

  it('offers to put something in the place of one’s own words alone', async () => {
    const text = await page(HERE);
    expect(text.match(/forms\/contribution\?about=0190a000[^"]*/g)).toEqual([`forms/contribution?about=${MINE}`]);
  });

  it('offers what the reader may do, and no more', async () => {
    stand.assessments.assessment = { ...assessment, may: ['contribute', 'withdraw-agreement'] };
    const text = await page(HERE);
    expect(text.match(/forms\/[a-z-]+(?=")/g)).toEqual(['forms/withdrawal']);
    await page(`${HERE}/forms/close`, 404);
    await post(`${HERE}/forms/close`, { outcome: 'needs-met', on: '2026-03-02' }).expect(404);
    expect(stand.assessments.changes).toEqual([]);
  });

  it('is begun with a reason, where none is open', async () => {
    stand.assessments.assessment = null;
    expect(await page(HERE)).toContain('Begin a family help assessment');
    await post(HERE, { reason: ' ' }).expect(422);
    await post(HERE, { reason: 'x'.repeat(2_001) }).expect(422);
    expect((await post(HERE, { reason: 'Tired since autumn' }).expect(303)).headers['location']).toBe(HERE);
    expect(stand.assessments.opened).toEqual(['Tired since autumn']);
  });

  it('shows of one whose lead is not open to the reader that there is one, and no more', async () => {
    const none = { reason: null, agreement: null, review: null, lead: null };
    const empty = { asked: [], actions: [], reviews: [], withheld: [], may: [] };
    stand.assessments.assessment = { ...assessment, ...none, ...empty, domains: [] };
    expect(await page(HERE)).toContain('not shown to you');
  });
});

describe('a form', () => {
  it('says at each field what is wrong, and keeps what was typed', async () => {
    const { text } = await post(`${HERE}/forms/review`, { on: '2026-02-30', progress: 'Sleeps better' }).expect(422);
    expect(text).toContain('<title>Error: ');
    expect(text).toContain('href="#on"');
    expect(text).toContain('Enter a day that exists, like 2026-03-07');
    expect(text).toContain('Sleeps better');
    expect(stand.assessments.changes).toEqual([]);
  });

  it.each([
    [
      'agreement',
      { ...said, agencies: ['wexbourne-council'] },
      { kind: 'give-agreement', saidBy: 'parent', form: 'written', agencies: ['wexbourne-council'], excluded: [] },
    ],
    ['refusal', said, { kind: 'refuse-agreement', saidBy: 'parent', form: 'written', on: '2026-03-02' }],
    ['withdrawal', said, { kind: 'withdraw-agreement', form: 'written' }],
    ['review', { on: '2026-03-02', progress: 'Sleeps better' }, { kind: 'review', progress: 'Sleeps better' }],
    ['close', { outcome: 'needs-met', on: '2026-03-02' }, { kind: 'close', outcome: 'needs-met' }],
    ['asks', { agencies: 'ash-lane' }, { kind: 'ask', asks: [{ agency: 'ash-lane' }] }],
    [
      'contribution?about=progress',
      { voice: 'child', needs: 'I want to read', dataClass: 'family-help', forFamily: 'yes' },
      { kind: 'contribute', element: 'progress', voice: 'child', forFamily: true },
    ],
    [
      `contribution?about=${MINE}`,
      { strengths: 'Comes most days', dataClass: 'family-help' },
      { kind: 'replace', contribution: MINE, element: 'participation', forFamily: false },
    ],
    [
      'action',
      {
        ...{ outcome: 'Sleeps', what: 'Talk', due: '2026-03-30' },
        owner: `${marlow.practitioner} ${marlow.role} ${marlow.agency}`,
      },
      { kind: 'plan', owner: { practitioner: 'p-marlow', role: 'social-worker', agency: 'wexbourne-council' } },
    ],
    [`action-end?about=${ACTION}`, { outcome: 'done', on: '2026-03-02' }, { kind: 'end-action', action: ACTION }],
  ])('%s becomes what the room is asked for', async (form, sent, wish) => {
    await post(`${HERE}/forms/${form}`, sent).expect(303).expect('Location', HERE);
    expect(stand.assessments.changes).toMatchObject([wish]);
  });

  it('takes nobody for an owner, an agency or a class that it does not offer', async () => {
    const made = { outcome: 'Sleeps', what: 'Talk', due: '2026-03-30', owner: 'p-other auditor wexbourne-council' };
    await post(`${HERE}/forms/action`, made).expect(422);
    await post(`${HERE}/forms/asks`, { agencies: ['wexbourne-police'] }).expect(422);
    await post(`${HERE}/forms/contribution?about=progress`, { needs: 'x', dataClass: 'court', voice: 'child' }).expect(
      422,
    );
    await page(`${HERE}/forms/contribution?about=income`, 404);
    await post(`${HERE}/forms/agreement`, { ...said, agencies: ['elsewhere'] }).expect(422);
    await page(`${HERE}/forms/constructor`, 404);
    expect(stand.assessments.changes).toEqual([]);
  });

  it('says in its place what the room refuses', async () => {
    stand.assessments.refuses = new Problem('assessment-day-wrong', 422, 'x', 'Choose a day after', { field: 'on' });
    const { text } = await post(`${HERE}/forms/close`, { outcome: 'needs-met', on: '2026-03-02' }).expect(422);
    expect(text).toMatch(/href="#on">Choose a day after/);
  });
});

describe('the family’s copy', () => {
  it('holds what was put there of the family’s help, the plan, and nothing else', async () => {
    const text = await page(`${HERE}/family`);
    expect(text).toContain('Comes every day');
    expect(text).toContain('Talk through bedtime with the family');
    expect(text).not.toContain('Falls asleep in class');
    expect(text).not.toContain('Tired and withdrawn');
    expect(text).not.toContain('wrote something');
  });

  it('is not there before the family agreed', async () => {
    stand.assessments.assessment = { ...assessment, agreement: null };
    expect(await page(`${HERE}/family`)).toContain('There is nothing to print');
  });
});
