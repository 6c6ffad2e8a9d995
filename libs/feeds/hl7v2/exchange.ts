import { Hl7Message } from '@medplum/core';
import type { Instant } from '@tributary/kernel';
import { Fault } from '../shared/fault';
import { isOldUpdate, RUN } from './bulk';
import { isUpdate } from './read-message';
import { charsetOf, textOf } from './charset';
import { Message } from './message';

/** AA: kept. AR: send it again. AE: it can never be kept (HL7 2.5.1, table 0008). */
export type Acknowledgement = 'AA' | 'AR' | 'AE';

/** What a message says of its exchange. */
export type Hl7Header = Readonly<{
  /** MSH-3. */
  application: string;
  /** MSH-4. */
  facility: string;
  /** It repeats how things stand, and was recorded long before it came. */
  isOldUpdate(receivedAt: Instant): boolean;
  /** The answer, with the message's control id. */
  acknowledged(code: Acknowledgement): Buffer;
}>;

/** Undefined where the bytes do not begin with a message header. */
export function hl7HeaderOf(bytes: Buffer): Hl7Header | undefined {
  const line = bytes.toString('latin1', 0, endOfHeader(bytes));
  const message = messageOf(line);
  if (!message) return undefined;
  return {
    application: message.header.value(3),
    facility: message.header.value(4),
    isOldUpdate: (receivedAt) => mayBeUpdate(message) && isUpdateOfOld(bytes, receivedAt),
    acknowledged: (code) => answerTo(line, code),
  };
}

/** The answer to bytes that are no message: it names none. */
export const hl7Refusal = (): Buffer => answerTo('MSH|^~\\&|', 'AE');

/** Tells, message by message, whether so many old updates came on end that they are history. */
export class HistoryRun {
  private run = 0;

  next(old: boolean): boolean {
    this.run = old ? this.run + 1 : 0;
    return this.run >= RUN;
  }
}

const answerTo = (header: string, ackCode: Acknowledgement): Buffer =>
  Buffer.from(`${Hl7Message.parse(header).buildAck({ ackCode }).toString()}\r`, 'latin1');

const LINE_ENDS = [0x0d, 0x0a];
const endOfHeader = (bytes: Buffer): number => {
  const ends = LINE_ENDS.map((end) => bytes.indexOf(end)).filter((at) => at >= 0);
  return ends.length > 0 ? Math.min(...ends) : bytes.length;
};

function messageOf(text: string): Message | undefined {
  try {
    return Message.of(text);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** Older senders name the trigger in EVN alone. */
const mayBeUpdate = (header: Message): boolean => isUpdate(header) || header.trigger === '';

function isUpdateOfOld(bytes: Buffer, receivedAt: Instant): boolean {
  try {
    return isOldUpdate(Message.of(textOf(bytes, charsetOf(bytes))), receivedAt);
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}
