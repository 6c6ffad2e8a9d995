import { refuseOldNode } from './node-version';

describe('an app that starts', () => {
  it('refuses a Node that lacks what it is built on, and says what to do', () => {
    expect(() => refuseOldNode('20.20.2')).toThrow(/Node 20\.20\.2; it needs 24\. Start it with npm start/);
  });
  it('takes the pinned Node and newer ones', () => {
    expect(() => refuseOldNode('24.0.0')).not.toThrow();
    expect(() => refuseOldNode('26.1.0')).not.toThrow();
  });
});
