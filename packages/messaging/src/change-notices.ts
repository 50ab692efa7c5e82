import { changeNotice, changeSubject, everyChange } from '@dra/events';
import type { ChangeNotice } from '@dra/events';
import type { Nats } from './connect.ts';

/**
 * Tells watchers that something changed, after the commit. Core NATS, best effort: watchers also ask again by
 * themselves, so a lost notice is a delay; hence a fault is logged and never thrown.
 */
export function notifyChanged(nats: Nats, notice: Omit<ChangeNotice, 'encounterId'> & { encounterId?: string | null }): void {
  try {
    const checked = changeNotice.parse({ ...notice, encounterId: notice.encounterId ?? null });
    nats.nc.publish(changeSubject(checked.tenant), JSON.stringify(checked));
  } catch (error) {
    nats.logger.warn({ error, type: notice.type }, 'a change could not be told');
  }
}

/** Calls back for every notice of every tenant; the callback decides whom it concerns. */
export function onChanged(nats: Nats, callback: (notice: ChangeNotice) => void): { stop(): void } {
  const subscription = nats.nc.subscribe(everyChange, {
    callback: (error, message) => {
      if (error) {
        nats.logger.error({ error }, 'the subscription to changes failed');
        return;
      }
      const parsed = changeNotice.safeParse(safeJson(message.string()));
      if (parsed.success) callback(parsed.data);
      else nats.logger.warn('a notice of change does not fit its schema');
    },
  });
  return { stop: () => subscription.unsubscribe() };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not a notice: the schema refuses null.
    return null;
  }
}
