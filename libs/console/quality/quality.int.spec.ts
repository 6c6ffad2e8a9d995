import request from 'supertest';
import { COOKIE, Stand } from '../walks/console.fixture';
import { hat } from '../walks/desks.fixture';

describe('the page of how good the matching is', () => {
  let stand: Stand;
  beforeEach(async () => (stand = await Stand.open()));
  afterEach(() => stand.app().close());
  const open = () => request(stand.app().getHttpServer()).get('/match-quality').set('Cookie', COOKIE);

  it.each([
    ['data-steward', 200],
    ['auditor', 200],
    ['operator', 200],
    ['feed-manager', 403],
    ['social-worker', 403],
  ])('opens to a %s: %s', async (role, status) => {
    stand.actAs(hat(role, 'tributary-operator'));
    expect((await open()).status).toBe(status);
  });

  it('shows each way to group records, what waits, and no small number', async () => {
    stand.actAs(hat('data-steward', 'tributary-operator'));
    const { text } = await open();
    for (const shown of [
      'By ethnicity',
      '3.75 %',
      '104,486',
      'They have two different pupil numbers',
      'fewer than 5',
      '104,220',
      '22 November 2026',
      'RECONSIDER_MEMORY_MB allows 256',
      '<strong>83</strong>',
    ]) {
      expect(text).toContain(shown);
    }
    expect(text).toContain('href="/match-quality"');
  });
});
