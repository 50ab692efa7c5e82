/** What every engine hears: 16 kHz, mono. */
export const engineRate = 16_000;
