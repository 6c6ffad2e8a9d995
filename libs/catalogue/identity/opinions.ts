/** What a steward can think of a record and a child: of it, both children one, or not of it. */
export const OPINIONS = ['link', 'merge', 'different'] as const;
