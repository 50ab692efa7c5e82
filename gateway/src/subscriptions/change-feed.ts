import type { ChangeNotice } from '@dra/events';

export type Unsubscribe = () => void;

/** Where changes are announced from. Ids only; what they mean for a subscriber is asked with the subscriber's rights. */
export type ChangeFeed = {
  /** While false, changes may be missed and streams ask for themselves. */
  connected(): boolean;
  /** Notices of one tenant; another tenant's never reach the callback. */
  onChange(tenant: string, callback: (notice: ChangeNotice) => void): Unsubscribe;
  /**
   * After the feed went away, and after it came back: what was missed meanwhile is made good by asking once, and whoever
   * waited for notices learns that none come for now.
   */
  onConnectionChange(callback: () => void): Unsubscribe;
  close(): Promise<void>;
};

/** The part of a feed that is the same whatever carries the notices. */
export function createFeedHub() {
  const byTenant = new Map<string, Set<(notice: ChangeNotice) => void>>();
  const connectionListeners = new Set<() => void>();
  return {
    publish: (notice: ChangeNotice) => {
      for (const callback of byTenant.get(notice.tenant) ?? []) callback(notice);
    },
    announceConnectionChange: () => {
      for (const callback of connectionListeners) callback();
    },
    onChange: (tenant: string, callback: (notice: ChangeNotice) => void): Unsubscribe => {
      const callbacks = byTenant.get(tenant) ?? new Set();
      byTenant.set(tenant, callbacks.add(callback));
      return () => {
        callbacks.delete(callback);
        if (callbacks.size === 0) byTenant.delete(tenant);
      };
    },
    onConnectionChange: (callback: () => void): Unsubscribe => {
      connectionListeners.add(callback);
      return () => connectionListeners.delete(callback);
    },
  };
}

/** A feed without a broker: streams ask for themselves. */
export function createSilentFeed(): ChangeFeed {
  const hub = createFeedHub();
  return { connected: () => false, onChange: hub.onChange, onConnectionChange: hub.onConnectionChange, close: async () => undefined };
}
