import { NoRespondersError } from '@nats-io/transport-node';
import { rpcs } from '@dra/events';
import type { RpcName, RpcReply, RpcRequest } from '@dra/events';
import { ServiceError } from '@dra/service';
import { z } from 'zod';
import type { Nats } from './connect.ts';

const envelope = z.union([z.object({ ok: z.literal(true), reply: z.unknown() }), z.object({ ok: z.literal(false), code: z.string(), message: z.string() })]);

type Rpc<N extends RpcName> = { subject: string; request: z.ZodType<RpcRequest<N>>; reply: z.ZodType<RpcReply<N>> };
const rpcOf = <N extends RpcName>(name: N) => rpcs[name] as unknown as Rpc<N>;

/**
 * Answers a question over core NATS; each question goes to one process of the group (the rpc's name by default).
 * A ServiceError of the handler reaches the asker with its code and message; any other fault as INTERNAL_SERVER_ERROR.
 */
export function serveRpc<N extends RpcName>(
  nats: Nats,
  name: N,
  handler: (request: RpcRequest<N>) => Promise<RpcReply<N>>,
  options: { queueGroup?: string } = {},
): { stop(): Promise<void> } {
  const rpc = rpcOf(name);
  const running = new Set<Promise<void>>();
  const answer = async (data: string): Promise<z.infer<typeof envelope>> => {
    try {
      const request = rpc.request.safeParse(JSON.parse(data));
      if (!request.success) return { ok: false, code: 'BAD_REQUEST', message: `The request does not fit ${rpc.subject}.` };
      return { ok: true, reply: rpc.reply.parse(await handler(request.data)) };
    } catch (error) {
      if (error instanceof ServiceError) return { ok: false, code: error.code, message: error.message };
      nats.logger.error({ error, rpc: name }, 'an rpc handler failed');
      return { ok: false, code: 'INTERNAL_SERVER_ERROR', message: 'The answering service failed.' };
    }
  };
  const subscription = nats.nc.subscribe(rpc.subject, {
    queue: options.queueGroup ?? name,
    callback: (error, message) => {
      if (error) {
        nats.logger.error({ error, rpc: name }, 'an rpc subscription failed');
        return;
      }
      const work = answer(message.string()).then((reply) => {
        if (!nats.nc.isClosed()) message.respond(JSON.stringify(reply));
      });
      running.add(work);
      void work.finally(() => running.delete(work));
    },
  });
  return {
    stop: async () => {
      if (!nats.nc.isClosed() && !subscription.isClosed()) await subscription.drain();
      await Promise.all(running);
    },
  };
}

/**
 * Asks. Nobody there, silence and an answer that does not fit are all DEPENDENCY_UNAVAILABLE: never a yes, never a no.
 * @throws ServiceError DEPENDENCY_UNAVAILABLE, or the code that the handler threw
 */
export async function callRpc<N extends RpcName>(nats: Nats, name: N, request: RpcRequest<N>, options: { timeoutMs?: number } = {}): Promise<RpcReply<N>> {
  const rpc = rpcOf(name);
  const message = await nats.nc
    .request(rpc.subject, JSON.stringify(rpc.request.parse(request)), { timeout: options.timeoutMs ?? 2_000 })
    .catch((error: unknown) => {
      const nobody = error instanceof NoRespondersError || (error instanceof Error && error.cause instanceof NoRespondersError);
      throw new ServiceError('DEPENDENCY_UNAVAILABLE', nobody ? `Nobody answers ${rpc.subject}.` : `${rpc.subject} did not answer in time.`, { cause: error });
    });
  const reply = readEnvelope(message.string());
  if (!reply) throw new ServiceError('DEPENDENCY_UNAVAILABLE', `${rpc.subject} gave an answer that does not fit.`);
  if (!reply.ok) throw new ServiceError(reply.code, reply.message);
  const parsed = rpc.reply.safeParse(reply.reply);
  if (!parsed.success) throw new ServiceError('DEPENDENCY_UNAVAILABLE', `${rpc.subject} gave an answer that does not fit.`);
  return parsed.data;
}

function readEnvelope(text: string): z.infer<typeof envelope> | null {
  try {
    return envelope.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Not JSON is no answer.
    return null;
  }
}
