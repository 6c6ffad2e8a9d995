import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DATA_CLASSES, RETENTION_BUCKETS } from '@tributary/kernel';
import { catalogue, definitionOf, releaseOf } from '.';

const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.event.ts'),
);

describe('the catalogue', () => {
  it('holds every event file, and nothing else', async () => {
    const types: string[] = [];
    for (const file of files) {
      const module = (await import(join(__dirname, file))) as Record<string, { type?: string }>;
      types.push(...Object.values(module).flatMap((value) => (value.type === undefined ? [] : [value.type])));
    }
    expect(types.sort()).toEqual(catalogue.map(({ type }) => type).sort());
  });

  it('keeps each event in the folder and file of its name', () => {
    const expected = catalogue.map(({ type }) => `${type.replace('.', '/')}.event.ts`);
    expect(files.map((file) => file.replaceAll('\\', '/')).sort()).toEqual(expected.sort());
  });

  it('names each type once', () => {
    expect(new Set(catalogue.map(({ type }) => type)).size).toBe(catalogue.length);
  });

  it.each(catalogue.map((definition) => [definition.type, definition] as const))('%s is whole', (type, definition) => {
    expect(type).toMatch(/^[a-z-]+\.[a-z0-9-]+$/);
    expect(type.split('.')[0]).toBe(definition.sector);
    expect(DATA_CLASSES).toContain(definition.dataClass);
    expect(RETENTION_BUCKETS).toContain(definition.retention);
    expect(definition.about.length).toBeGreaterThan(20);
    expect(definition.upcasts).toHaveLength(definition.version - 1);
    const declared = Object.keys(definition.schema.properties);
    expect(definition.minimum.filter((name) => !declared.includes(name))).toEqual([]);
    expect(definition.forbidden.filter((name) => declared.includes(name))).toEqual([]);
    expect(definition.location.filter((name) => !declared.includes(name))).toEqual([]);
    // A new field that tells where a child is must say so.
    const places = declared.filter((name) =>
      ['school', 'placement', 'placementType', 'practice', 'clinic'].includes(name),
    );
    expect(places.filter((name) => !definition.location.includes(name))).toEqual([]);
    expect(Reflect.get(definition.schema, 'additionalProperties')).toBe(false);
  });

  it('says of each type that an agency may state how long it holds, and of no other', () => {
    const stated = catalogue.filter(({ sector, subject }) => subject === 'record' && sector !== 'identity');
    expect(stated.filter(({ lasts }) => lasts === undefined).map(({ type }) => type)).toEqual([]);
    expect(catalogue.filter((one) => one.lasts && !stated.includes(one)).map(({ type }) => type)).toEqual([]);
  });

  it.each(catalogue.flatMap(({ type, schema, lasts }) => (typeof lasts === 'object' ? [[type, schema, lasts]] : [])))(
    '%s ends by types and fields that there are',
    (type, schema, lasts) => {
      const related = 'with' in lasts ? [lasts.with] : lasts.until;
      expect(related.filter((one) => typeof definitionOf(one)?.lasts !== 'object')).toEqual([]);
      const began = 'with' in lasts ? definitionOf(lasts.with)?.lasts : undefined;
      // What it belongs to begins something, and does not belong to a third.
      if ('with' in lasts) expect(began).toHaveProperty('until');
      const fields = 'with' in lasts ? [] : [...(lasts.by ?? []), ...(lasts.over ?? [])];
      expect(fields.filter((name) => !(name in schema.properties))).toEqual([]);
      const ends = related.map((one) => definitionOf(one)).filter((one) => one?.type !== type);
      if ('until' in lasts) expect(ends.filter((one) => one?.lasts === 'moment')).toEqual([]);
    },
  );

  it('holds back what waits for a release, with nobody in its audience', () => {
    const section47 = definitionOf('social-care.section-47-started');
    expect(section47 && releaseOf(section47)).toEqual({ state: 'held', by: 'team-manager', audience: [] });
    // Of some types what says so alone; where nobody can say, it is held.
    const concern = definitionOf('education.school-concern-raised');
    const of = (data?: object) => concern && releaseOf(concern, data).state;
    expect(of({ concern: { own: 'CSE', code: 'EXPLOITATION' } })).toBe('held');
    expect(of({ concern: { own: 'EXPLOITATION', unmapped: true } })).toBe('held');
    expect([of({ concern: { own: 'x', code: 'NEGLECT' } }), of()]).toEqual(['open', 'held']);
    const assessed = definitionOf('social-care.assessment-completed');
    const factors = (...codes: string[]) =>
      assessed && releaseOf(assessed, { factors: codes.map((code) => ({ own: code, code })) }).state;
    expect([factors('3B', '24A'), factors('3B'), factors()]).toEqual(['held', 'open', 'open']);
    const suspended = definitionOf('education.pupil-suspended');
    expect(suspended && releaseOf(suspended)).toEqual({ state: 'open' });
  });
});
