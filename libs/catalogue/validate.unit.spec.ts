import { validateData } from '.';

const suspension = { startDate: '2026-01-12', category: 'SUSP', reasons: ['PP', 'zz'], school: '9994001' };

describe('validating event data', () => {
  it('keeps the agency’s code beside the canonical one and flags what it cannot map', () => {
    const result = validateData('education.pupil-suspended', suspension);
    expect(result).toEqual({
      ok: true,
      dropped: 0,
      data: {
        startDate: '2026-01-12',
        category: { code: 'SUSP', own: 'SUSP' },
        reasons: [
          { code: 'PP', own: 'PP' },
          { own: 'zz', unmapped: true },
        ],
        school: '9994001',
      },
    });
  });

  it('drops and counts forbidden and undeclared fields, inside objects too', () => {
    const result = validateData('education.pupil-suspended', {
      ...suspension,
      narrative: 'canary',
      shoeSize: 4,
      category: { own: 'SUSP', notes: 'canary' },
    });
    expect(result).toMatchObject({ ok: true, dropped: 3 });
    expect(JSON.stringify(result)).not.toContain('canary');
  });

  it('names a missing minimum field', () => {
    expect(validateData('education.pupil-suspended', { school: '9994001' })).toEqual({
      ok: false,
      dropped: 0,
      problems: [{ path: '/startDate', message: 'is missing' }],
    });
  });

  it('never repeats a value in a problem', () => {
    const result = validateData('health.emergency-attended', { date: 'canary', outcome: 7, arrivedAt: 'canary' });
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain('canary');
    expect(result.ok ? [] : result.problems.map(({ path }) => path).sort()).toEqual([
      '/arrivedAt',
      '/date',
      '/outcome',
    ]);
  });

  it.each([null, 7, 'text', [], undefined])('refuses %p as data', (data) => {
    expect(validateData('education.pupil-suspended', data).ok).toBe(false);
  });

  it('refuses a type it does not know', () => {
    expect(validateData('education.shoe-lost', {}).ok).toBe(false);
  });

  it('refuses a day that does not exist', () => {
    expect(validateData('education.pupil-suspended', { startDate: '2026-02-30' }).ok).toBe(false);
  });

  it('is not fooled by names of Object’s own properties', () => {
    const hostile = JSON.parse(
      '{"startDate":"2026-01-12","__proto__":{"x":1},"constructor":1,"category":"__PROTO__"}',
    ) as unknown;
    expect(validateData('education.pupil-suspended', hostile)).toEqual({
      ok: true,
      dropped: 2,
      data: { startDate: '2026-01-12', category: { own: '__PROTO__', unmapped: true } },
    });
  });
});
