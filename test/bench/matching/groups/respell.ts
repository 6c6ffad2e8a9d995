import type { Pen } from '../slips';
import type { Origin } from './rates';

type Rule = readonly [one: string, other: string];

const rules = (text: string): readonly Rule[] =>
  text.split(' ').map((pair) => {
    const [one = '', other = ''] = pair.split('/');
    return [one, other];
  });

const EUROPEAN = rules('c/k ph/f y/i ie/y ey/y th/t ck/k tt/t nn/n ae/e ll/l oo/u');

/** Letters that stand for one sound when names of other alphabets, or names only heard, are written in English. */
const RESPELLINGS: Readonly<Record<Origin, readonly Rule[]>> = {
  british: EUROPEAN,
  'double-barrelled': EUROPEAN,
  traveller: EUROPEAN,
  'eastern-european': rules('w/v y/i j/y cz/ch sz/sh k/c ks/x ia/ya rz/zh ck/tsk ie/e'),
  'south-asian': rules('ee/i oo/u v/w sh/s aa/a th/t ph/f y/i dh/d gh/g ai/ay j/z kh/k'),
  muslim: rules('ee/i oo/u ou/u kh/k q/k aa/a y/i ai/ay z/dh ss/s mm/m ff/f ad/ed ah/a uf/oof an/en'),
  'west-african': rules('sh/s ch/c ph/f e/i kw/qu u/w gy/gi nn/n ou/u y/i'),
  'east-asian': rules('x/hs zh/ch q/ch x/s j/ch z/ts ui/wai ang/ong ing/eng uo/o u/oo i/ee'),
};

/** The name in another spelling of its origin; as it was where no rule fits. */
export function respelt(name: string, origin: Origin, pen: Pen): string {
  const lower = name.toLowerCase();
  const both = RESPELLINGS[origin].flatMap(([one, other]): Rule[] => [
    [one, other],
    [other, one],
  ]);
  const fitting = both.filter(([from]) => lower.includes(from));
  const [from, to] = pen.pick(fitting) ?? ['', ''];
  const changed = from === '' ? lower : lower.replace(from, to);
  return changed.replace(/(^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase());
}
