import type { Planned } from '@tributary/demo';

type Told = Readonly<{
  /** Whether people are chosen from a list, without a password. */
  localSignIn: boolean;
  demo: boolean;
  /** What of the demo is still to come. */
  planned: Planned | undefined;
}>;

/** Who in Wexbourne has something to see on the first day. */
const PEOPLE = [
  'Imogen Marlow, social worker: an alert of her own',
  'Odette Pemberly, head of the virtual school: informed of the same',
  'Seth Dunmore, who minds the council’s feeds',
  'Hester Quill, auditor',
] as const;

/** What stands on the terminal of whoever started the hub: where it answers, as whom, and one next step. */
export function welcome(url: string, { localSignIn, demo, planned }: Told): string {
  const lines = [`Tributary answers at ${url}`];
  if (planned) lines.push(`  ${deliveryOf(planned)}`);
  if (localSignIn && demo) {
    lines.push('  Sign in there as anybody of the borough; no password is asked. For example:');
    lines.push(...PEOPLE.map((who) => `    ${who}`));
  } else if (localSignIn) lines.push('  Sign in there as anybody of the directory; no password is asked');
  lines.push(
    demo
      ? `  Next: open ${url}, be Imogen Marlow, and read docs/stories/excluded-looked-after-child.md beside it`
      : '  What it looks for: npx tributary rules list',
  );
  return `${lines.join('\n')}\n`;
}

function deliveryOf({ run, files, stories }: Planned): string {
  const left = files.length - run.delivered;
  if (run.delivered === 0) {
    return `Wexbourne, a made-up borough, is being delivered: ${stories} files of its stories first, then ${left - stories} in the background`;
  }
  return `Wexbourne, a made-up borough, is being delivered: ${left} files are left of ${files.length}`;
}
