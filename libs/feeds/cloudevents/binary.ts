/** Whether HTTP headers (names in lower case) announce a binary-mode event. */
export const isBinary = (headers: Readonly<Record<string, unknown>>): boolean =>
  headers['ce-specversion'] !== undefined;

export type BinaryEvent = Readonly<{
  /** Context attributes without their prefix; a value that is no text makes its attribute invalid. */
  attributes: Iterable<readonly [name: string, value: unknown]>;
  contentType?: string;
  body: Uint8Array;
}>;

/** A binary-mode event, by whichever binding it came, as the structured one that is kept and parsed. */
export function structuredEvent({ attributes, contentType, body }: BinaryEvent): Buffer {
  const event: Record<string, unknown> = Object.fromEntries(attributes);
  for (const name of ['data', 'data_base64', 'datacontenttype']) delete event[name];
  if (contentType !== undefined) event['datacontenttype'] = contentType;
  if (body.byteLength > 0) event['data_base64'] = Buffer.from(body).toString('base64');
  return Buffer.from(JSON.stringify(event));
}
