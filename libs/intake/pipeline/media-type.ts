import type { FeedFormat } from '@tributary/feeds';
import { Problem } from '@tributary/kernel';

/** Throws a Problem where the format comes as another media type. */
export function refuseMediaType({ mediaTypes }: Pick<FeedFormat, 'mediaTypes'>, mediaType: string): void {
  const given = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaTypes.includes(given)) return;
  throw new Problem(
    'media-type-wrong',
    415,
    'Media type not accepted',
    `This feed takes ${mediaTypes.join(', ')}. Say so in Content-Type.`,
    { accepted: mediaTypes },
  );
}
