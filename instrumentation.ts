/** Runs once when a server process starts (not in a build): wrong settings stop it here, with their names. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServer } = await import("./lib/server.ts");
  startServer();
}
