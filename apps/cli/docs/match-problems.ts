/** Of `tributary match`, on files and on the hub's own records. */
export const MATCH_PROBLEMS: Readonly<Record<string, string>> = {
  'match-what':
    'Say what to match: `--dedupe` with one file, `--link` with two, or `--in` with one and a person; or ask the hub, by `--as`, `--role` and `--agency`.',
  'match-map-wrong':
    'The column map, the person or the expression for the truth has not the form that `docs/match.md` shows; the answer says where.',
  'match-file-missing': 'A file is not there, or may not be read.',
  'weights-too-few': 'Too few records are of one person to learn from; the weights in force stay. Try with more.',
  'not-data-steward': 'By what records are matched a data steward decides: name one.',
  'reconsider-under-way':
    'All records are being looked at, by a round of the hub or by somebody else; ask with `--last` what it came to.',
  'reconsider-memory':
    'A round would need more memory than `RECONSIDER_MEMORY_MB` allows, or than there is; the answer says how much.',
  'reconsider-failed':
    'A round ended early; the answer says by which code. What it proposed stands, and it is tried again.',
  'match-weights-wrong': 'The file holds no weights, or lacks some. Keep weights with `--save-weights`.',
};
