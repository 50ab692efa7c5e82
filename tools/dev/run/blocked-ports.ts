/** Ports above 1023 that browsers and Node's fetch refuse to talk to (WHATWG Fetch, "bad port"): a gateway there is deaf. */
const blocked = new Set([1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080]);

export const isBlockedPort = (port: number): boolean => blocked.has(port);
