/** Deciding by hand which records are of one child. */
export const WHO_IS_WHO = {
  'match-role':
    'Data stewards decide which records are of one child, and those who manage them what two stewards differ on. Act in that role.',
  'match-unknown':
    'No pair of that id waits for you. It was decided, its record was moved, or it is not for you; the list shows what waits.',
  'match-changed':
    'A record of the pair says something else now, was moved, or somebody gave an opinion since you looked. Look again and decide again.',
  'match-decided':
    'Somebody decided on the pair before you; the answer says who, when and what. Speak with them if you see it otherwise.',
  'match-not-yours':
    'You have given your opinion on the pair, or two stewards differ: another steward, or the senior of both, decides.',
  'unlink-unasked':
    'That a record stays with its child is said only where a steward wanted it taken out. Nobody does; nothing is to be decided.',
  'match-until-wrong': 'A pair sleeps until a day after today, 90 days ahead at the latest.',
} as const satisfies Readonly<Record<string, string>>;
