/** What a person may say they did; pages and calls offer the same. */
export const ACTIONS = [
  'rang-front-door',
  'spoke-to-school',
  'visited',
  'spoke-to-family',
  'no-action-needed',
] as const;
/** What a person may say of an alert's use. */
export const OUTCOMES = ['useful', 'already-known', 'not-useful'] as const;

/** A person's answer to an alert. */
export type Answer =
  | Readonly<{ kind: 'acknowledge' }>
  | Readonly<{ kind: 'act'; action: string; note?: string }>
  | Readonly<{ kind: 'close'; outcome: string; note?: string }>;
