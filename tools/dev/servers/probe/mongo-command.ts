import { tcpTalk } from './tcp-talk.ts';

/**
 * Runs a command of string and number fields by hand-made OP_MSG. The whole driver would cost the runner 40 MB for a ping.
 * Only for servers without authentication: our own.
 * @throws Error when the server answers `ok: 0`
 */
export async function mongoCommand(url: string, database: string, command: Record<string, string | number>, deadlineMs?: number): Promise<void> {
  const answer = await tcpTalk(url, opMsg(bson({ ...command, $db: database })), (received) => received.length >= 4 && received.length >= received.readInt32LE(0), deadlineMs);
  if (okOf(answer) !== 1) throw new Error(`the server refused ${Object.keys(command)[0]}`);
}

function bson(document: Record<string, string | number>): Buffer {
  const elements = Object.entries(document).map(([name, value]) => {
    const key = Buffer.from(`${name}\0`);
    if (typeof value === 'number') {
      const number = Buffer.alloc(4);
      number.writeInt32LE(value);
      return Buffer.concat([Buffer.from([0x10]), key, number]);
    }
    const text = Buffer.from(`${value}\0`);
    const length = Buffer.alloc(4);
    length.writeInt32LE(text.length);
    return Buffer.concat([Buffer.from([0x02]), key, length, text]);
  });
  const body = Buffer.concat(elements);
  const head = Buffer.alloc(4);
  head.writeInt32LE(body.length + 5);
  return Buffer.concat([head, body, Buffer.from([0])]);
}

function opMsg(document: Buffer): Buffer {
  const head = Buffer.alloc(21);
  head.writeInt32LE(21 + document.length, 0);
  head.writeInt32LE(1, 4); // request id
  head.writeInt32LE(2013, 12); // OP_MSG; flags and section kind stay 0
  return Buffer.concat([head, document]);
}

/** `ok` is a double or an int32, always at the top level; its name appears once in such short answers. */
function okOf(answer: Buffer): number {
  const double = answer.indexOf(Buffer.from([0x01, 0x6f, 0x6b, 0x00]));
  if (double >= 0) return answer.readDoubleLE(double + 4);
  const int = answer.indexOf(Buffer.from([0x10, 0x6f, 0x6b, 0x00]));
  return int >= 0 ? answer.readInt32LE(int + 4) : Number.NaN;
}
