// The first story of a run waits for the whole product to start; later ones for visits, and for what was killed.
jest.setTimeout(180_000);
