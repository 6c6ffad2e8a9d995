import { seededFor, shuffled } from './random';

/**
 * Words that nobody is called, put together from two parts so that each stands once: a name of the demo that turns up
 * in a log or a metric can only have come from there.
 */
const GIVEN_HEADS =
  'Ael Bri Cael Dor Eli Fen Gwen Hal Ili Jas Kel Lin Mar Nim Ori Pel Quen Ros Sil Tam Ula Ver Wyn Xan Yor Zel Ash Bel Cor Del Ever Flor Gal Hes Isk Jun Kir Lor Mel Nel'.split(
    ' ',
  );
const GIVEN_TAILS =
  'andor adine alind amond aviel ebeth elowen emmer endric enna essaly ewick iander idony ienne iffer ilas imond inthe iolet irena issop ithea ivander obin olienne omir orwen ossamy uvienne'.split(
    ' ',
  );
const FAMILY_HEADS =
  'Thorn Brack Quill Umber Dove Wether Marl Penn Hollo Fern Grim Hazel Ived Jessa Kettle Lark Mistle Nettle Oster Pitch Rook Salter Tarn Usk Vane Whin Yarrow Alder Bram Cinder Drift Elver Fallow Gorse Heron Inkle Juniper Kestrel Linnet Moss Nuth Otter Plover Quern Rush Sedge Tansy Under Vetch Wren Zeal Apple Bilber Clover Damson Ember Flint Garnet Hyssop Iron Jasper Lupin Medlar'.split(
    ' ',
  );
const FAMILY_TAILS =
  'wick combe shaw grave quist feather bury more thwaite worth holm stead croft dale beck gill hurst leigh mead ness rigg sett thorpe toft wold garth fold cote brook bridge bank acre field ford gate hithe lock marsh pool stone tree vale wain yard cliff down edge frith glade haven'.split(
    ' ',
  );

const together = (heads: readonly string[], tails: readonly string[]): string[] =>
  heads.flatMap((head) => tails.map((tail) => `${head}${tail}`));

export type Words = Readonly<{
  given: readonly string[];
  /** Family names, and the words of free texts, which are their like. */
  family: readonly string[];
}>;

/** All of them in the order of the seed. */
export const wordsOf = (seed: number): Words => ({
  given: shuffled(together(GIVEN_HEADS, GIVEN_TAILS), seededFor(seed, 'given')),
  family: shuffled(together(FAMILY_HEADS, FAMILY_TAILS), seededFor(seed, 'family')),
});
