import { join } from 'node:path';
import { DirectoryView, readDirectoryFile } from '@tributary/directory';
import request from 'supertest';
import { COOKIE, Stand } from '../walks/console.fixture';

const FILE = join(__dirname, '../../../infra/demo/directory.yaml');

describe('the directory’s pages', () => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await Stand.open();
    stand.directory = new DirectoryView(3, await readDirectoryFile(FILE));
  });
  afterAll(() => stand.app().close());

  const page = async (path: string, status = 200): Promise<string> =>
    (await request(stand.app().getHttpServer()).get(path).set('Cookie', COOKIE).expect(status)).text;
  /** What stands in the rows of one table, without markup. */
  const rowsOf = (text: string, caption: string): readonly string[] => {
    const [table = ''] = text.slice(text.indexOf(`${caption}</caption>`)).split('</table>');
    return [...table.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
      [...row.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)]
        .map(([, cell = '']) =>
          cell
            .replace(/<span class="tributary-table__label".*?<\/span>/, '')
            .replace(/<[^>]+>/g, ' ')
            .replace(/\s+/g, ' ')
            .trim(),
        )
        .join(' | '),
    );
  };

  it('are led to from every page', async () => {
    expect(await page('/inbox')).toContain('href="/directory"');
  });

  it('name the front door first, and every agency by its sector with its hours', async () => {
    const text = await page('/directory');
    expect(text).toContain('01632 960 100');
    expect(rowsOf(text, 'Health')).toHaveLength(5);
    expect(rowsOf(text, 'Education').join('\n')).toMatch(/Ash Lane Primary School \| 08:00 to 16:30, school days \|/);
    expect(rowsOf(text, 'Social care').join('\n')).toMatch(/emergency duty team \| Round the clock \| Open/);
  });

  it('show who works where, in which team, and who stands in for them', async () => {
    const text = await page('/directory/wexbourne-council');
    expect(rowsOf(text, 'Teams')).toContain('Front door | Bridie Halloran | 01632 960 100');
    expect(rowsOf(text, 'People')).toContain(
      'Imogen Marlow | Social worker | Safeguarding and support team | Rufus Tennant | Bridie Halloran | 01632 960 111',
    );
  });

  it('say who covers for a school that is closed', async () => {
    const [, first = ''] = rowsOf(await page('/directory/ash-lane-primary'), 'Who covers when it is closed');
    expect(first).toMatch(/^While the school is closed \| .*, education safeguarding officer \| 01632 960/);
  });

  it('have no address with a name, and no mail address on them', async () => {
    const text = await page('/directory/wexbourne-council');
    expect([...text.matchAll(/href="([^"]+)"/g)].map(([, href]) => href).join(' ')).not.toMatch(/marlow|p-/i);
    expect(text).not.toContain('@');
  });

  it('of an agency that is not there are a page that says so', async () => {
    expect(await page('/directory/nowhere', 404)).toContain('No such agency');
  });

  it('are for people who are signed in', async () => {
    await request(stand.app().getHttpServer())
      .get('/directory')
      .expect(303)
      .expect('Location', '/sign-in?to=%2Fdirectory');
  });
});
