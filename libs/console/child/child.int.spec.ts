import request from 'supertest';
import { covering, glance } from './child.fixture';
import { COOKIE, Stand } from '../walks/console.fixture';

let stand: Stand;
beforeEach(async () => {
  stand = await Stand.open();
});
afterEach(() => stand.app().close());

const page = async (path: string, status = 200): Promise<string> =>
  (await request(stand.app().getHttpServer()).get(path).set('Cookie', COOKIE).expect(status)).text;
/** As somebody reads it, without its markup. */
const words = async (path: string, status = 200): Promise<string> =>
  (await page(path, status)).replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ');
const CHILD = '/children/abc123';

/** On the line of an agency; the key has one of its own. */
const DRAWN = /tributary-lane__silent" x="[\d.]+%"/;

describe('the page of a child', () => {
  it('tells each status with its age and source, and says what is unknown', async () => {
    const text = await words(CHILD);
    expect(text).toContain(
      'Since 5 January 2026. As of 10 March 2026 at 08:00, from Wexbourne children’s services (2 hours ago).',
    );
    expect(text).toContain('No child in need plan known to Tributary as at 10 March 2026 at 10:00.');
    expect(text).toContain(
      'Plan status not current: ring the front door. No live feed that says so has ever delivered.',
    );
  });

  it('says who is involved, whom to ring and when they are there', async () => {
    const text = await words(CHILD);
    expect(text).toContain(
      'Lead practitioner: Imogen Marlow, social worker, Wexbourne children’s services, 01632 960 111.',
    );
    expect(text).toContain(
      'Imogen Marlow, social worker: 01632 960 111 Open now, until 17:00. Social worker, since 5 January',
    );
    expect(text).toContain('Ash Lane Primary School Nobody to ring in the directory.');
    expect(text).toContain('ring Wexbourne Council’s front door on 01632 960 100, or 01632 960 199 out of hours, now.');
    expect(await page(CHILD)).toContain('href="tel:01632960111"');
  });

  it('says who stands around the child, by whom, and leads to those siblings alone that the reader may open', async () => {
    const text = await words(CHILD);
    expect(text).toContain(
      'Rowena &lt;i&gt;Lyle&lt;/i&gt;: mother, has parental responsibility, lives with the child. Ash Lane Primary School',
    );
    expect(text).toContain(
      'Somebody whose name is not known: carer, shares parental responsibility with the authority, since 5 January 2026.',
    );
    expect(await page(CHILD)).toContain('<a class="govuk-link" href="/children/def456">Linnet &lt;b&gt;');
    expect(text).toContain('&lt;/b&gt;: Rowena &lt;i&gt;Lyle&lt;/i&gt; brings both up. Ash Lane Primary School');
    expect(text).toContain('A child whose name you may not see: both live in one household.');
    stand.around = { ...stand.around, people: [], siblings: [] };
    expect(await words(CHILD)).not.toMatch(/Around the child|Brothers and sisters/);
  });

  it('says of an adult named in a concern that it is an allegation, and asks whoever leads about their own staff', async () => {
    expect(await words(CHILD)).not.toContain('Named in a concern');
    const adults = [{ agency: stand.around.people[0]?.agency, name: 'Bram <i>Pell</i>', relationship: 'other' }];
    const namesakes = [{ name: 'Bram Pell', birthDate: '1985-02-03', staff: ['Bram Pell <b>'] }];
    Object.assign(stand, { around: { ...stand.around, named: { adults, namesakes } } });
    const text = await words(CHILD);
    expect(text).toContain(
      'It is an allegation: nobody has found that it is so. Bram &lt;i&gt;Pell&lt;/i&gt;: other adult.',
    );
    expect(text).toContain(
      'bears the name of Bram Pell, born on 3 February 1985, who is named in a concern: Bram Pell &lt;b&gt;.',
    );
    expect(text).toContain('nobody is shut out by a name');
  });

  it('draws what happened, a line an agency, and says the same in words', async () => {
    const html = await page(CHILD);
    expect(html.match(/<svg class="tributary-lane__line"[^>]*role="img"/g)).toHaveLength(2);
    expect(html).toContain('role="img" aria-label="1 in January 2026."');
    expect(html).toMatch(/<rect class="tributary-mark" x="60\.87%" width="39\.13%"/);
    const text = await words(CHILD);
    expect(text).toContain('October 2025 to March 2026');
    expect(text).toContain('9 March 2026, morning: Pupil suspended Ash Lane Primary School.');
    expect(text).toContain('Persistent or general disruptive behaviour (DB)');
    expect(text).toContain('Ash Lane Primary School: 3 half days with a mark other than present.');
  });

  it('shows attendance week by week with letters, and takes no empty day for a present one', async () => {
    stand.glance = { ...glance, coverage: covering('2026-03-09T15:00:00.000Z', 'connected') };
    const text = await words(CHILD);
    expect(text).toContain('9 Mar morning: no mark shown, afternoon: no mark shown');
    expect(text).toContain('morning: register not come, ?afternoon: register not come? morning: not in these weeks');
    expect(text).toContain('2 Mar morning: Illness, Iafternoon: IllnessI');
    expect(text).toContain('I Illness (2)');
    expect(text).toContain('! a mark that the list does not know: &lt;i&gt;?&lt;/i&gt; (1)');
    expect(text).toContain('A register of this school last came on 9 March 2026.');
  });

  it('has no strip where no mark is seen: empty days would read as present', async () => {
    stand.timeline = { entries: [], withheld: [], next: null };
    const html = await page(CHILD);
    expect(html).not.toContain('tributary-strip');
    expect(html).toContain('That does not mean that nothing happened.');
  });

  it('says from whom something should come, and draws a silence', async () => {
    const text = await words(CHILD);
    expect(text).toContain('That nothing stands here from somebody does not mean that nothing happened.');
    expect(text).toContain('Silent Ash Lane Primary School: silent. ash-lane-attendance: said silent.');
    expect(text).toContain('Nothing comes No GP practice feed.');
    expect(text).toContain('Silent now: 1');
    expect(await page(CHILD)).not.toMatch(DRAWN);
    stand.glance = { ...glance, coverage: covering('2026-03-02T15:00:00.000Z') };
    expect(await page(CHILD)).toMatch(DRAWN);
    stand.glance = { ...glance, coverage: covering('2026-03-10T09:00:00.000Z', 'connected') };
    expect(await words(CHILD)).toContain('Comes Ash Lane Primary School: connected.');
    expect(await words(CHILD)).not.toContain('Silent now');
  });

  it('leads to the reader’s own open alerts about the child', async () => {
    const [id, rule] = ['0190a000-0000-7000-8000-000000000001', 'plan-holder-missing'];
    stand.glance = { ...glance, alerts: [{ id, rule, severity: 'today', status: 'open' }] };
    expect(await page(CHILD)).toMatch(new RegExp(`<a class="govuk-link" href="/inbox/${id}">[^<]*missing[^<]*</a>`));
  });

  it('says what is not shown and why', async () => {
    expect(await words(CHILD)).toContain('Ash Lane Primary School, mental health: No ground opens it');
  });

  it('shows what agencies wrote as text, never as markup, and no name in the title', async () => {
    const html = await page(CHILD);
    expect(html).toContain('Wren &lt;b&gt;Okoro-Lyle&lt;/b&gt;');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/<script|<i>|<b>/);
    expect(/<title>(.*)<\/title>/.exec(html)?.[1]).not.toContain('Wren');
  });
});

