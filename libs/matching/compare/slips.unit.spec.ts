import { PersonReader } from '../clean/read-person';
import { Slips } from './slips';

describe('the name that a spelling is a slip of', () => {
  const slips = new Slips(new Map([...Object.entries({ QUENODIN: 200, QUENADIN: 12, TARVELIN: 40, QUENOFIN: 9 })]));
  const reader = new PersonReader();
  const meant = (givenName: string) => {
    const { given } = reader.read({ id: '1', givenName });
    return given && slips.meant(given);
  };
  it.each<[string, string | undefined, string]>([
    ['Quenodni', 'QUENODIN', 'two letters turned'],
    ['Quenodn', 'QUENODIN', 'one left out'],
    ['Tarvelinn', 'TARVELIN', 'one too many'],
    ['Elizbeth', 'ELIZABETH', 'of a name of the program’s own lists'],
    ['Quenadin', undefined, 'that many bear is a name'],
    ['Quenofin', undefined, 'that some bear, and more than slip so'],
    ['Tarvlin Joe', undefined, 'of two words is read word by word'],
    ['Amir', undefined, 'that is common in England is a name'],
    ['Ottokar', undefined, 'that is near none'],
  ])('%s: %s (%s)', (name, is) => expect(meant(name)).toBe(is));
});
