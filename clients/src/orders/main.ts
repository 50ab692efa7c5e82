/**
 * `npm run -s orders < dialogue.txt`: the orders that a clinician gives in a dialogue, one JSON object a line, in the order
 * that they were given (schema/orders.schema.json). A later word may change an earlier order, so they come at the end of the
 * input; a text beyond 4 MB is read in parts of that size.
 */
import { ordersOfLines, type LinedOrder } from '../../../subgraphs/inference/src/engines/orders/index.ts';
import { linesOf, writeAll } from '../sig/lines.ts';

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const mostAtOnce = 4 * 1024 * 1024;

async function main(): Promise<void> {
  let part: string[] = [];
  let size = 0;
  let first = 0;
  const flush = async (): Promise<void> => {
    const moved = (order: LinedOrder): LinedOrder => ({ ...order, evidence: order.evidence.map((piece) => ({ ...piece, line: piece.line + first })) });
    await writeAll(process.stdout, ordersOfLines(part).map((order) => `${JSON.stringify(moved(order))}\n`).join(''));
    first += part.length;
    part = [];
    size = 0;
  };
  for await (const lines of linesOf(process.stdin)) {
    for (const line of lines) {
      part.push(line);
      size += line.length + 1;
      if (size > mostAtOnce) await flush();
    }
  }
  await flush();
}

await main();
