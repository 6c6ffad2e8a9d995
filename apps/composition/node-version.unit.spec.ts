import { tooOld } from './node-version';

describe('the version of Node', () => {
  it('is refused where it is too old, with what to do', () => {
    expect(tooOld('20.20.2')).toMatch(/Node 20\.20\.2; it needs 24\. Start it with npm start/);
  });
  it('is taken where it is new enough', () => {
    expect(['24.0.0', '26.1.0'].map(tooOld)).toEqual([undefined, undefined]);
  });
});
