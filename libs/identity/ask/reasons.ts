import { Problem } from '@tributary/kernel';

/**
 * Grounds in law for asking who a child is, each by its address at legislation.gov.uk: the code that the national work on
 * exchange between services uses (`reason` of `Patient/$person-info-query`, SocialCareData data-exchange-standard).
 */
export const REASONS: Readonly<Record<string, string>> = {
  'https://www.legislation.gov.uk/ukpga/1989/41/section/17': 'Children Act 1989, section 17: a child in need',
  'https://www.legislation.gov.uk/ukpga/1989/41/section/47':
    'Children Act 1989, section 47: enquiries about significant harm',
  'https://www.legislation.gov.uk/ukpga/2004/31/section/10':
    'Children Act 2004, section 10: cooperation for a child’s well-being',
  'https://www.legislation.gov.uk/ukpga/2004/31/section/11':
    'Children Act 2004, section 11: safeguarding in what a service does',
  'https://www.legislation.gov.uk/ukpga/2002/32/section/175':
    'Education Act 2002, section 175: safeguarding in a school',
  'https://www.legislation.gov.uk/ukpga/1996/56/section/436A':
    'Education Act 1996, section 436A: a child not receiving education',
  'https://www.legislation.gov.uk/ukpga/2014/6/section/36':
    'Children and Families Act 2014, section 36: assessment for an education, health and care plan',
};

/** Why somebody asks: a code of the list, which anybody may read, or words of their own, which may name somebody. */
export type Reason = Readonly<{ code: string }> | Readonly<{ words: string }>;

/** Characters. */
export const REASON_WORDS = { least: 20, most: 2_000 } as const;

/** Throws a Problem where nobody could tell from it why the question was asked. */
export function reasonIn(stated: string | undefined): Reason {
  const text = (stated ?? '').trim();
  if (text in REASONS) return { code: text };
  const isAddress = /^[a-z]+:\S*$/i.test(text);
  if (!isAddress && text.length >= REASON_WORDS.least && text.length <= REASON_WORDS.most) return { words: text };
  throw new Problem(
    'match-reason-missing',
    422,
    'Say why you ask',
    `Give a reason: ${REASON_WORDS.least} to ${REASON_WORDS.most} characters in your own words, or a code of the list`,
    { codes: Object.keys(REASONS) },
  );
}
