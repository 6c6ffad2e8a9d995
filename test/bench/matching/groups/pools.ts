import { seeded, shuffled } from '@tributary/demo';
import { variantLists } from '@tributary/matching';
import type { Origin } from './rates';

/** Names of one origin, put together from parts as its names are; the earlier in a list the more common. */
export type Pool = Readonly<{ given: readonly string[]; family: readonly string[] }>;

const SYLLABLES =
  'bra cul dor fen gil has jor kel lun mor nax pel quo ris sev tam wen yar thorn wick shaw combe ley ton'.split(' ');

/** Names that have several forms first, so that they are common; then made-up ones. */
const BRITISH: Pool = {
  given: [...variantLists().map((forms) => forms[0] ?? ''), ...made(900, 2)],
  family: made(12_000, 3),
};

export const POOLS: Readonly<Record<Origin, Pool>> = {
  british: BRITISH,
  'double-barrelled': BRITISH,
  // A few names are borne by many.
  traveller: { given: BRITISH.given.slice(0, 400), family: BRITISH.family.slice(0, 400) },
  'eastern-european': {
    given: joined(
      'Alek Bog Dob Jar Kaz Lud Mil Mir Rad Stan Sław Wład Zbig Brat Wit Krys Mał Bar Hen Jul Kin Mag Mon Nat Ole Pau Syl Ter Urs Wer',
      'sander dan mir osław usz ek ena ina ka gorz tosz olina isława anna eta',
    ),
    family: joined(
      'Kowal Wiśniew Wojcie Lewandow Zieliń Szymań Kozłow Jankow Mazur Krawczyń Piotrow Grabow Pawłow Michal Nowak Adam Dud Wieczor Jabłoń Król Majew Olszew Stępień Malinow Jawor Gór Rutkow Sikor Baran Szew Tomasz Pietr Marcin Wróblew Jasiń Zawad Bąk Sadow Ivan Petr Georgi Dimitr Popesc Ionesc',
      'ski cki wicz czyk ak iak ov enko',
    ),
  },
  'south-asian': {
    given: joined(
      'Aman Har Gur Jas Man Nav Raj Sukh Pra Vik Ani Kir Dee Rav San Pri Ami Nis Jag Bal',
      'deep preet jit inder want ash ya ti ni esh it an al ik isha veer meet leen pal ka',
    ),
    family: joined(
      'Pat Sha Gup Meh Chau Bha Dho Ran San Gre Dha Sid Mal Kap Red Nai Iye Des Jos Bir',
      'el rma ta ra dhry tia lkar dhu ghera wal liwal hotra oor dy r ner kar ai hi la',
    ),
  },
  muslim: {
    given: joined(
      'Ab Ah Am Ay Az Bil Dan Far Fay Ham Has Hus Ib Im Ish Jam Kar Khal Lay Mah Mar Mus Nad Nas Nur Om Qas Rah Saf Sal Sam Shaf Sum Tah Tar Us Wal Yas Yus Zah Zay Zub',
      'a ad al am an ar aya een eed ila im ina ir iya ma na ra rah sin uf',
    ),
    family: joined(
      'Ah Ak Al An Az Beg Chow Far Gha Has Hos Hus Iq Is Jav Kha Kar Mah Mal Mi Mir Nas Nur Qur Rah Raz Saf Sar Sha She Sid Tal Us Wah Yun Zam',
      'an med ar bal i ik lam man mood ain dhury rif shi tar wan oudi',
    ),
  },
  'west-african': {
    given: joined(
      'Ade Olu Chi Oba Ayo Ife Eme Nna Ngo Uche Ama Kwa Kof Yaw Abe Efua Ako Ose Tem Fola Bola Kehi Tai',
      'bayo seun oma zi tunde wale kemi dele ka mbe tola dapo sola nike mi bim na ku si nde',
    ),
    family: joined(
      'Ade Ola Oko Nwa Eze Oba Aki Men Owu Boa Asa Agye Danq Osei Addo Balo Ogun Ibi Ala Ifea',
      'yemi wale nkwo chukwu ike banjo ntola sah su teng nte man ah fo tey gun leye kun bi chor',
    ),
  },
  'east-asian': {
    given: joined(
      'Xiao Jia Yi Zi Wei Ming Hao Jun Yu Xin Mei Li Chen Rui Shu Ling Tian Kai Jing Hui Zhi Qing Yan Bo Fang',
      'xin ming hua yi jie lin wen yan hao xuan ting yu tong qi han feng jun ling rui yue',
    ),
    family: shuffled(
      (
        'Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tang ' +
        'Deng Han Feng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu Ding Ren Shen Yao Lau ' +
        'Cheung Chan Wong Leung Lam Nguyen Tran Pham Hoang Kim Park Choi Tanaka Sato Suzuki Reyes Santos Garcia Dizon'
      ).split(' '),
      seeded(1),
    ),
  },
};

/** Every start with every end, in an order that has nothing to do with their sound. */
function joined(starts: string, ends: string): readonly string[] {
  return shuffled(
    starts.split(' ').flatMap((start) => ends.split(' ').map((end) => start + end)),
    seeded(starts.length),
  );
}

/** Words that nobody is called. */
function made(count: number, syllables: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => {
    let rest = at * 7 + 3;
    let word = '';
    for (let n = 0; n < syllables; n++) {
      word += SYLLABLES[rest % SYLLABLES.length];
      rest = Math.floor(rest / SYLLABLES.length);
    }
    return word.charAt(0).toUpperCase() + word.slice(1);
  });
}
