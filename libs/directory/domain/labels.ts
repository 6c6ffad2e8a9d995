/**
 * What pages call the things of early help, in the words of today's practice; the studies' “common assessment” and “lead
 * professional” are in the glossary (design/domain.md §8). Calls, events and the elements of an assessment keep their
 * names: an area may say these few words otherwise, and fork nothing.
 */
export const DEFAULT_LABELS = {
  assessment: 'Family help assessment (early help)',
  assessments: 'Family help assessments',
  /** In the middle of a sentence, with its article. */
  anAssessment: 'a family help assessment',
  lead: 'Lead practitioner',
  team: 'team around the family',
  plan: 'Plan',
} as const;
export type LabelKey = keyof typeof DEFAULT_LABELS;
export type Labels = Readonly<Record<LabelKey, string>>;
type Labelled = Readonly<{ labels?: Partial<Labels> }>;

/** Longest word of an area's own, in characters: it stands in headings and buttons. */
const LONGEST = 60;
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N} ’'()/,&-]*$/u;

/** The words of an authority: its own where it has set them, else those of today's practice. */
export const labelsOf = (authority: Labelled | undefined): Labels => ({
  ...DEFAULT_LABELS,
  ...authority?.labels,
});

/** A label in the middle of a sentence: an abbreviation keeps its capitals. */
export const inSentence = (label: string): string =>
  /^\p{Lu}{2}/u.test(label) ? label : `${label.slice(0, 1).toLowerCase()}${label.slice(1)}`;

/** Words of an area that nothing is called by, or that no page can show; each with its place. Pure. */
export const wrongLabels = ({ authorities }: Readonly<{ authorities: readonly Labelled[] }>): string[] =>
  authorities.flatMap(({ labels }, i) =>
    Object.entries(labels ?? {}).flatMap(([key, word]) => {
      const place = `authorities[${i}].labels.${key}`;
      if (!Object.hasOwn(DEFAULT_LABELS, key))
        return [
          `${place}: no area has a word of its own for that; it may for ${Object.keys(DEFAULT_LABELS).join(', ')}`,
        ];
      const isWord = typeof word === 'string' && word.length <= LONGEST && PLAIN.test(word);
      return isWord ? [] : [`${place}: must be letters, digits and blanks, at most ${LONGEST} characters`];
    }),
  );
