import type { EventType } from '@tributary/catalogue';

export type Severity = 'immediate' | 'today' | 'this-week' | 'digest';

/** A rule as those it serves may read it. What it does beyond these words is in evaluate.ts, and nothing more. */
export type Rule = Readonly<{
  id: string;
  version: number;
  title: string;
  /** In the words of those it serves. */
  words: string;
  why: string;
  /** Where the rule comes from, and what makes it safe. */
  source: string;
  triggers: readonly EventType[];
  severity: Severity;
  owner: string;
  informed: string;
  never: readonly string[];
}>;

/** The page of a rule, generated from it. */
export const rulePage = (rule: Rule): string => `# ${rule.title}

\`${rule.id}\`, version ${rule.version}

${rule.words}

**Why.** ${rule.why}

| | |
|---|---|
| looks at | ${rule.triggers.map((trigger) => `\`${trigger}\``).join(', ')} |
| severity | ${rule.severity} |
| owner | ${rule.owner} |
| informed | ${rule.informed} |
| source | ${rule.source} |

It never:

${rule.never.map((line) => `- ${line}`).join('\n')}
`;
