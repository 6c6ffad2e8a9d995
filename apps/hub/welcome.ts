import type { Planned } from '@tributary/demo';

type Told = Readonly<{
  /** Whether the tokens of the command line are good here. */
  localSignIn: boolean;
  demo: boolean;
  /** What of the demo is still to come. */
  planned: Planned | undefined;
}>;

/** Who in Wexbourne has something to see on the first day. */
const PEOPLE = [
  ['p-marlow', 'Imogen Marlow, social worker: an alert of her own'],
  ['p-pemberly', 'Odette Pemberly, head of the virtual school: informed of the same'],
  ['p-dunmore', 'Seth Dunmore, who minds the council’s feeds'],
  ['p-quill', 'Hester Quill, auditor'],
] as const;

/** What stands on the terminal of whoever started the hub: where it answers, as whom, and one next step. */
export function welcome(url: string, { localSignIn, demo, planned }: Told): string {
  const lines = [`Tributary answers at ${url}`];
  if (planned) lines.push(`  ${deliveryOf(planned)}`);
  if (localSignIn && demo) {
    lines.push('  Sign in with a token: npx tributary token --user <one of these>');
    lines.push(...PEOPLE.map(([id, who]) => `    ${id.padEnd(12)} ${who}`));
  } else if (localSignIn) lines.push('  A token to sign in with: npx tributary token --user p-marlow');
  lines.push(
    demo
      ? `  Next: open ${url}/sign-in with a token of p-marlow, and read docs/stories/excluded-looked-after-child.md beside it`
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