describe('other times', () => {
  it('are asked for in plain words, and a wrong day is pointed at beside the page', async () => {
    expect(await words(`${CHILD}?asKnownOn=2026-03-09`)).toContain(
      'What happened, as it could be seen on 9 March 2026',
    );
    const html = await page(`${CHILD}?asKnownOn=%3Cyesterday`, 400);
    expect(html).toContain('<a href="#as-known-on">Enter a day that exists, like 2026-03-07</a>');
    expect(html).toContain('<title>Error: ');
    expect(html).toContain('value="&lt;yesterday"');
    expect(html).toContain('Wren');
    expect(await words(`${CHILD}?asKnownOn=2199-01-01`, 400)).toContain('Enter today or a day that has passed');
  });

  it('are reached month by month, and never lead past the day that is asked about', async () => {
    const html = await page(`${CHILD}?until=2025-06`);
    expect(html).toContain('January 2025 to June 2025');
    expect(html).toContain('?until=2024-12#chronology');
    expect(html).toContain('?until=2025-12#chronology');
    expect(await page(`${CHILD}?until=2025-12`)).toContain('?until=2026-03#chronology');
    expect(await page(`${CHILD}?until=2030-01`)).not.toContain('Later:');
    await page(`${CHILD}?until=June`, 400);
  });

  it('show nothing of a child that is not there', async () => {
    expect(await page('/children/unknown', 404)).toContain('No child that you may see');
    expect(await page('/children/unknown?asKnownOn=never', 404)).not.toContain('Wren');
  });
});
