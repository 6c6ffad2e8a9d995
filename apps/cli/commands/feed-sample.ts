import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatOf, formats, type SampleFile } from '@tributary/feeds';
import { Problem } from '@tributary/kernel';
import { EXIT, print } from '../output';

export type SampleOptions = Readonly<{ format: string; out: string; json?: boolean }>;

/** Writes files of a form about the sandbox's children, who do not exist; needs no server. */
export async function feedSample({ format, out, json = false }: SampleOptions): Promise<number> {
  const files = samplesOf(format);
  await mkdir(out, { recursive: true });
  for (const { name, text } of files) await writeFile(join(out, name), text);
  const written = files.map(({ name, shows }) => ({ file: join(out, name), shows }));
  print(
    json,
    { format, written },
    written.map(({ file, shows }) => `${file}  ${shows}`),
  );
  return EXIT.done;
}

/** Throws a Problem where there are none of that form. */
function samplesOf(id: string): readonly SampleFile[] {
  const files = formatOf(id)?.samples?.();
  if (files) return files;
  const known = formats.filter(({ samples }) => samples).map((format) => format.id);
  throw new Problem(
    'samples-missing',
    404,
    'There are no sample files of that form',
    `There are of: ${known.join(', ')}. Of any other form, send files of your own.`,
  );
}
