/** Lets go of the servers and waits until they are gone. */
export default async function globalTeardown() {
  const keeper = globalThis.draTestServersKeeper;
  if (!keeper || keeper.exitCode !== null) return;
  const gone = new Promise((resolve) => keeper.once('exit', resolve));
  keeper.stdin.end();
  await gone;
}
